// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "exchange/iati/validation/ruleset.hpp"

namespace entente::exchange::iati::validation {

/// Reads a table of rules into the standard's rule set, its rules, and the checks of codes of its places.
/// Throws BadInput, naming the `file` and its line, where the table is not understood.
void read_ruleset(std::string_view text, const char* file, Standard&);

}  // namespace entente::exchange::iati::validation
