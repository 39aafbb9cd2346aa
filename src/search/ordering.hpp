// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "search/matcher.hpp"

namespace entente::search {

/// The ids of the hits from `offset`, at most `limit`, in their order. `hits` by piece, by number of
/// document; afterwards in no order.
std::vector<base::Uuid> page(const Corpus&, std::vector<std::vector<Hit>>& hits, Order, std::size_t offset,
                             std::size_t limit);

}  // namespace entente::search
