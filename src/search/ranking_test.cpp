// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/ranking.hpp"

#include <gtest/gtest.h>

#include <string>

namespace entente::search {
namespace {

/// In memory and in a base; with lists and counts of what is frequent, and without.
struct Cut {
  std::size_t merge_at, kept_from;
};
class Ranking : public ::testing::TestWithParam<Cut> {
 protected:
  Ranking() : index_({}, options()) {}
  static IndexOptions options() {
    IndexOptions some;
    some.merge_at = GetParam().merge_at;
    some.kept_from = GetParam().kept_from;
    return some;
  }
  static Document document(unsigned n, std::string text) {
    std::array<std::uint8_t, 16> bytes{};
    bytes[15] = static_cast<std::uint8_t>(n);
    return {.id = base::Uuid(bytes),
            .texts = {{Zone::rest, std::move(text), "en"}},
            .facets = {},
            .sort_title = {}};
  }
  /// The last bytes of the ids, in their order.
  std::vector<unsigned> ask(std::string text, std::int64_t today, std::size_t limit = 20) {
    answer_ = index_.search(
        {.text = std::move(text), .filters = {}, .limit = limit, .today = today, .explain = true});
    std::vector<unsigned> order;
    for (const auto& id : answer_.results) order.push_back(id.bytes()[15]);
    return order;
  }
  Index index_;
  Answer answer_;
};

TEST_P(Ranking, WhatReportedLatelyAndIsWellAttestedGoesFirst) {
  auto silent = document(1, "water and soil"), due = document(2, "water and soil"),
       reported = document(3, "water and soil"), attested = document(4, "water and soil");
  silent.lights = {{0, 2}};
  due.lights = {{0, 0}, {100, 1}, {500, 2}};
  reported.lights = {{0, 0}, {900, 1}};
  attested.lights = {{0, 3}};
  attested.attested = 2;
  attested.updated = 9;
  index_.apply({silent, due, reported, attested});
  EXPECT_EQ(ask("water", 200), (std::vector<unsigned>{4, 3, 2, 1}))
      << "of the same score the last changed first";
  EXPECT_EQ(ask("water", 600), (std::vector<unsigned>{4, 3, 1, 2})) << "the second is silent by now";
  EXPECT_EQ(ask("water", 950), (std::vector<unsigned>{4, 3, 1, 2}));
  EXPECT_EQ(ask("water", 950, 1), (std::vector<unsigned>{4}));
  EXPECT_EQ(ask("water soil", 200), (std::vector<unsigned>{4, 3, 2, 1}));
  EXPECT_EQ(ask("\"water and\"", 200, 2), (std::vector<unsigned>{4, 3}));
  EXPECT_EQ(ask("water OR air", 200), (std::vector<unsigned>{4, 3, 2, 1}));
}

TEST_P(Ranking, TheWordsDecide) {
  auto better = document(1, "water water"), fresh = document(2, "water and very much besides it");
  fresh.lights = {{0, 0}};
  fresh.attested = 2;
  index_.apply({better, fresh});
  EXPECT_EQ(ask("water", 10), (std::vector<unsigned>{1, 2}));
}

TEST_P(Ranking, IsExplained) {
  auto one = document(1, "water"), two = document(2, "water");
  one.lights = {{0, 0}, {100, 1}};
  one.attested = 1;
  two.attested = 2;
  index_.apply({one, two});
  ASSERT_EQ(ask("water", 10), (std::vector<unsigned>{1, 2}));
  ASSERT_EQ(answer_.reasons[0].size(), 3U);
  const auto& [word, light, attested] =
      std::tie(answer_.reasons[0][0], answer_.reasons[0][1], answer_.reasons[0][2]);
  EXPECT_EQ(word.word, "water");
  EXPECT_EQ(light.facet, Facet::fresh);
  EXPECT_EQ(light.values, std::vector<std::string>{"reported"});
  EXPECT_EQ(light.documents, 1U);
  EXPECT_NEAR(light.points, word.points * 2 * kStep, 1e-4F);
  EXPECT_EQ(attested.attested, "attested");
  EXPECT_EQ(attested.documents, 1U);
  EXPECT_NEAR(attested.points, word.points * kStep, 1e-4F);
  ASSERT_EQ(answer_.reasons[1].size(), 2U) << "nothing is known of its reports";
  EXPECT_EQ(answer_.reasons[1][1].attested, "well_attested");
  EXPECT_EQ(answer_.reasons[1][1].documents, 1U);
  auto three = document(3, "water"), four = document(4, "water");
  three.attested = four.attested = 2;
  index_.apply({three, four}, {two.id});
  ASSERT_EQ(ask("water", 10).front(), 1U);
  ASSERT_EQ(answer_.reasons.size(), 3U);
  EXPECT_EQ(answer_.reasons[0].back().documents, 1U);
  for (const auto i : {1U, 2U})
    EXPECT_EQ(answer_.reasons[i].back().documents, 2U) << "without the one that is gone, of either result";
}

// However many are told, they are the first of all.
TEST_P(Ranking, TheFewBestAreThoseOfAll) {
  std::vector<Document> all;
  for (unsigned n = 0; n < 250; ++n) {
    std::string text = "water";
    for (unsigned i = 0; i < n * 7 % 11; ++i) text += i % 3 == 0 ? " water" : " other";
    for (unsigned i = 0; i < n % 5; ++i) text += " waters soil";
    auto& d = all.emplace_back(document(n, text));
    d.lights = {{static_cast<std::int32_t>(n * 13 % 50), static_cast<std::uint8_t>(n % 6)}};
    d.attested = static_cast<std::uint8_t>(n % 3);
  }
  index_.apply(all);
  for (const auto* text :
       {"water", "waters", "water soil", "\"water waters\"", "water soil other", "\"water\""})
    for (const std::int64_t today : {5, 25, 60}) {
      const auto whole = ask(text, today, 250);
      for (const std::size_t limit : {1, 3, 20}) {
        const auto few = ask(text, today, limit);
        EXPECT_EQ(few, std::vector(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(
                                                                      std::min(limit, whole.size()))))
            << text;
      }
    }
}

INSTANTIATE_TEST_SUITE_P(HoweverItIsCut, Ranking, ::testing::Values(Cut{1000, 512}, Cut{1, 512}, Cut{1, 1}));

}  // namespace
}  // namespace entente::search
