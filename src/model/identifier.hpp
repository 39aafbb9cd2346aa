// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace entente::model {

/// Schemes the register knows by name. kEntente holds the keys of files in the register's own format:
/// "organisation/who", "partnership/gavi".
inline constexpr std::string_view kIatiActivity = "iati-activity", kIatiOrganisation = "iati-org",
                                  kOrgId = "org-id", kLei = "lei", kRor = "ror", kIsin = "isin",
                                  kEntente = "entente";

/// Whether the check digits hold: LEI (ISO 17442, ISO 7064 MOD 97-10), ROR (MOD 97-10 over Crockford base
/// 32), ISIN (ISO 6166, Luhn). Nothing for a scheme that has none.
std::optional<bool> check_digits_hold(std::string_view scheme, std::string_view value);

/// The form under which two spellings of one identifier are the same: white space trimmed, case folded
/// (ASCII) for schemes that ignore it.
std::string identifier_key(std::string_view scheme, std::string_view value);

/// A web or mail address that a page may link to: http, https or mailto, without control characters or
/// credentials. Everything else is shown as text.
bool is_linkable(std::string_view url);

}  // namespace entente::model
