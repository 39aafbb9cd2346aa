// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace entente::registry {

/// Terms, or a policy: in each language a text of its own, or the web address where it stands.
struct InstitutionText {
  std::string key;   ///< in addresses: "terms", "privacy"
  base::Text title;  ///< none for the terms, which pages call by their own word
  base::Text text, address;
};

/// The institution that runs a register, as its profile says: one TOML file (docs/reference/institution.md).
struct Institution {
  base::Text name;
  base::Text about;                    ///< a few sentences
  std::vector<std::string> languages;  ///< that are offered, in the order of base::kLanguages; never none
  std::string mail, telephone, website;
  base::Text postal;
  std::vector<InstitutionText> texts;  ///< the terms first
  std::string logo, logo_type;         ///< bytes and media type; empty where there is none
  std::string accent;                  ///< style sheet of the accent colour; empty where there is none
  std::string stamp;                   ///< changes with all of the above; empty where there is no profile

  bool offers(std::string_view language) const;
};

/// Of a register without a profile: nothing but all languages.
Institution no_institution();
/// Reads a profile and the files it names, which lie relative to it. Throws base::NotFound, or base::BadInput
/// with file and line.
Institution read_institution(const std::filesystem::path& file);

/// "#1b4b9b" as a style sheet that sets the accent and its shades, on light pages and dark ones. Throws
/// base::BadInput where it is no colour, or too pale to be read on the pages' light ground.
std::string accent_sheet(std::string_view colour);

}  // namespace entente::registry
