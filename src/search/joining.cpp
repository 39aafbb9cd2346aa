// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/joining.hpp"

#include <algorithm>
#include <bit>
#include <iterator>
#include <limits>

namespace entente::search {
namespace {

/// A list so many times as long as another is leapt through.
constexpr std::size_t kMuchLonger = 32;

using HitPlaces = std::vector<std::uint32_t>;

/// Whether a document is in both is told from bits: to walk two lists side by side, each step would wait for
/// the one before.
Bits spread_out(const std::vector<Doc>& docs, std::size_t words) {
  Bits bits(words);
  for (const auto doc : docs) put_into(bits, doc);
  return bits;
}
std::size_t words_for(const WordHits& a, const WordHits& b) {
  return std::size_t{std::max(a.docs.back(), b.docs.back())} / 64 + 1;
}

/// The places of the documents that are in a set.
HitPlaces places_in(const std::vector<Doc>& docs, BitsView bits) {
  HitPlaces places(docs.size());
  std::size_t kept = 0;
  for (std::uint32_t i = 0; i < docs.size(); ++i) {
    places[kept] = i;
    kept += has(bits, docs[i]) ? 1 : 0;
  }
  places.resize(kept);
  return places;
}

/// The places in a long list of what is in a short one, and there.
std::pair<HitPlaces, HitPlaces> leapt_through(const std::vector<Doc>& longer,
                                              const std::vector<Doc>& shorter) {
  std::pair<HitPlaces, HitPlaces> both;
  auto at = longer.begin();
  for (std::uint32_t i = 0; i < shorter.size(); ++i) {
    at = std::lower_bound(at, longer.end(), shorter[i]);
    if (at == longer.end()) break;
    if (*at != shorter[i]) continue;
    both.first.push_back(static_cast<std::uint32_t>(at - longer.begin()));
    both.second.push_back(i);
  }
  return both;
}

/// Puts behind the documents one that stands for none, and weighs nothing.
void put_end(WordHits& hits) {
  hits.docs.push_back(std::numeric_limits<Doc>::max());
  for (auto& column : hits.weights) column.push_back(0);
  // Where nothing was found, not every word was looked up.
  hits.weights.resize(hits.words.size(), std::vector<std::uint8_t>(hits.docs.size()));
}

/// The columns of one of two that are united.
void gather(const WordHits& from, const HitPlaces& places, std::size_t count, WordHits& into) {
  for (const auto& weights : from.weights) {
    auto& column = into.weights.emplace_back(count);
    for (std::size_t i = 0; i < count; ++i) column[i] = weights[places[i]];
  }
}

}  // namespace

WordHits intersected(WordHits hits, WordHits others) {
  if (hits.docs.empty() || others.docs.empty()) {
    keep_places(hits, {});
    keep_places(others, {});
  } else if (hits.docs.size() / kMuchLonger > others.docs.size()) {
    const auto [mine, theirs] = leapt_through(hits.docs, others.docs);
    keep_places(hits, mine);
    keep_places(others, theirs);
  } else if (others.docs.size() / kMuchLonger > hits.docs.size()) {
    const auto [theirs, mine] = leapt_through(others.docs, hits.docs);
    keep_places(hits, mine);
    keep_places(others, theirs);
  } else {
    const auto words = words_for(hits, others);
    auto both = spread_out(hits.docs, words);
    const auto other = spread_out(others.docs, words);
    for (std::size_t w = 0; w < words; ++w) both[w] &= other[w];
    keep_places(hits, places_in(hits.docs, both));
    keep_places(others, places_in(others.docs, both));
  }
  hits.weights.resize(hits.words.size(), std::vector<std::uint8_t>(hits.docs.size()));
  std::ranges::move(others.words, std::back_inserter(hits.words));
  std::ranges::move(others.weights, std::back_inserter(hits.weights));
  return hits;
}

WordHits united(WordHits a, WordHits b) {
  if (a.docs.empty() && a.words.empty()) return b;
  const auto most = a.docs.size() + b.docs.size();
  const auto end_a = static_cast<std::uint32_t>(a.docs.size()),
             end_b = static_cast<std::uint32_t>(b.docs.size());
  const bool is_many = !a.docs.empty() && !b.docs.empty() && most > words_for(a, b);
  const auto bits_a = is_many ? spread_out(a.docs, words_for(a, b)) : Bits(),
             bits_b = is_many ? spread_out(b.docs, words_for(a, b)) : Bits();
  put_end(a);
  put_end(b);
  WordHits all{.words = a.words, .docs = std::vector<Doc>(most), .weights = {}};
  std::ranges::copy(b.words, std::back_inserter(all.words));
  HitPlaces in_a(most), in_b(most);
  std::size_t n = 0;
  const auto add = [&](Doc doc, std::uint32_t i, std::uint32_t j, bool is_in_a, bool is_in_b) {
    all.docs[n] = doc;
    in_a[n] = is_in_a ? i : end_a;
    in_b[n++] = is_in_b ? j : end_b;
  };
  std::uint32_t i = 0, j = 0;
  // Without branches, which nobody could foretell: where there are many, from bits, as in a walk along two
  // lists each step waits for the one before.
  if (is_many) {
    for (std::size_t w = 0; w < bits_a.size(); ++w)
      for (auto left = bits_a[w] | bits_b[w]; left != 0; left &= left - 1) {
        const auto bit = static_cast<unsigned>(std::countr_zero(left));
        const bool is_in_a = (bits_a[w] >> bit & 1) != 0, is_in_b = (bits_b[w] >> bit & 1) != 0;
        add(static_cast<Doc>(w * 64 + bit), i, j, is_in_a, is_in_b);
        i += is_in_a ? 1 : 0;
        j += is_in_b ? 1 : 0;
      }
  } else {
    while (i < end_a || j < end_b) {
      const auto x = a.docs[i], y = b.docs[j];
      add(std::min(x, y), i, j, x <= y, y <= x);
      i += x <= y ? 1 : 0;
      j += y <= x ? 1 : 0;
    }
  }
  all.docs.resize(n);
  gather(a, in_a, n, all);
  gather(b, in_b, n, all);
  return all;
}

void keep_in(WordHits& hits, BitsView bits) {
  if (!hits.docs.empty()) keep_places(hits, places_in(hits.docs, bits));
}

void subtract(WordHits& hits, const std::vector<Doc>& others) {
  HitPlaces places;
  auto at = others.begin();
  for (std::uint32_t i = 0; i < hits.docs.size(); ++i) {
    while (at != others.end() && *at < hits.docs[i]) ++at;
    if (at == others.end() || *at != hits.docs[i]) places.push_back(i);
  }
  keep_places(hits, places);
}

}  // namespace entente::search
