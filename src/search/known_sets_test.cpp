// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/known_sets.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>

#include "search/memory_piece.hpp"
#include "search/segment_writer.hpp"

namespace entente::search {
namespace {

constexpr Doc kSome = 300;

/// A base of documents with values of which some are frequent; `least` says which.
std::shared_ptr<const Segment> base_of_values(std::mt19937& random, std::size_t least) {
  MemoryPiece piece;
  ValueTable values(empty_segment());
  for (Doc doc = 0; doc < kSome; ++doc) {
    std::array<std::uint8_t, 16> id{};
    id[14] = static_cast<std::uint8_t>(doc >> 8);
    id[15] = static_cast<std::uint8_t>(doc);
    std::vector<Code> codes = {values.code_of(Facet::goal, std::to_string(random() % 3))};
    for (auto i = random() % 30; i > 0; --i)
      codes.push_back(values.code_of(Facet::region, std::to_string(random() % 60)));
    std::ranges::sort(codes);
    const auto again = std::ranges::unique(codes);
    codes.erase(again.begin(), again.end());
    piece.add({.id = base::Uuid(id), .texts = {}, .facets = {}, .sort_title = {}}, codes);
  }
  const Removed none;
  const Source source{&piece, &none};
  std::ostringstream out;
  write_segment(out, {&source, 1}, values, 1, {}, least);
  return Segment::of(std::move(out).str());
}

Bits some_documents(const Segment& base, std::mt19937& random) {
  Bits bits(base.words_of_bits());
  const auto rarity = 1 + random() % 4;
  for (Doc doc = 0; doc < base.size(); ++doc)
    if (random() % rarity == 0) put_into(bits, doc);
  return bits;
}

CodeCounts counted_one_by_one(const Segment& base, BitsView documents) {
  CodeCounts counts(base.codes());
  std::vector<Code> buffer;
  each_document(documents, [&](Doc doc) {
    for (const auto code : base.values(doc, buffer)) ++counts[code];
    return true;
  });
  return counts;
}

Segment::Kept kept_of(const Segment& base, BitsView documents) {
  Segment::Kept kept;
  const auto counts = counted_one_by_one(base, documents);
  for (Code code = 0; code < counts.size(); ++code)
    if (counts[code] > 0) kept.emplace_back(code, counts[code]);
  return kept;
}

/// Whatever set the counts of documents are taken from: one that holds them, one that they hold, one that has
/// some of them, and what several have together.
TEST(KnownSets, CountAnySetAsOneByOneDoes) {
  std::mt19937 random(4);
  for (const std::size_t least : {20, 140, 1'000}) {
    const auto base = base_of_values(random, least);
    for (int round = 0; round < 40; ++round) {
      std::vector<KnownPart> parts;
      for (auto i = 1 + random() % 3; i > 0; --i) {
        auto bits = some_documents(*base, random);
        auto counts = kept_of(*base, bits);
        parts.push_back({std::move(bits), std::move(counts)});
      }
      const auto known = known_union(std::move(parts));
      EXPECT_EQ(known.documents, size_of(known.bits));
      // Near enough to the set to be counted by it, most of the time.
      auto documents = known.bits;
      for (auto i = random() % 20; i > 0; --i) documents[random() % documents.size()] ^= 1U << random() % 32;
      documents.back() &= (std::uint64_t{1} << kSome % 64) - 1;
      for (const auto only :
           {std::optional<Facet>(), std::optional(Facet::goal), std::optional(Facet::region)}) {
        CodeCounts counts(base->codes(), 7);  // what was counted before stays
        count_nearest(*base, {}, &known, documents, size_of(documents), only, counts);
        auto wanted = counted_one_by_one(*base, documents);
        for (Code code = 0; code < base->codes(); ++code) {
          const auto [begin, end] = only ? base->codes_of(*only) : std::pair(Code{0}, base->codes());
          EXPECT_EQ(counts[code], 7 + (code >= begin && code < end ? wanted[code] : 0));
        }
      }
    }
  }
}

}  // namespace
}  // namespace entente::search
