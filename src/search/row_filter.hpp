// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "search/filter_sets.hpp"

namespace entente::search {

/// The filters over rows in memory: they are few, and walked.
class RowFilter {
 public:
  RowFilter(const Corpus&, std::size_t piece, const Filters&, Tally&);
  /// Whether a document meets the filters; counts it.
  bool takes(Doc);

 private:
  /// A set of facets.
  using FacetSet = std::uint16_t;
  static_assert(kFacets <= 16);
  static constexpr FacetSet set_of(Facet facet) {
    return static_cast<FacetSet>(1U << static_cast<std::size_t>(facet));
  }
  void count(unsigned marks);

  const Piece& piece_;
  const MarksOfDay* day_;
  Tally& tally_;
  FacetSet filtered_ = 0;
  unsigned marks_wanted_ = 0;
  std::vector<FacetSet> meets_, belongs_;  // by code: the facets that are filtered
  std::vector<Code> buffer_;
};

}  // namespace entente::search
