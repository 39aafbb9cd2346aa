// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "screening/pieces.hpp"

namespace entente::screening {

/// Numbers in words become digits: "First" and "1st" are 1, "Forty-Four" and "Forty 4" are 44. In names of
/// persons they are names.
void read_number_words(std::vector<Piece>&, Kind);

}  // namespace entente::screening
