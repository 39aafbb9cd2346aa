// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <limits>
#include <utility>
#include <vector>

#include "search/filter_sets.hpp"

namespace entente::search {

using Counts = std::array<std::vector<Count>, kFacets>;

/// What will be told of what is found: so many in this order.
struct Wanted {
  Order order = Order::relevance;
  std::size_t count = std::numeric_limits<std::size_t>::max();
};

struct Found {
  /// By piece, in the order of the documents' numbers: those of which the wanted ones come, or more.
  std::vector<std::vector<Hit>> hits;
  std::size_t total = 0;
  std::vector<std::string> cut;  ///< see Slots
  Tally tally;                   ///< each facet counted over what meets the other filters
};

/// What the text finds and the filters let through. `living`: the counts over all documents.
Found find(const Corpus&, const Node& text, const Filters&, const CodeCounts& living, const Wanted& = {});

/// The counts of each facet, largest first, equal ones in the order of the values; at most `limit` of each.
Counts listed(const ValueTable&, const CodeCounts&, std::size_t limit);

/// Adds a document's values to the counts, or takes them off.
void count_in(CodeCounts&, const Piece&, Doc);
void count_out(CodeCounts&, const Piece&, Doc);

}  // namespace entente::search
