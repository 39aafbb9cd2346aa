// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "search/index.hpp"

/// What does not grow without end with the words of a register.
namespace entente::search {
namespace {

Document made_of(unsigned n, std::string text) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[15] = static_cast<std::uint8_t>(n);
  return {.id = base::Uuid(bytes), .texts = {{Zone::rest, std::move(text)}}, .facets = {}, .sort_title = {}};
}

/// So many words that begin so, and go on in letters.
std::string words_with(const std::string& begin, unsigned count) {
  std::string text;
  for (unsigned n = 0; n < count; ++n) {
    text += ' ' + begin;
    for (auto rest = n; rest > 0; rest /= 26) text += static_cast<char>('a' + rest % 26);
    text += 'q';
  }
  return text;
}

/// In memory and in a base.
class Bounds : public ::testing::TestWithParam<std::size_t> {
 protected:
  Bounds() : index_({}, options()) {}
  static IndexOptions options() {
    IndexOptions some;
    some.merge_at = GetParam();
    return some;
  }
  Answer ask(std::string text) {
    return index_.search({.text = std::move(text), .filters = {}, .forgiving = true});
  }
  Index index_;
};

TEST_P(Bounds, APrefixOfVeryManyWordsStandsForTheMostFrequent) {
  index_.apply({made_of(1, words_with("wa", 1'500)), made_of(2, words_with("wb", 1'500) + " wzz"),
                made_of(3, "wzz and more"), made_of(4, "other")});
  EXPECT_EQ(ask("wa*").total, 1U);
  EXPECT_TRUE(ask("wa*").complaints.empty());
  const auto answer = ask("-other w*");
  EXPECT_TRUE(answer.complaints.empty() || answer.complaints.front().key != "query.many_words")
      << "one character is no prefix";
  index_.apply({made_of(5, words_with("waa", 1'500))});
  const auto cut = ask("(other OR waq) wa*");
  ASSERT_EQ(cut.complaints.size(), 1U);
  EXPECT_EQ(cut.complaints.front(),
            (Complaint{.key = "query.many_words", .at = 16, .part = "wa*", .field = {}}));
  EXPECT_EQ(ask("wa*").total, 2U) << "both have some of the most frequent";
}

TEST_P(Bounds, WhereVeryManyWordsBeginAlikeMoreLettersHaveToBeRight) {
  index_.apply({made_of(1, "zebra"), made_of(2, "yellow")});
  EXPECT_EQ(ask("zabra").total, 1U);
  index_.apply({made_of(3, words_with("zq", 50'100))});
  EXPECT_EQ(ask("zabra").total, 0U) << "the second letter is wrong";
  EXPECT_EQ(ask("zebta").total, 1U);
  EXPECT_EQ(ask("yallow").total, 1U) << "of other letters there are few";
}

INSTANTIATE_TEST_SUITE_P(InMemoryAndInABase, Bounds, ::testing::Values(100, 1));

}  // namespace
}  // namespace entente::search
