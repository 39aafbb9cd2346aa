// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

/// Countries as lists name them.
namespace entente::screening {

/// ISO 3166-1 alpha-2 in capitals for a code (two or three letters) or a name: the United Nations' own in six
/// languages, with or without what it puts in brackets, and what other lists write ("Korea, North", "Burma").
/// Empty where none is meant, several are ("Serbia and Montenegro"), or the country has no code.
std::string country_code(std::string_view text);

/// Whether country_code() would find one in what lists write where a country is not known ("00", "unknown",
/// "None Identified"): readers pass over these without a fault.
bool is_no_country(std::string_view text);

}  // namespace entente::screening
