// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/filter_sets.hpp"

#include <algorithm>

namespace entente::search {

FilterSets::FilterSets(const Corpus& corpus, std::size_t piece, const Filters& filters)
    : corpus_(corpus),
      live_(*corpus.pieces[piece]),
      base_(*live_.base),
      day_(corpus.day.empty() ? nullptr : corpus.day[piece].get()) {
  for (const auto& [facet, value] : filters) add(facet, value);
}

void FilterSets::add(Facet facet, const std::string& value) {
  auto choice = std::ranges::find(choices_, facet, &Choice::facet);
  if (choice == choices_.end()) {
    choices_.push_back({.facet = facet, .values = {}, .bits = {}, .own = {}});
    choice = choices_.end() - 1;
  }
  const auto own = [&] {
    if (!choice->own.empty()) return;
    choice->own.assign(choice->bits.begin(), choice->bits.end());
    choice->own.resize(base_.words_of_bits());
    choice->bits = choice->own;
  };
  if (is_of_day(facet)) {
    choice->all_counted = false;
    own();
    if (const auto mark = mark_named(facet, value))
      for (std::size_t w = 0; w < choice->own.size(); ++w) choice->own[w] |= day_->bits[*mark][w];
    return;
  }
  const auto code = corpus_.values->find(facet, value);
  if (!code || *code >= base_.codes()) {
    if (choice->bits.empty()) own();
    return;
  }
  if (std::ranges::find(choice->values, *code) != choice->values.end()) return;
  choice->values.push_back(*code);
  const auto bits = base_.bits(*code);
  choice->all_counted = choice->all_counted && !bits.empty();
  if (!bits.empty() && choice->bits.empty()) {
    choice->bits = bits;
    return;
  }
  own();
  for (std::size_t w = 0; w < bits.size(); ++w) choice->own[w] |= bits[w];
  if (bits.empty()) add_to(choice->own, base_.holders(*code));
}

bool FilterSets::filtered(Facet facet) const {
  return std::ranges::find(choices_, facet, &Choice::facet) != choices_.end();
}

/// Those of a text (or all) that meet all filters but those of one facet, and are not removed.
Bits FilterSets::meeting(const Choice* open, BitsView text) const {
  Bits all(text.begin(), text.end());
  if (all.empty()) {
    all.assign(base_.words_of_bits(), ~std::uint64_t{0});
    all.back() = (std::uint64_t{1} << (base_.size() % 64)) - 1;
  }
  for (const auto& choice : choices_)
    for (std::size_t w = 0; &choice != open && w < all.size(); ++w) all[w] &= choice.bits[w];
  const auto& removed = live_.removed.bits();
  for (std::size_t w = 0; w < std::min(all.size(), removed.size()); ++w) all[w] &= ~removed[w];
  return all;
}

void FilterSets::count_values(CodeCounts& counts, BitsView documents, const Choice* open,
                              const Known* known) const {
  std::vector<const Choice*> met;
  for (const auto& choice : choices_)
    if (&choice != open && !choice.values.empty()) met.push_back(&choice);
  count_nearest(base_, known_sets(base_, met), known, documents, size_of(documents),
                open != nullptr ? std::optional(open->facet) : std::nullopt, counts);
}

/// Those of the facets that are not filtered by, or of the one that is open.
void FilterSets::count_marks(DayCounts& counts, BitsView documents, const Choice* open) const {
  if (day_ == nullptr) return;
  for (const auto facet : {Facet::fresh, Facet::group}) {
    if (open != nullptr ? open->facet != facet : filtered(facet)) continue;
    for (auto [mark, end] = marks_of(facet); mark < end; ++mark)
      counts[mark] += static_cast<std::uint32_t>(in_both(documents, day_->bits[mark]));
  }
}

void FilterSets::count(Tally& tally, BitsView text, const Known* known) const {
  const auto documents = meeting(nullptr, text);
  CodeCounts own(tally.values.size());
  count_values(own, documents, nullptr, known);
  count_marks(tally.marks, documents, nullptr);
  const bool alone = text.empty() && choices_.size() == 1;
  for (const auto& choice : choices_) {
    const auto [begin, end] = base_.codes_of(choice.facet);
    std::fill(own.begin() + begin, own.begin() + end, 0);
    if (alone) break;
    const auto open = meeting(&choice, text);
    if (is_of_day(choice.facet))
      count_marks(tally.marks, open, &choice);
    else
      count_values(own, open, &choice, known);
  }
  for (std::size_t code = 0; code < own.size(); ++code) tally.values[code] += own[code];
}

std::vector<bool> FilterSets::count_each(std::span<const Doc> documents, Tally& tally) const {
  RowCounter met(base_);
  std::deque<RowCounter> open;
  for (const auto& choice : choices_) open.emplace_back(base_, choice.facet);
  std::vector<bool> meets;
  const auto count_marks_of = [&](Doc doc, Facet facet) {
    for (auto [mark, end] = marks_of(facet); day_ != nullptr && mark < end; ++mark)
      tally.marks[mark] += day_->marks[doc] >> mark & 1U;
  };
  for (const auto doc : documents) {
    std::size_t missed = 0, last = 0;
    for (std::size_t i = 0; i < choices_.size(); ++i)
      if (!has(choices_[i].bits, doc)) {
        ++missed;
        last = i;
      }
    meets.push_back(missed == 0);
    if (missed == 0) {
      met.add(doc);
      for (const auto facet : {Facet::fresh, Facet::group}) count_marks_of(doc, facet);
    } else if (missed == 1) {
      // It would be a result if that one facet were open: there, and only there, it counts.
      if (is_of_day(choices_[last].facet))
        count_marks_of(doc, choices_[last].facet);
      else
        open[last].add(doc);
    }
  }
  met.add_to(tally.values);
  for (auto& counter : open) counter.add_to(tally.values);
  return meets;
}

}  // namespace entente::search
