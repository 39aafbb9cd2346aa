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

/// Whether the check digits of an LEI, a ROR id or an ISIN hold (model/identifier_fault.hpp says what is
/// wrong). Nothing for a scheme that has none.
std::optional<bool> check_digits_hold(std::string_view scheme, std::string_view value);

/// The form under which two spellings of one identifier are the same: white space trimmed, case folded
/// (ASCII) for schemes that ignore it.
std::string identifier_key(std::string_view scheme, std::string_view value);

/// A web or mail address that a page may link to: http, https or mailto, without control characters or
/// credentials. Everything else is shown as text.
bool is_linkable(std::string_view url);

}  // namespace entente::model
