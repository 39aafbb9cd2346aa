// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/known_sets.hpp"

#include <algorithm>

namespace entente::search {
namespace {

/// A choice between more values is counted otherwise: each two of them may have documents together.
constexpr std::size_t kMostValues = 8;

/// How many documents of the set have a value.
std::size_t having(const Segment::Kept& counts, Code value) {
  const auto at = std::ranges::lower_bound(counts, value, {}, &Segment::Kept::value_type::first);
  return at == counts.end() || at->first != value ? 0 : at->second;
}

Bits within(BitsView a, BitsView b) {
  Bits both(a.begin(), a.end());
  for (std::size_t w = 0; w < both.size() && !b.empty(); ++w) both[w] &= b[w];
  return both;
}

/// What has one of the values of a choice, and the one of the other, where there is another.
std::optional<Known> known_union(const Segment& base, const Choice& choice, const Choice* other) {
  if (!choice.all_counted || choice.values.size() > kMostValues) return std::nullopt;
  Known known{.of = {&choice}};
  if (other != nullptr) known.of.push_back(other);
  const auto limits = other == nullptr ? BitsView() : other->bits;
  Bits before;
  for (const auto value : choice.values) {
    auto counts =
        other == nullptr ? base.counts_of_value(value) : base.counts_of_values(value, other->values.front());
    if (!counts) return std::nullopt;
    known.documents += having(*counts, value);
    known.parts.push_back(std::move(*counts));
    if (choice.values.size() == 1) break;
    const auto part = within(base.bits(value), limits);
    if (before.empty()) {
      before = part;
      continue;
    }
    auto& again = known.again.emplace_back(within(before, part));
    const auto size = size_of(again);
    known.counted_again += size;
    known.documents -= size;
    for (std::size_t w = 0; w < before.size(); ++w) before[w] |= part[w];
  }
  return known;
}

}  // namespace

std::vector<Known> known_sets(const Segment& base, const std::vector<const Choice*>& choices) {
  std::vector<Known> all;
  const auto add = [&](std::optional<Known> known) {
    if (known) all.push_back(std::move(*known));
  };
  all.push_back({.all = true, .documents = base.size()});
  for (const auto* choice : choices) {
    bool alone = true;
    for (const auto* other : choices)
      if (other != choice && other->all_counted && other->values.size() == 1 &&
          (choice->values.size() > 1 || choice < other))
        if (auto known = known_union(base, *choice, other)) {
          all.push_back(std::move(*known));
          alone = false;
        }
    // Where it is known together with another, it alone is no smaller set.
    if (alone) add(known_union(base, *choice, nullptr));
  }
  return all;
}

void count_nearest(const Segment& base, std::vector<Known>&& sets, BitsView documents, std::size_t size,
                   std::optional<Facet> only, CodeCounts& counts) {
  const auto costs = [&](const Known& set) {
    return set.documents - std::min(size, set.documents) + set.counted_again;
  };
  const auto nearest = std::ranges::min_element(sets, {}, costs);
  RowCounter rows(base, only);
  if (nearest == sets.end() || costs(*nearest) >= size) {
    rows.add(documents, size);
    return rows.add_to(counts);
  }
  const auto [begin, end] = only ? base.codes_of(*only) : std::pair(Code{0}, base.codes());
  if (nearest->all)
    for (auto code = begin; code < end; ++code) counts[code] += base.count(code);
  for (const auto& part : nearest->parts)
    for (const auto& [code, count] : part)
      if (code >= begin && code < end) counts[code] += count;
  Bits besides(base.words_of_bits(), ~std::uint64_t{0});
  besides.back() = (std::uint64_t{1} << (base.size() % 64)) - 1;
  for (std::size_t w = 0; w < besides.size(); ++w) {
    if (!nearest->bits.empty()) besides[w] &= nearest->bits[w];
    for (const auto* choice : nearest->of) besides[w] &= choice->bits[w];
    besides[w] &= ~documents[w];
  }
  rows.add(besides, size_of(besides));
  for (const auto& again : nearest->again) rows.add(again, size_of(again));
  rows.take_from(counts);
}

}  // namespace entente::search
