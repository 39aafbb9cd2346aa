// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "screening/listed.hpp"

/// Internal to the readers of lists: the names in a field that holds several.
namespace entente::screening {

struct NamePart {
  std::string text;
  bool original_script = false;  ///< stood beside the name in Latin letters, in another script
  bool weak = false;             ///< an abbreviation that stood in brackets
};

struct NameParts {
  std::vector<NamePart> names;
  std::vector<std::string> remarks;  ///< what stood there and is no name
};

/// "Azim Adhajani; Azim Agha-Jani" · "AL-ITIHAAD / AIAI" · "Jin Tiesan (金铁三)" ·
/// "Amir Khazmat (original script: Амир Хазмат)" · "ARMAMENT INDUSTRIES GROUP (AIG)" ·
/// "Mohammad Ishaq Akhund born in 1963" · "Encep Nurjaman (birth name)".
NameParts name_parts(std::string_view text, Kind kind);

/// Whether a letter stands in it that is neither Latin nor a sign.
bool has_other_script(std::string_view text);
/// Whether a letter from a to z stands in it.
bool has_latin_letters(std::string_view text);

}  // namespace entente::screening
