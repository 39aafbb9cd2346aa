// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/value_lists.hpp"

#include <algorithm>

#include "search/bit_sets.hpp"

namespace entente::search {
namespace {

std::vector<Posting> both(BitsView a, BitsView b) {
  Bits in_both(a.begin(), a.end());
  for (std::size_t w = 0; w < a.size(); ++w) in_both[w] &= b[w];
  std::vector<Posting> list;
  each_document(in_both, [&](Doc doc) {
    list.push_back(posting(doc, 0));
    return true;
  });
  return list;
}

std::size_t facet_of(Code code, std::span<const std::uint32_t> of_facet) {
  std::size_t facet = 0;
  while (code < of_facet[2 * facet] || code >= of_facet[2 * facet + 1]) ++facet;
  return facet;
}

}  // namespace

void write_value_lists(SectionWriter& out, const Rows& rows, std::span<const std::uint32_t> value_counts,
                       std::span<const std::uint32_t> of_facet, const Thresholds& thresholds,
                       KeptCounts& kept) {
  std::vector<std::uint64_t> next(value_counts.size() + 1), starts;
  for (std::size_t code = 0; code < value_counts.size(); ++code)
    next[code + 1] = next[code] + value_counts[code];
  std::vector<Posting> holders(next.back());
  for (Doc doc = 0; doc < rows.documents(); ++doc)
    rows.each(doc, [&](Code code) { holders[next[code]++] = posting(doc, 0); });

  const std::size_t words = rows.documents() / 64 + 1;
  std::vector<Code> counted;
  Bits bits;
  Buffered lists(out, Section::holders);
  std::uint64_t begin = 0;
  for (Code code = 0; code < value_counts.size(); ++code) {
    starts.push_back(lists.at());
    const auto list = std::span(holders).subspan(begin, value_counts[code]);
    write_postings(lists.bytes(), list);
    begin += list.size();
    if (list.size() < thresholds.values) continue;
    kept.add(list);
    counted.push_back(code);
    bits.resize(bits.size() + words);
    const auto own = std::span(bits).last(words);
    for (const auto p : list) put_into(own, doc_of(p));
  }
  lists.end();
  out.whole(Section::holder_starts, starts);
  out.whole(Section::counted_values, counted);
  out.whole(Section::value_bits, bits);

  std::vector<std::uint64_t> pairs;
  const auto bits_of = [&](std::size_t at) { return std::span(bits).subspan(at * words, words); };
  for (std::size_t a = 0; a < counted.size(); ++a)
    for (auto b = a + 1; b < counted.size(); ++b) {
      // Two values of one facet are a choice between them, and never asked for together.
      if (facet_of(counted[a], of_facet) == facet_of(counted[b], of_facet)) continue;
      if (in_both(bits_of(a), bits_of(b)) < thresholds.values) continue;
      kept.add(both(bits_of(a), bits_of(b)));
      pairs.push_back(std::uint64_t{counted[a]} << 32 | counted[b]);
    }
  out.whole(Section::value_pairs, pairs);
}

}  // namespace entente::search
