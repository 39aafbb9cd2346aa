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

Bits without(BitsView a, BitsView b) {
  Bits rest(a.begin(), a.end());
  for (std::size_t w = 0; w < rest.size(); ++w) rest[w] &= ~b[w];
  return rest;
}

/// What has one of the values of a choice, and the one of the other, where there is another.
std::optional<Known> known_choice(const Segment& base, const Choice& choice, const Choice* other) {
  if (!choice.all_counted || choice.values.size() > kMostValues) return std::nullopt;
  const auto limits = other == nullptr ? BitsView() : other->bits;
  Known known;
  std::vector<KnownPart> parts;
  for (const auto value : choice.values) {
    auto counts =
        other == nullptr ? base.counts_of_value(value) : base.counts_of_values(value, other->values.front());
    if (!counts) return std::nullopt;
    if (choice.values.size() == 1) {
      known.documents = having(*counts, value);
      known.parts.push_back(std::move(*counts));
    } else {
      parts.push_back({within(base.bits(value), limits), std::move(*counts)});
    }
  }
  if (!parts.empty()) known = known_union(std::move(parts));
  known.bits.clear();
  known.of = {&choice};
  if (other != nullptr) known.of.push_back(other);
  return known;
}

Bits all_of(const Segment& base) {
  Bits all(base.words_of_bits(), ~std::uint64_t{0});
  all.back() = (std::uint64_t{1} << (base.size() % 64)) - 1;
  return all;
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
        if (auto known = known_choice(base, *choice, other)) {
          all.push_back(std::move(*known));
          alone = false;
        }
    // Where it is known together with another, it alone is no smaller set.
    if (alone) add(known_choice(base, *choice, nullptr));
  }
  return all;
}

std::size_t Known::costs(BitsView wanted, std::size_t size) const {
  if (bits.empty()) return documents - std::min(size, documents) + counted_again;
  return documents + size - 2 * in_both(bits, wanted) + counted_again;
}

Known known_union(std::vector<KnownPart>&& parts) {
  Known known;
  for (auto& [bits, counts] : parts) {
    known.parts.push_back(std::move(counts));
    if (known.bits.empty()) {
      known.bits = std::move(bits);
      continue;
    }
    auto& again = known.again.emplace_back(within(known.bits, bits));
    known.counted_again += size_of(again);
    for (std::size_t w = 0; w < bits.size(); ++w) known.bits[w] |= bits[w];
  }
  known.documents = size_of(known.bits);
  return known;
}

void count_nearest(const Segment& base, const std::vector<Known>& holding, const Known* other,
                   BitsView documents, std::size_t size, std::optional<Facet> only, CodeCounts& counts) {
  RowCounter wanted(base, only);
  // Frequent values are counted by their bits, whatever the others are counted by.
  const auto frequent = wanted.cost_of_frequent();
  const Known* nearest = nullptr;
  auto least = size + std::min(size, frequent);
  const auto look = [&](const Known& set) {
    const auto costs = set.costs(documents, size) + frequent;
    if (costs >= least) return;
    least = costs;
    nearest = &set;
  };
  for (const auto& set : holding) look(set);
  if (other != nullptr) look(*other);
  if (nearest == nullptr) {
    wanted.add(documents, size);
    return wanted.add_to(counts);
  }

  auto set = nearest->bits.empty() ? all_of(base) : nearest->bits;
  for (const auto* choice : nearest->of)
    for (std::size_t w = 0; w < set.size(); ++w) set[w] &= choice->bits[w];
  RowCounter besides(base, only);
  if (!nearest->bits.empty()) wanted.add_rare(without(documents, set));
  besides.add_rare(without(set, documents));
  for (const auto& again : nearest->again) besides.add_rare(again);
  CodeCounts found(base.codes());
  if (nearest->all)
    for (Code code = 0; code < base.codes(); ++code) found[code] = base.count(code);
  for (const auto& part : nearest->parts)
    for (const auto& [code, count] : part) found[code] += count;
  wanted.add_to(found);
  besides.take_from(found);
  RowCounter by_bits(base, only);
  for (const auto code : base.frequent()) found[code] = 0;
  by_bits.add_frequent(documents);
  by_bits.add_to(found);
  const auto [begin, end] = only ? base.codes_of(*only) : std::pair(Code{0}, base.codes());
  for (auto code = begin; code < end; ++code) counts[code] += found[code];
}

}  // namespace entente::search
