// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/tokens.hpp"

#include <gtest/gtest.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <random>
#include <string>

#include "search/index.hpp"

namespace entente::search {
namespace {

using Words = std::vector<std::string>;

std::string utf8(UChar32 c) {
  std::string out(4, '\0');
  std::size_t size = 0;
  U8_APPEND_UNSAFE(out.data(), size, c);
  out.resize(size);
  return out;
}

TEST(Tokens, English) {
  EXPECT_EQ(tokens("Climate-SMART, 2030!"), (Words{"climate", "smart", "2030"}));
}
TEST(Tokens, French) {
  EXPECT_EQ(tokens("L’Œuvre à l'ÉCOLE"), (Words{"l", "oeuvre", "a", "l", "ecole"}));
}
TEST(Tokens, Spanish) {
  EXPECT_EQ(tokens("¿Niñez? Educación"), (Words{"ninez", "educacion"}));
}
TEST(Tokens, Russian) {
  EXPECT_EQ(tokens("Ёлка ВОДА"), (Words{"елка", "вода"}));
}
TEST(Tokens, Arabic) {
  EXPECT_EQ(tokens("الأُمَم المتّحدة"), (Words{"الامم", "المتحده"}));
  EXPECT_EQ(tokens("آلة مستشفى ميـــاه ٢٠٣٠"), (Words{"اله", "مستشفي", "مياه", "2030"}));
}
TEST(Tokens, Chinese) {
  EXPECT_EQ(tokens("清洁饮水，水 AI技术"), (Words{"清洁", "洁饮", "饮水", "水", "ai", "技术"}));
}
TEST(Tokens, JapaneseKeepsItsVoicing) {
  EXPECT_EQ(tokens("ガス"), (Words{"ガス"}));
  EXPECT_EQ(tokens("ｶﾞｽ"), (Words{"ガス"}));
  EXPECT_NE(fold("が"), fold("か"));
}
TEST(Tokens, HindiKeepsItsVowels) {
  EXPECT_EQ(tokens("हिन्दी"), (Words{"हिन्दी"}));
  EXPECT_NE(fold("कु"), fold("के"));
}

TEST(Tokens, TailEndsARun) {
  const std::string folded = "水资源 a 水";
  const auto pieces = split(folded);
  ASSERT_EQ(pieces.size(), 5U);
  EXPECT_EQ(pieces[2].text, "源");
  EXPECT_EQ(pieces[2].kind, Token::Kind::tail);
  EXPECT_EQ(pieces[3].kind, Token::Kind::word);
  EXPECT_EQ(pieces[4].kind, Token::Kind::lone);
}

TEST(Fold, Forms) {
  EXPECT_EQ(fold("ＡＢＣ１２３"), "abc123");
  EXPECT_EQ(fold("Straße ŁÓDŹ København"), "strasse lodz kobenhavn");
  EXPECT_EQ(fold("ﬁnance CO₂ İstanbul ılık"), "finance co2 istanbul ilik");
  EXPECT_EQ(fold("ΆΝΘΡΩΠΟΣ"), fold("άνθρωπος"));
  EXPECT_EQ(fold("co\u00ADop\u200Berate\u200F"), "cooperate");
  EXPECT_EQ(fold("e\u0301"), fold("\u00E9"));
  EXPECT_EQ(fold("한국"), "한국");
}

TEST(Fold, TraditionalAndSimplifiedAreAlike) {
  EXPECT_EQ(fold("潔淨飲水與合作夥伴關係"), "洁净饮水与合作伙伴关系");
  EXPECT_EQ(fold("清洁饮水"), "清洁饮水");
  EXPECT_EQ(fold("後Ḁ裡"), "后a里") << "the careful way, too";
}

TEST(Fold, TwiceIsOnce) {
  for (UChar32 c = 1; c < 0x20000; ++c) {
    if (U_IS_SURROGATE(c)) continue;
    const auto once = fold(utf8(c));
    EXPECT_EQ(fold(once), once) << std::hex << c;
  }
}

TEST(Fold, HasteAndCareAgree) {
  // The last character sends the whole text to the careful way; the others alone take the quick one.
  const UChar32 starts[] = {0x20, 0xA0, 0x370, 0x400, 0x590, 0x600, 0x2000, 0x3000, 0x4E00, 0xFF00};
  std::mt19937 random(1);
  for (int round = 0; round < 5'000; ++round) {
    std::string text;
    for (int i = 0; i < 6; ++i) {
      const auto c = starts[random() % std::size(starts)] + static_cast<UChar32>(random() % 0x60);
      text += utf8(c == 0x3099 || c == 0x309A ? 'x' : c);
    }
    EXPECT_EQ(fold(text) + fold("\u1E00"), fold(text + "\u1E00")) << text;
  }
}

TEST(Fold, BadBytesAreGaps) {
  EXPECT_EQ(tokens("water\xFFsupply\xC3"), (Words{"water", "supply"}));
  EXPECT_EQ(tokens(std::string("a\0b", 3)), (Words{"a", "b"}));
  EXPECT_EQ(tokens("\xED\xA0\x80 x"), (Words{"x"}));
  EXPECT_TRUE(tokens("").empty());
  EXPECT_TRUE(tokens(" \t…—!").empty());
}

}  // namespace
}  // namespace entente::search
