// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/text_sets.hpp"

#include <algorithm>

#include "search/phrase_hits.hpp"

namespace entente::search {
namespace {

/// No more are looked at, and no union is of more.
constexpr std::size_t kMostUnions = 8;

/// One set or several that are united.
using Union = std::vector<KeptSet>;

class TextSets {
 public:
  TextSets(const Live& live, const Slots& slots, std::size_t piece, const ValueTable& values)
      : live_(live), slots_(slots), piece_(piece), values_(values) {}

  void collect(const Node& node) {
    if (node.excluded || full()) return;
    if (const auto* all = std::get_if<All>(&node.is)) {
      for (const auto& part : all->parts) collect(part);
    } else if (const auto* any = std::get_if<Any>(&node.is)) {
      collect_any(*any);
    } else if (auto one = set_of(node)) {
      add({std::move(*one)});
    }
  }
  std::vector<Union>& unions() { return unions_; }

 private:
  bool full() const { return unions_.size() == kMostUnions; }

  /// Each of its parts, and all of them together: as far as sets are kept of them.
  void collect_any(const Any& any) {
    Union all_of_it;
    for (const auto& part : any.parts) {
      if (full()) return;
      if (std::holds_alternative<All>(part.is) || std::holds_alternative<Any>(part.is)) return collect(part);
      auto one = set_of(part);
      if (!one) return;
      add({*one});
      all_of_it.push_back(std::move(*one));
    }
    if (!all_of_it.empty()) add(std::move(all_of_it));
  }
  std::optional<KeptSet> set_of(const Node& node) const {
    if (node.excluded) return std::nullopt;
    if (const auto* phrase = std::get_if<Phrase>(&node.is)) return kept_set(live_, slots_, piece_, *phrase);
    const auto* values = std::get_if<Values>(&node.is);
    if (values == nullptr || values->any.size() != 1) return std::nullopt;
    const auto code = values_.find(values->facet, values->any.front());
    if (!code || *code >= live_.base->codes()) return std::nullopt;
    auto counts = live_.base->counts_of_value(*code);
    if (!counts) return std::nullopt;
    return KeptSet{live_.base->holders(*code), std::move(*counts), live_.base->bits(*code)};
  }
  void add(Union sets) {
    if (!full()) unions_.push_back(std::move(sets));
  }

  const Live& live_;
  const Slots& slots_;
  std::size_t piece_;
  const ValueTable& values_;
  std::vector<Union> unions_;
};

/// Rows that are looked at while a list of so many documents is read.
constexpr std::size_t kReadARow = 8;
/// So large a part of what is looked at must be spared, as a few sets have to be made for it.
constexpr std::size_t kWorthIt = 8;
/// What a union costs is told from the first of so many parts of the documents.
constexpr std::size_t kSampled = 16;

std::size_t documents_in(const Union& sets) {
  std::size_t sum = 0;
  for (const auto& set : sets) sum += set.list.size();
  return sum;
}

/// What has to be looked at costs no less, however the documents are spread.
std::size_t least_cost(const Union& sets, std::size_t size) {
  const auto sum = documents_in(sets);
  std::size_t largest = 0;
  for (const auto& set : sets) largest = std::max(largest, set.list.size());
  // What is in several is counted again; what is in none is missing; the largest may have more.
  return std::max(sum > size ? 0 : size - sum, largest > size ? largest - size : 0);
}

/// The documents of a set with numbers below 64 times `words`.
Bits first_of(const KeptSet& set, std::size_t words) {
  if (!set.bits.empty()) return {set.bits.begin(), set.bits.begin() + static_cast<std::ptrdiff_t>(words)};
  Bits bits(words);
  PostingCursor cursor(set.list);
  for (auto block = cursor.next(); !block.empty() && doc_of(block.front()) < words * 64;
       block = cursor.next())
    for (const auto p : block)
      if (doc_of(p) < words * 64) put_into(bits, doc_of(p));
  return bits;
}

Known known_of(Union& sets, std::size_t words) {
  std::vector<KnownPart> parts;
  for (auto& set : sets) parts.push_back({first_of(set, words), set.counts});
  return known_union(std::move(parts));
}

}  // namespace

std::optional<KeptSet> kept_set(const Live& live, const Slots& slots, std::size_t piece,
                                const Phrase& phrase) {
  const auto& base = *live.base;
  const auto part = [&](std::size_t at) -> const Slot::Part& {
    return slots.of(phrase.words[at]).parts[piece];
  };
  if (phrase.words.size() == 1) {
    if (part(0).group) return KeptSet{base.group(*part(0).group).list, base.counts_of_group(*part(0).group)};
    if (part(0).ids.size() != 1) return std::nullopt;
    if (auto counts = base.counts(part(0).ids.front()))
      return KeptSet{base.postings(part(0).ids.front()), std::move(*counts)};
  } else if (const auto runs = runs_of(live, slots, piece, phrase); runs.whole) {
    if (auto counts = base.counts_of_run(runs.runs.front().place))
      return KeptSet{runs.runs.front().list, std::move(*counts)};
  }
  return std::nullopt;
}

std::optional<Known> nearest_known(const Live& live, const Slots& slots, std::size_t piece,
                                   const ValueTable& values, const Node& text, BitsView found,
                                   std::size_t size) {
  TextSets sets(live, slots, piece, values);
  sets.collect(text);
  const auto sample = found.first((found.size() + kSampled - 1) / kSampled);
  const auto size_in_sample = size_of(sample);
  Union* nearest = nullptr;
  auto least = size - size / kWorthIt;
  for (auto& one : sets.unions()) {
    const auto reading = documents_in(one) / kReadARow;
    if (least_cost(one, size) + reading >= least) continue;
    const auto costs =
        known_of(one, sample.size()).costs(sample, size_in_sample) * found.size() / sample.size() + reading;
    if (costs >= least) continue;
    least = costs;
    nearest = &one;
  }
  if (nearest == nullptr) return std::nullopt;
  return known_of(*nearest, found.size());
}

}  // namespace entente::search
