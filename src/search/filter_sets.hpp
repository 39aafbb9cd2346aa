// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <limits>

#include "search/matcher.hpp"
#include "search/row_counter.hpp"

namespace entente::search {

using Filters = std::vector<std::pair<Facet, std::string>>;

/// The filters as a base meets them: for each facet filtered by, the documents that have one of its values.
class FilterSets {
 public:
  FilterSets(const ValueTable&, const Live& base, const Filters&);

  /// Keeps of the hits what meets the filters, and counts.
  void narrow(std::vector<Hit>& hits, CodeCounts&) const;

  struct All {
    std::vector<Hit> first;  ///< in the order of their numbers
    std::size_t total = 0;
  };
  /// The documents that meet the filters, of which the first `most` are told; counted. A facet that is
  /// filtered by alone is not counted as if its own choice were open.
  All all(CodeCounts&, std::size_t most = std::numeric_limits<std::size_t>::max()) const;

 private:
  using Bits = std::vector<std::uint64_t>;
  struct Choice {
    Facet facet;
    std::optional<Code> counted;  ///< the value, where it is but one and the base has its counts
    std::span<const std::uint64_t> bits;
    Bits own;  ///< what `bits` are a view of, where they are not the base's
  };
  /// A set that the base has counts of: all documents, those with a value, those with two.
  struct Known {
    std::vector<const Choice*> of;
    std::size_t documents = 0;
    Segment::Kept counts;  ///< not of all documents, whose counts the base has by code
  };
  static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

  void add(const ValueTable&, Facet, const std::string& value);
  Bits everything() const;
  Bits meeting(std::size_t open) const;
  Known nearest(std::size_t open) const;
  void add_known(CodeCounts&, const Known&, Code begin, Code end) const;
  void count(CodeCounts&, const Bits& documents, std::size_t open, std::optional<Facet> only) const;

  const Live& live_;
  const Segment& base_;
  std::deque<Choice> choices_;  // does not move its bits
};

}  // namespace entente::search
