// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "search/query_text.hpp"
#include "search/words.hpp"

namespace entente::search {

struct Hit {
  Doc doc = 0;
  float score = 0;
};

/// The documents that have every wanted term and no excluded one, in the order of their numbers.
/// Without a wanted term, all that are left by the excluded.
std::vector<Hit> match(const WordIndex&, const std::vector<Term>&);

}  // namespace entente::search
