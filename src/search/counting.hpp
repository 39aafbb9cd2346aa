// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <utility>
#include <vector>

#include "search/matcher.hpp"

namespace entente::search {

using Filters = std::vector<std::pair<Facet, std::string>>;
using Counts = std::array<std::vector<Count>, kFacets>;

/// By code: documents that have it.
using CodeCounts = std::vector<std::uint32_t>;

struct Found {
  std::vector<std::vector<Hit>> hits;  ///< by piece, in the order of the documents' numbers
  CodeCounts counts;                   ///< each facet counted over what meets the other filters
};

/// What the text finds and the filters let through. `living`: the counts over all documents.
Found find(const Corpus&, const Node& text, const Filters&, const CodeCounts& living);

/// The counts of each facet, largest first, equal ones in the order of the values; at most `limit` of each.
Counts listed(const ValueTable&, const CodeCounts&, std::size_t limit);

/// Adds a document's values to the counts, or takes them off.
void count_in(CodeCounts&, const Piece&, Doc);
void count_out(CodeCounts&, const Piece&, Doc);

}  // namespace entente::search
