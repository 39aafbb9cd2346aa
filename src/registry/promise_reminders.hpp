// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "registry/register.hpp"

namespace entente::registry {

/// Tells those who speak for a giver that a promise of theirs, entered here, is past its day and not kept:
/// once for each day on which one falls due, also across nodes, and for a month. How many places were told
/// of.
std::int64_t remind_of_promises(Register&);

}  // namespace entente::registry
