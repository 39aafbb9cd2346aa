// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/row_filter.hpp"

#include <bit>

namespace entente::search {
namespace {

/// The marks of a facet of the day.
constexpr unsigned marks_within(Facet facet) {
  const auto [begin, end] = marks_of(facet);
  return (1U << end) - (1U << begin);
}

}  // namespace

RowFilter::RowFilter(const Corpus& corpus, std::size_t piece, const Filters& filters, Tally& tally)
    : piece_(*corpus.pieces[piece]->piece),
      day_(corpus.day.empty() ? nullptr : corpus.day[piece].get()),
      tally_(tally),
      meets_(tally.values.size()),
      belongs_(tally.values.size()) {
  for (const auto& [facet, value] : filters) {
    const auto set = set_of(facet);
    if (is_of_day(facet)) {
      if (const auto mark = mark_named(facet, value)) marks_wanted_ |= 1U << *mark;
    } else {
      if ((filtered_ & set) == 0) corpus.values->each(facet, [&](Code code) { belongs_[code] = set; });
      if (const auto code = corpus.values->find(facet, value)) meets_[*code] = set;
    }
    filtered_ = static_cast<FacetSet>(filtered_ | set);
  }
}

bool RowFilter::takes(Doc doc) {
  const auto row = piece_.values(doc, buffer_);
  const unsigned marks = day_ == nullptr ? 0 : day_->marks[doc];
  FacetSet met = 0;
  for (const auto code : row) met = static_cast<FacetSet>(met | meets_[code]);
  for (const auto facet : {Facet::fresh, Facet::group})
    if ((marks & marks_wanted_ & marks_within(facet)) != 0) met = static_cast<FacetSet>(met | set_of(facet));
  const auto missed = static_cast<FacetSet>(filtered_ & ~met);
  if (missed == 0) {
    for (const auto code : row) ++tally_.values[code];
    count(marks);
  } else if (std::has_single_bit(missed)) {
    for (const auto code : row)
      if (belongs_[code] == missed) ++tally_.values[code];
    for (const auto facet : {Facet::fresh, Facet::group})
      if (set_of(facet) == missed) count(marks & marks_within(facet));
  }
  return missed == 0;
}

void RowFilter::count(unsigned marks) {
  for (; marks != 0; marks &= marks - 1) ++tally_.marks[static_cast<std::size_t>(std::countr_zero(marks))];
}

}  // namespace entente::search
