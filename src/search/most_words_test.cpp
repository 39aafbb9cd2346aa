// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/most_words.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <string>

#include "search/memory_piece.hpp"
#include "search/word_hits.hpp"

namespace entente::search {
namespace {

constexpr auto kEverything = std::numeric_limits<std::size_t>::max();

std::string word(std::size_t n) {
  return std::string("w") + static_cast<char>('a' + n);
}

/// Two pieces of documents with some of twenty words, once or several times.
class MostWords : public testing::TestWithParam<std::size_t> {
 protected:
  MostWords() {
    for (auto* live : {&first_, &second_}) {
      auto piece = std::make_shared<MemoryPiece>();
      for (unsigned n = 0; n < 200; ++n) {
        std::string text;
        for (auto i = random_() % 12; i > 0; --i) text += word(random_() % kWords) + ' ';
        std::array<std::uint8_t, 16> bytes{};
        bytes[14] = live == &first_ ? 0 : 1;
        bytes[15] = static_cast<std::uint8_t>(n);
        piece->add({.id = base::Uuid(bytes), .texts = {{Zone::rest, text}}, .facets = {}, .sort_title = {}},
                   {});
      }
      for (const auto length : piece->lengths()) corpus_.weight += length;
      corpus_.documents += piece->size();
      live->piece = std::move(piece);
      corpus_.pieces.push_back(live);
    }
  }

  /// Words, and of some of them alternatives and pairs in a row, so that a word stands in several parts.
  Node query(std::size_t parts) {
    const auto some = [&] { return Node{.is = Phrase{.words = {{.text = word(random_() % (kWords + 2))}}}}; };
    All all;
    while (all.parts.size() < parts) {
      const auto kind = random_() % 4;
      if (kind == 0)
        all.parts.push_back({.is = Any{{some(), some(), some()}}});
      else if (kind == 1)
        all.parts.push_back({.is = Phrase{.words = {{.text = word(random_() % kWords)}, {.text = word(3)}}}});
      else
        all.parts.push_back(some());
    }
    if (random_() % 3 == 0) {
      all.parts.push_back(some());
      all.parts.back().excluded = true;
    }
    return {.is = std::move(all)};
  }

  static constexpr std::size_t kWords = 20;
  std::mt19937 random_{11};
  Live first_, second_;
  Corpus corpus_;
};

/// What a query finds in a piece: documents and scores.
std::vector<std::pair<Doc, float>> found(const Corpus& corpus, const Node& node, std::size_t piece) {
  std::vector<std::pair<Doc, float>> all;
  const Slots slots(corpus, node);
  for (const auto& hit : match(corpus, slots, piece, node)) all.emplace_back(hit.doc, hit.score);
  return all;
}

TEST_P(MostWords, AreTheSameHoweverMuchOfThemIsKept) {
  std::size_t chosen = 0;
  for (int round = 0; round < 40; ++round) {
    const auto asked = query(GetParam());
    const auto whole = most_of(corpus_, asked, kEverything);
    ASSERT_TRUE(whole);
    for (const std::size_t kept : {0, 300, 1500}) {
      const auto bounded = most_of(corpus_, asked, kept);
      ASSERT_TRUE(bounded);
      for (std::size_t piece = 0; piece < corpus_.pieces.size(); ++piece) {
        EXPECT_EQ(found(corpus_, *bounded, piece), found(corpus_, *whole, piece));
        chosen += found(corpus_, *bounded, piece).size();
      }
    }
  }
  EXPECT_GT(chosen, 0U);
}

// What is found of words alone scores as if any of them had been asked for.
TEST_P(MostWords, ScoreAsTheyDoAsAlternatives) {
  for (int round = 0; round < 40; ++round) {
    All all;
    for (std::size_t n = 0; n < kWords && all.parts.size() < GetParam(); ++n)
      if (random_() % 4 != 0) all.parts.push_back({.is = Phrase{.words = {{.text = word(n)}}}});
    const auto most = most_of(corpus_, {.is = all}, random_() % 2 == 0 ? 0 : kEverything);
    ASSERT_TRUE(most);
    for (std::size_t piece = 0; piece < corpus_.pieces.size(); ++piece) {
      const auto any = found(corpus_, {.is = Any{all.parts}}, piece);
      const auto got = found(corpus_, *most, piece);
      EXPECT_FALSE(got.empty());
      EXPECT_LT(got.size(), any.size());
      for (const auto& [doc, score] : got) {
        const auto same = std::ranges::find(any, doc, [](const auto& hit) { return hit.first; });
        ASSERT_NE(same, any.end());
        EXPECT_NEAR(score, same->second, 1e-4F);
      }
    }
  }
}

// Sets of parts of one byte, and of four.
INSTANTIATE_TEST_SUITE_P(FewAndMany, MostWords, testing::Values(3, 8, 15));

}  // namespace
}  // namespace entente::search
