// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>

#include "search/day_facets.hpp"
#include "search/known_sets.hpp"

namespace entente::search {

using Filters = std::vector<std::pair<Facet, std::string>>;

/// How often each value, and each mark of the day, occurs. Marks are counted where the corpus has them.
struct Tally {
  CodeCounts values;
  DayCounts marks{};
};

/// The filters as a base meets them: for each facet filtered by, the documents that have one of its values.
class FilterSets {
 public:
  FilterSets(const Corpus&, std::size_t piece, const Filters&);

  /// The living documents that meet all filters.
  Bits meeting() const { return meeting(nullptr, {}); }
  /// Counts those of a text that meet them; all, where `text` is empty. A facet that is filtered by alone is
  /// then not counted as if its own choice were open. `known`: of the text, where there is something.
  void count(Tally&, BitsView text, const Known* known) const;
  /// Counts likewise a few documents, and says of each whether it meets the filters.
  std::vector<bool> count_each(std::span<const Doc>, Tally&) const;

 private:
  void add(Facet, const std::string& value);
  Bits meeting(const Choice* open, BitsView text) const;
  void count_values(CodeCounts&, BitsView documents, const Choice* open, const Known* known) const;
  void count_marks(DayCounts&, BitsView documents, const Choice* open) const;
  bool filtered(Facet) const;

  const Corpus& corpus_;
  const Live& live_;
  const Segment& base_;
  const MarksOfDay* day_;
  std::deque<Choice> choices_;  // does not move its bits
};

}  // namespace entente::search
