// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <gtest/gtest.h>

namespace entente::base {
namespace {

TEST(Text, GivesTheReadersLanguageThenEnglishThenWhatThereIs) {
  Text text;
  text.add("fr", "Eau");
  text.add("EN", "Water");
  text.add("ar", "ماء");
  EXPECT_EQ(text.str("fr"), "Eau");
  EXPECT_EQ(text.str("ru"), "Water");
  EXPECT_EQ(text.pick("ru")->language, "en");
  EXPECT_EQ(Text("zh", "水").str("es"), "水");
  EXPECT_EQ(Text().pick("en"), nullptr);
}

TEST(Text, HoldsOneNarrativeALanguageInOrder) {
  Text text;
  text.add("fr", "Un");
  text.add("en", "One");
  text.add("fr", "Deux");
  text.add("fr", "");
  text.add("", "?");
  ASSERT_EQ(text.narratives.size(), 3u);
  EXPECT_EQ(text.narratives[0].language, "en");
  EXPECT_EQ(text.str("fr"), "Un\n\nDeux");
  EXPECT_TRUE(text.has("und"));
}

TEST(Text, ARegionSpeaksToItsLanguage) {
  EXPECT_EQ(Text("zh-hans", "水").pick("zh")->value, "水");
}

TEST(Utf8, IsCheckedStrictly) {
  EXPECT_TRUE(is_utf8("Größe 水 🌍"));
  EXPECT_FALSE(is_utf8("\xff"));
  EXPECT_FALSE(is_utf8("\xc0\x80"));
  EXPECT_FALSE(is_utf8("\xed\xa0\x80"));
  EXPECT_FALSE(is_utf8("\xe6\xb0"));
}

TEST(Utf8, IsCutBetweenCharacters) {
  EXPECT_EQ(clip_utf8("水水", 4), "水");
  EXPECT_EQ(clip_utf8("abc", 10), "abc");
  EXPECT_EQ(clip_utf8("水", 2), "");
}

TEST(Trimmed, LeavesWhatStandsBetween) {
  EXPECT_EQ(trimmed(" \ta b\r\n"), "a b");
  EXPECT_EQ(trimmed("a"), "a");
  EXPECT_EQ(trimmed(" \t "), "");
  EXPECT_EQ(trimmed(""), "");
}

TEST(Utf8, BadBytesAreFoundWhereverTheyStand) {
  const std::string good = "ASCII for a while, then \xd9\x85 and ASCII again";
  EXPECT_TRUE(is_utf8(good));
  EXPECT_TRUE(is_utf8(""));
  for (std::size_t at = 0; at <= good.size(); ++at) {
    auto bad = good;
    bad.insert(at, "\xff");
    EXPECT_FALSE(is_utf8(bad)) << at;
  }
}

}  // namespace
}  // namespace entente::base
