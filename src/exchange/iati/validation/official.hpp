// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "exchange/iati/validation/finding.hpp"

namespace entente::exchange::iati::validation {

/// Whose finding it is in the words of the official validator: the identifier, "noIdentifier", with "(2)" for
/// the first repetition of one, or "file".
std::string official_activity(const Finding&);
/// Whether the official validator knows the rule.
bool is_official(const Finding&);

}  // namespace entente::exchange::iati::validation
