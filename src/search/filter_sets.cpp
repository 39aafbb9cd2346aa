// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/filter_sets.hpp"

#include <algorithm>
#include <bit>

namespace entente::search {
namespace {

std::size_t size_of(std::span<const std::uint64_t> bits) {
  std::size_t size = 0;
  for (const auto word : bits) size += static_cast<std::size_t>(std::popcount(word));
  return size;
}

bool has(std::span<const std::uint64_t> bits, Doc doc) {
  return (bits[doc / 64] >> (doc % 64) & 1) != 0;
}

}  // namespace

FilterSets::FilterSets(const ValueTable& values, const Live& live, const Filters& filters)
    : live_(live), base_(*live.base) {
  for (const auto& [facet, value] : filters) add(values, facet, value);
}

void FilterSets::add(const ValueTable& values, Facet facet, const std::string& value) {
  const auto found = values.find(facet, value);
  const auto code = found && *found < base_.codes() ? found : std::nullopt;
  auto choice = std::ranges::find(choices_, facet, &Choice::facet);
  if (choice == choices_.end()) {
    choices_.push_back({.facet = facet, .counted = {}, .bits = {}, .own = {}});
    choice = choices_.end() - 1;
    if (code) choice->bits = base_.bits(*code);
    if (!choice->bits.empty()) {
      choice->counted = code;
      return;
    }
  }
  if (choice->counted == code && code) return;  // the same once more
  choice->counted.reset();
  if (choice->own.empty()) {
    choice->own.assign(choice->bits.begin(), choice->bits.end());
    choice->own.resize(base_.words_of_bits());
    choice->bits = choice->own;
  }
  if (!code) return;
  PostingCursor cursor(base_.holders(*code));
  for (auto block = cursor.next(); !block.empty(); block = cursor.next())
    for (const auto p : block) choice->own[doc_of(p) / 64] |= std::uint64_t{1} << (doc_of(p) % 64);
}

FilterSets::Bits FilterSets::everything() const {
  Bits all(base_.words_of_bits(), ~std::uint64_t{0});
  all.back() = (std::uint64_t{1} << (base_.size() % 64)) - 1;
  return all;
}

/// Those that meet all filters but those of one facet, and are not removed.
FilterSets::Bits FilterSets::meeting(std::size_t open) const {
  auto all = everything();
  for (std::size_t i = 0; i < choices_.size(); ++i)
    for (std::size_t w = 0; i != open && w < all.size(); ++w) all[w] &= choices_[i].bits[w];
  const auto& removed = live_.removed.bits();
  for (std::size_t w = 0; w < std::min(all.size(), removed.size()); ++w) all[w] &= ~removed[w];
  return all;
}

void FilterSets::narrow(std::vector<Hit>& hits, CodeCounts& counts) const {
  RowCounter met(base_);
  std::deque<RowCounter> open;
  for (const auto& choice : choices_) open.emplace_back(base_, choice.facet);
  std::size_t kept = 0;
  for (const auto& hit : hits) {
    std::size_t missed = 0, last = 0;
    for (std::size_t i = 0; i < choices_.size(); ++i)
      if (!has(choices_[i].bits, hit.doc)) {
        ++missed;
        last = i;
      }
    if (missed == 0) {
      hits[kept++] = hit;
      met.add(hit.doc);
    } else if (missed == 1) {
      // It would be a result if that one facet were open: there, and only there, it counts.
      open[last].add(hit.doc);
    }
  }
  hits.resize(kept);
  met.add_to(counts);
  for (auto& counter : open) counter.add_to(counts);
}

/// The smallest known set that holds what meets the filters but those of one facet: where two values are
/// known together, no set of one of them is smaller.
FilterSets::Known FilterSets::nearest(std::size_t open) const {
  Known best{.of = {}, .documents = base_.size(), .counts = {}};
  std::vector<const Choice*> counted;
  for (std::size_t i = 0; i < choices_.size(); ++i)
    if (i != open && choices_[i].counted) counted.push_back(&choices_[i]);
  for (std::size_t i = 0; i < counted.size(); ++i)
    for (auto j = i + 1; j < counted.size(); ++j) {
      auto kept = base_.counts_of_values(*counted[i]->counted, *counted[j]->counted);
      if (!kept) continue;
      // All of its documents have the value.
      const auto at =
          std::ranges::lower_bound(*kept, *counted[i]->counted, {}, &Segment::Kept::value_type::first);
      const std::size_t documents = at == kept->end() ? 0 : at->second;
      if (documents < best.documents) best = {{counted[i], counted[j]}, documents, std::move(*kept)};
    }
  if (!best.of.empty() || counted.empty()) return best;
  const auto* rarest = *std::ranges::min_element(
      counted, {}, [this](const Choice* choice) { return base_.count(*choice->counted); });
  if (auto kept = base_.counts_of_value(*rarest->counted))
    best = {{rarest}, base_.count(*rarest->counted), std::move(*kept)};
  return best;
}

void FilterSets::add_known(CodeCounts& counts, const Known& set, Code begin, Code end) const {
  if (set.of.empty())
    for (auto code = begin; code < end; ++code) counts[code] += base_.count(code);
  for (const auto& [code, count] : set.counts)
    if (code >= begin && code < end) counts[code] += count;
}

/// Counts these documents, which meet all filters but those of one facet: one by one, or as a set whose
/// counts are known less those that it has besides.
void FilterSets::count(CodeCounts& counts, const Bits& documents, std::size_t open,
                       std::optional<Facet> only) const {
  RowCounter rows(base_, only);
  const auto add = [&](Doc doc) {
    rows.add(doc);
    return true;
  };
  const auto size = size_of(documents);
  const auto set = nearest(open);
  if (set.documents - std::min(size, set.documents) >= size) {
    each_document(documents, add);
    return rows.add_to(counts);
  }
  auto besides = everything();
  for (std::size_t w = 0; w < besides.size(); ++w) {
    for (const auto* choice : set.of) besides[w] &= choice->bits[w];
    besides[w] &= ~documents[w];
  }
  each_document(besides, add);
  const auto [begin, end] = only ? base_.codes_of(*only) : std::pair(Code{0}, base_.codes());
  add_known(counts, set, begin, end);
  rows.take_from(counts);
}

FilterSets::All FilterSets::all(CodeCounts& counts, std::size_t most) const {
  const auto documents = meeting(kNone);
  All found{.first = {}, .total = size_of(documents)};
  found.first.reserve(std::min(most, found.total));
  each_document(documents, [&](Doc doc) {
    if (found.first.size() == most) return false;
    found.first.push_back({doc, 0});
    return true;
  });
  CodeCounts own(counts.size());
  count(own, documents, kNone, std::nullopt);
  for (std::size_t open = 0; choices_.size() > 1 && open < choices_.size(); ++open) {
    const auto facet = choices_[open].facet;
    const auto [begin, end] = base_.codes_of(facet);
    std::fill(own.begin() + begin, own.begin() + end, 0);
    count(own, meeting(open), open, facet);
  }
  for (std::size_t code = 0; code < own.size(); ++code) counts[code] += own[code];
  return found;
}

}  // namespace entente::search
