// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "registry/views.hpp"

namespace entente::registry {

/// Puts words as they are written in what was found in the place of the index's folded ones: what is shown to
/// people has its accents. What stands in none of the cards stays folded.
void write_as_found(ListAnswer&);

}  // namespace entente::registry
