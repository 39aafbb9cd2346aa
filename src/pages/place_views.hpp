// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/role.hpp"
#include "base/messages.hpp"
#include "http/router.hpp"
#include "pages/pages.hpp"

/// The organisation, country or record in which a role is held.
namespace entente::pages {

/// An organisation ("id") or country ("code") as an address names it.
struct AskedPlace {
  access::Reach reach{};
  std::string of;           ///< as a Grant has it
  std::string name;         ///< in the reader's language
  std::string path;         ///< behind the language: "/countries/KE"; "" where it does not stand (any more)
  std::string people = {};  ///< where it is shown who holds a role there, likewise
  /// Whoever speaks for it.
  access::Grant speaker() const;
};
/// Nothing where the register knows none.
std::optional<AskedPlace> asked_place(const Context&, const http::Captures&, std::string_view language);

/// The same of a role that is held; its path is empty where it is an office of the register.
AskedPlace place_of(const Context&, const access::Grant&, std::string_view language);

/// "Representative · World Health Organization".
std::string named_role(const Context&, const access::Grant&, const base::Messages&);

}  // namespace entente::pages
