// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/day_facets.hpp"

#include <algorithm>
#include <utility>

#include "search/ranking.hpp"

namespace entente::search {
namespace {

constexpr DayMarks bit_of(std::size_t mark) {
  return static_cast<DayMarks>(1U << mark);
}

/// By country's code: the groups it is in.
std::vector<std::pair<Code, DayMarks>> groups_by_code(const ValueTable& values, const GroupsOfDay& groups) {
  std::vector<std::pair<Code, DayMarks>> all;
  for (std::size_t group = 0; group < kGroups.size(); ++group)
    for (const auto& country : groups[group])
      if (const auto code = values.find(Facet::country, country))
        all.emplace_back(*code, bit_of(kLights.size() + group));
  return all;
}

/// Of the documents from one number on.
void add_marks(MarksOfDay& of, const Live& live, const ValueTable& values, std::int64_t day,
               const GroupsOfDay& groups_then) {
  const auto& piece = *live.piece;
  auto& marks = of.marks;
  const auto first = static_cast<Doc>(marks.size());
  marks.resize(piece.size());
  for (Doc doc = first; doc < marks.size(); ++doc)
    if (const auto light = piece.light(doc, day); light && *light < kLights.size())
      marks[doc] = bit_of(*light);
  const auto groups = groups_by_code(values, groups_then);
  if (live.base != nullptr) {
    for (const auto& [code, mark] : groups) {
      if (code >= live.base->codes()) continue;
      PostingCursor cursor(live.base->holders(code));
      for (auto block = cursor.next(); !block.empty(); block = cursor.next())
        for (const auto p : block) marks[doc_of(p)] |= mark;
    }
    for (auto& bits : of.bits) bits.resize(live.base->words_of_bits());
    for (Doc doc = 0; doc < marks.size(); ++doc)
      for (unsigned left = marks[doc]; left != 0; left &= left - 1)
        put_into(of.bits[static_cast<std::size_t>(std::countr_zero(left))], doc);
  } else {
    std::vector<DayMarks> by_code(values.size());
    for (const auto& [code, mark] : groups) by_code[code] |= mark;
    std::vector<Code> buffer;
    for (Doc doc = first; doc < marks.size(); ++doc)
      for (const auto code : piece.values(doc, buffer)) marks[doc] |= by_code[code];
  }
  const auto attested = piece.attested();
  of.steps.resize(marks.size());
  for (Doc doc = first; doc < marks.size(); ++doc)
    of.steps[doc] =
        static_cast<std::uint8_t>(steps_of_light(marks[doc]) + steps_of_attestation(attested[doc]));
  MarkCounter counter;
  for (Doc doc = first; doc < marks.size(); ++doc) counter.add(marks[doc]);
  counter.add_to(of.counts);
}

void take_lost(MarksOfDay& of, const Live& live) {
  const auto& removed = live.removed.docs();
  if (of.lost_documents == removed.size()) return;
  MarkCounter gone;
  for (; of.lost_documents < removed.size(); ++of.lost_documents)
    gone.add(of.marks[removed[of.lost_documents]]);
  gone.add_to(of.lost);
}

}  // namespace

std::optional<std::size_t> mark_named(Facet facet, std::string_view value) {
  const auto place = [&](const auto& names, std::size_t first) -> std::optional<std::size_t> {
    const auto at = std::ranges::find(names, value);
    if (at == names.end()) return std::nullopt;
    return first + static_cast<std::size_t>(at - names.begin());
  };
  return facet == Facet::fresh ? place(kLights, 0) : place(kGroups, kLights.size());
}

void MarkCounter::add_to(DayCounts& counts) const {
  // A document shows one light at most: most of the marks that could be written down are those of none.
  std::array<std::size_t, kLights.size() + 1> lights{};
  for (std::size_t light = 0; light < kLights.size(); ++light) lights[light + 1] = std::size_t{1} << light;
  for (const auto& lane : by_marks_)
    for (std::size_t groups = 0; groups < lane.size(); groups += std::size_t{1} << kLights.size())
      for (const auto light : lights)
        for (auto left = groups | light; lane[groups | light] != 0 && left != 0; left &= left - 1)
          counts[static_cast<std::size_t>(std::countr_zero(left))] += lane[groups | light];
}

DayMarksKept::Marks DayMarksKept::of(const Corpus& corpus, const Live& live) {
  const std::scoped_lock lock(mutex_);
  if (std::exchange(day_, corpus.today) != corpus.today) {
    kept_.clear();
    for (std::size_t group = 0; group < kGroups.size(); ++group)
      groups_[group] = model::countries_in_group(kGroups[group], corpus.today);
  }
  std::erase_if(kept_, [](const Kept& one) { return one.piece.expired(); });
  auto at = kept_of(live);
  if (at == kept_.end()) at = kept_.insert(kept_.end(), {live.piece, std::make_shared<MarksOfDay>()});
  if (at->marks->marks.size() < live.piece->size()) {
    auto more = std::make_shared<MarksOfDay>(*at->marks);
    add_marks(*more, live, *corpus.values, corpus.today, groups_);
    take_lost(*more, live);
    at->marks = std::move(more);
  }
  return at->marks;
}

std::vector<DayMarksKept::Kept>::iterator DayMarksKept::kept_of(const Live& live) {
  return std::ranges::find_if(kept_, [&](const Kept& one) { return one.piece.lock() == live.piece; });
}

void DayMarksKept::follow(const Live& live, const ValueTable& values) {
  const std::scoped_lock lock(mutex_);
  const auto at = kept_of(live);
  if (!day_ || at == kept_.end()) return;
  if (at->marks->marks.size() < live.piece->size()) add_marks(*at->marks, live, values, *day_, groups_);
  take_lost(*at->marks, live);
}

DayMarksKept::Marks DayMarksKept::make(const Live& live, const ValueTable& values) {
  std::optional<std::int64_t> day;
  GroupsOfDay groups;
  {
    const std::scoped_lock lock(mutex_);
    day = day_;
    groups = groups_;
  }
  if (!day) return nullptr;
  auto marks = std::make_shared<MarksOfDay>();
  add_marks(*marks, live, values, *day, groups);
  const std::scoped_lock lock(mutex_);
  // Over midnight, it is for the next query to make them again.
  if (day_ == day) kept_.push_back({live.piece, marks});
  return marks;
}

DayCounts living_marks(const Corpus& corpus) {
  DayCounts all{}, lost{};
  for (std::size_t p = 0; p < corpus.pieces.size(); ++p) {
    const auto& of = *corpus.day[p];
    const auto& removed = corpus.pieces[p]->removed.docs();
    if (of.lost_documents < removed.size()) {
      MarkCounter gone;
      for (auto i = of.lost_documents; i < removed.size(); ++i) gone.add(of.marks[removed[i]]);
      gone.add_to(lost);
    }
    for (std::size_t mark = 0; mark < kDayMarks; ++mark) {
      all[mark] += of.counts[mark];
      lost[mark] += of.lost[mark];
    }
  }
  for (std::size_t mark = 0; mark < kDayMarks; ++mark) all[mark] -= lost[mark];
  return all;
}

void tell_marks(const DayCounts& counts, std::array<std::vector<Count>, kFacets>& into) {
  const auto tell = [&](Facet facet, const auto& names) {
    auto& told = into[static_cast<std::size_t>(facet)];
    told.clear();
    for (std::size_t i = 0; i < names.size(); ++i)
      if (const auto count = counts[marks_of(facet).first + i]; count > 0)
        told.push_back({std::string(names[i]), count});
    std::ranges::sort(told, [](const Count& a, const Count& b) {
      return a.count != b.count ? a.count > b.count : a.value < b.value;
    });
  };
  tell(Facet::fresh, kLights);
  tell(Facet::group, kGroups);
}

}  // namespace entente::search
