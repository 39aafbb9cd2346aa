// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/day_facets.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace entente::search {
namespace {

DayMarks mark_of_light(const Figures& figures, std::int64_t day) {
  const auto next = std::ranges::find_if(figures.lights, [&](const auto& turn) { return turn.first > day; });
  if (next == figures.lights.begin()) return 0;
  const auto light = std::prev(next)->second;
  return light < kLights.size() ? static_cast<DayMarks>(1U << light) : DayMarks{0};
}

/// Of the documents from one number on.
void add_marks(std::vector<DayMarks>& marks, const Piece& piece, const ValueTable& values, std::int64_t day) {
  const auto first = static_cast<Doc>(marks.size());
  marks.resize(piece.size());
  for (Doc doc = first; doc < marks.size(); ++doc) marks[doc] = mark_of_light(piece.figures(doc), day);
  std::vector<DayMarks> by_code(values.size());
  for (std::size_t group = 0; group < kGroups.size(); ++group)
    for (const auto& country : countries_in(group, day))
      if (const auto code = values.find(Facet::country, country))
        by_code[*code] |= static_cast<DayMarks>(1U << (kLights.size() + group));
  std::vector<Code> buffer;
  for (Doc doc = first; doc < marks.size(); ++doc)
    for (const auto code : piece.values(doc, buffer)) marks[doc] |= by_code[code];
}

DayMarks mark_named(Facet facet, std::string_view value) {
  if (facet == Facet::fresh) {
    const auto at = std::ranges::find(kLights, value);
    return at == kLights.end() ? DayMarks{0} : static_cast<DayMarks>(1U << (at - kLights.begin()));
  }
  const auto at = std::ranges::find(kGroups, value);
  return at == kGroups.end()
             ? DayMarks{0}
             : static_cast<DayMarks>(1U << (kLights.size() + static_cast<std::size_t>(at - kGroups.begin())));
}

}  // namespace

DayMarksKept::Marks DayMarksKept::of(const Corpus& corpus, const Live& live) {
  const std::scoped_lock lock(mutex_);
  if (std::exchange(day_, corpus.today) != corpus.today) kept_.clear();
  std::erase_if(kept_, [](const Kept& one) { return one.piece.expired(); });
  auto at = std::ranges::find_if(kept_, [&](const Kept& one) { return one.piece.lock() == live.piece; });
  if (at == kept_.end())
    at = kept_.insert(kept_.end(), {live.piece, std::make_shared<const std::vector<DayMarks>>()});
  if (at->marks->size() < live.piece->size()) {
    auto more = std::make_shared<std::vector<DayMarks>>(*at->marks);
    add_marks(*more, *live.piece, *corpus.values, corpus.today);
    at->marks = std::move(more);
  }
  return at->marks;
}

DayMarksKept::Marks DayMarksKept::make(const std::shared_ptr<const Piece>& piece, const ValueTable& values) {
  std::optional<std::int64_t> day;
  {
    const std::scoped_lock lock(mutex_);
    day = day_;
  }
  if (!day) return nullptr;
  auto marks = std::make_shared<std::vector<DayMarks>>();
  add_marks(*marks, *piece, values, *day);
  const std::scoped_lock lock(mutex_);
  // Over midnight, it is for the next query to make them again.
  if (day_ == day) kept_.push_back({piece, marks});
  return marks;
}

DayFacets::DayFacets(const Corpus& corpus, DayMarksKept& kept, const Filters& filters, bool counted)
    : corpus_(corpus) {
  for (const auto& filter : filters) {
    if (filter.first != Facet::fresh && filter.first != Facet::group) {
      others_.push_back(filter);
      continue;
    }
    auto& wanted = wanted_[filter.first == Facet::fresh ? 0 : 1];
    const auto mark = mark_named(filter.first, filter.second);
    wanted = static_cast<DayMarks>(wanted == kAny ? mark : wanted | mark);
  }
  if (counted || filtered())
    for (const auto* live : corpus.pieces) marks_.push_back(kept.of(corpus, *live));
}

Node DayFacets::narrowed(const Node& text) const {
  auto chosen = std::make_shared<std::vector<std::vector<Hit>>>();
  for (std::size_t p = 0; p < marks_.size(); ++p) {
    const auto& marks = *marks_[p];
    const auto& removed = corpus_.pieces[p]->removed;
    auto& hits = chosen->emplace_back();
    for (Doc doc = 0; doc < marks.size(); ++doc)
      if (passes(marks[doc], 0) && passes(marks[doc], 1) && !removed.has(doc)) hits.push_back({doc, 0});
  }
  Nodes parts;
  const auto* all = std::get_if<All>(&text.is);
  if (all == nullptr || !all->parts.empty()) parts.push_back(text);
  parts.emplace_back().is.emplace<Chosen>(std::move(chosen));
  return {.is = All{std::move(parts)}};
}

void DayFacets::count(const std::vector<std::vector<Hit>>& found, Counts& into) const {
  std::array<std::uint32_t, kDayMarks> counts{};
  for (std::size_t p = 0; p < found.size(); ++p)
    for (const auto& hit : found[p]) {
      const auto marks = (*marks_[p])[hit.doc];
      unsigned counted = 0;
      if (passes(marks, 1)) counted |= marks & kFresh;
      if (passes(marks, 0)) counted |= marks & ~unsigned{kFresh};
      for (; counted != 0; counted &= counted - 1)
        ++counts[static_cast<std::size_t>(std::countr_zero(counted))];
    }
  const auto tell = [&](Facet facet, const auto& names, std::size_t first) {
    auto& told = into[static_cast<std::size_t>(facet)];
    told.clear();
    for (std::size_t i = 0; i < names.size(); ++i)
      if (counts[first + i] > 0) told.push_back({std::string(names[i]), counts[first + i]});
    std::ranges::sort(told, [](const Count& a, const Count& b) {
      return a.count != b.count ? a.count > b.count : a.value < b.value;
    });
  };
  tell(Facet::fresh, kLights, 0);
  tell(Facet::group, kGroups, kLights.size());
}

}  // namespace entente::search
