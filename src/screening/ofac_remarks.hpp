// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "screening/list_entry.hpp"

/// Internal to ofac: the remarks of SDN.CSV, in which all that is no name stands.
namespace entente::screening {

/// "DOB 11 Jul 1951; nationality Russia; Gender Male; Passport A1234567 (Russia); a.k.a. 'X'.": what is
/// understood becomes fields; the whole becomes a note.
void read_remarks(EntryMaker& entry, std::string_view remarks);

}  // namespace entente::screening
