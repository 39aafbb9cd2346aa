// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "registry/promising.hpp"

namespace entente::registry {

/// Throws base::BadInput where a promise or a delivery says by itself what none can be: an amount that is
/// none, a lower price that is not lower, a kind that is no giving, a text that is too long. What it says of
/// others is looked at elsewhere.
void require_plain_sense(const Given&);

}  // namespace entente::registry
