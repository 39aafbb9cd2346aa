// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/edits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace entente::screening {
namespace {

/// Optimal string alignment, as its definition says it.
unsigned edits_by_definition(const std::string& a, const std::string& b) {
  std::vector<std::vector<unsigned>> d(a.size() + 1, std::vector<unsigned>(b.size() + 1));
  for (unsigned i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (unsigned j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] =
          std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

std::string random_word(std::mt19937& random, std::size_t longest) {
  std::string word(1 + random() % longest, 'a');
  for (auto& letter : word) letter = static_cast<char>('a' + random() % 4);
  return word;
}

TEST(Edits, AreCountedAsTheirDefinitionCountsThem) {
  std::mt19937 random(1);
  for (int i = 0; i < 20'000; ++i) {
    const auto a = random_word(random, 12);
    const auto b = random_word(random, 12);
    ASSERT_EQ(Spelling(a).edits_to(b), edits_by_definition(a, b)) << a << " " << b;
  }
}

TEST(Edits, OfTheLongestWordsAreCountedToo) {
  std::mt19937 random(2);
  for (int i = 0; i < 200; ++i) {
    auto a = random_word(random, kLongestEdited);
    a.resize(kLongestEdited, 'd');
    const auto b = random_word(random, kLongestEdited);
    ASSERT_EQ(Spelling(a).edits_to(b), edits_by_definition(a, b));
  }
}

TEST(Edits, ChangeTwoLettersOfTheBagAtMost) {
  std::mt19937 random(3);
  for (int i = 0; i < 20'000; ++i) {
    const auto a = random_word(random, 9);
    const auto b = random_word(random, 9);
    const auto bits = static_cast<unsigned>(__builtin_popcountll(letters_of(a) ^ letters_of(b)));
    ASSERT_LE(bits, 2 * edits_by_definition(a, b)) << a << " " << b;
  }
}

TEST(Edits, LikenessIsTheSameWhicheverIsAsked) {
  std::mt19937 random(4);
  for (int i = 0; i < 20'000; ++i) {
    const auto a = random_word(random, 10);
    const auto b = random_word(random, 10);
    ASSERT_EQ(Spelling(a).likeness_to(b), Spelling(b).likeness_to(a)) << a << " " << b;
    ASSERT_EQ(nearness(a, b), nearness(b, a)) << a << " " << b;
  }
}

TEST(Edits, AShortWordWithALetterChangedIsAnotherWord) {
  EXPECT_EQ(Spelling("wei").likeness_to("wen"), 0);
  EXPECT_EQ(Spelling("un").likeness_to("on"), 0);
  EXPECT_GT(Spelling("uun").likeness_to("un"), 0.8);  // a letter doubled is a slip
  EXPECT_GT(Spelling("putin").likeness_to("pudin"), 0.8);
  EXPECT_EQ(Spelling("estonia").likeness_to("ethiopia"), 0);
}

TEST(Edits, SlipsThatAreOftenMadeTakeLess) {
  EXPECT_GT(Spelling("friedrich").likeness_to("friedrych"), Spelling("friedrich").likeness_to("friedrbch"));
  EXPECT_GT(Spelling("bashar").likeness_to("basharr"), Spelling("bashar").likeness_to("basharl"));
  EXPECT_GT(Spelling("igor").likeness_to("ig0r"), Spelling("igor").likeness_to("ig7r"));
}

TEST(Edits, WordsTooLongToEditAreComparedAsWholes) {
  const std::string a(kLongestEdited + 1, 'a');
  const auto b = a + "a";
  EXPECT_EQ(Spelling(a).likeness_to(a), 1);
  EXPECT_EQ(Spelling(a).likeness_to(b), 0);
  EXPECT_EQ(Spelling("").likeness_to("a"), 0);
}

TEST(Edits, WhatIsWrittenTogetherOrApartHasOneKey) {
  EXPECT_EQ(joint_key("abdulrahman"), joint_key(std::string("abd") + "al" + "rahman"));
  EXPECT_EQ(joint_key("fridrichbuchenberg"), joint_key(std::string("friedrich") + "buchenberg"));
}

}  // namespace
}  // namespace entente::screening
