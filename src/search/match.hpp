// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "search/facets.hpp"
#include "search/figures.hpp"
#include "search/query_tree.hpp"
#include "search/words.hpp"

namespace entente::search {

/// All that is known of the documents, numbered alike.
struct Corpus {
  const WordIndex& words;
  const FacetColumns& facets;
  const Figures& figures;
  std::int64_t today = 0;  ///< by which lights are told
};

/// The documents that the tree of a query describes, in the order of their numbers. What they score comes
/// from the words alone.
std::vector<Hit> match(const Corpus&, const Node&);

}  // namespace entente::search
