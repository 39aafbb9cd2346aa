// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/likeness.hpp"

#include <gtest/gtest.h>

#include <string>

namespace entente::registry {
namespace {

TEST(Likeness, IsOneForTheSameNameAndInAnyOrderOfWords) {
  const Likeness name("world health organization");
  EXPECT_EQ(name.share_in(" world health organization "), 1);
  EXPECT_GT(name.share_in(" organization health world "), 0.8);
}

TEST(Likeness, ForgivesALetterAndNotAnotherName) {
  const Likeness name("world helth organisation");
  EXPECT_GT(name.share_in(" world health organization "), 0.6);
  EXPECT_LT(name.share_in(" international labour office "), 0.3);
}

TEST(Likeness, CountsEachPieceOnce) {
  const Likeness name("water aid");
  EXPECT_LT(name.share_in(" water water water water "), 0.7);
}

TEST(Likeness, HoldsWithNothingAndWithTooMuch) {
  EXPECT_EQ(Likeness("").share_in(" water "), 0);
  EXPECT_EQ(Likeness("a").share_in(""), 0);
  std::string long_one;
  for (int i = 0; i < 5000; ++i) long_one += static_cast<char>('a' + i * 7 % 26);
  EXPECT_GT(Likeness(long_one).share_in(long_one), 0.9);
}

TEST(Likeness, ReadsEveryScript) {
  EXPECT_EQ(Likeness("世界卫生组织").share_in(" 世界卫生组织 "), 1);
  EXPECT_GT(Likeness("منظمه الصحه").share_in(" منظمه الصحه العالميه "), 0.9);
}

}  // namespace
}  // namespace entente::registry
