// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "screening/token.hpp"

namespace entente::screening {
namespace {

std::string folded_of(std::string_view name, Kind kind = Kind::unknown) {
  std::string all;
  for (const auto& token : tokens_of(name, kind)) all += (all.empty() ? "" : " ") + token.folded;
  return all;
}

TEST(Tokens, FoldCaseMarksAndWidth) {
  EXPECT_EQ(folded_of("José  ÁLVAREZ-Łódź ＡＢＣ １２"), "jose alvarez lodz abc 12");
  EXPECT_EQ(folded_of("Straße Æsir Œuvre Þór"), "strasse aesir oeuvre thor");
}

TEST(Tokens, LeaveOutWhatNobodySees) {
  EXPECT_EQ(folded_of("\u202Ejo\u200Bhn\u202C \u2066smi\u00ADth\u2069"), "john smith");
  EXPECT_EQ(folded_of("John 😀 Smith 👩‍👩‍👧"), "john smith");
  EXPECT_EQ(folded_of("Rabi'i O’Brien"), "rabii obrien");
  EXPECT_TRUE(tokens_of("", Kind::unknown).empty());
  EXPECT_TRUE(tokens_of("😀 … !", Kind::unknown).empty());
}

TEST(Tokens, OfRareLatinLettersHavePlainForms) {
  const auto tokens = tokens_of("\u026F777", Kind::person);
  ASSERT_EQ(tokens.size(), 1U);
  EXPECT_EQ(tokens.front().forms.front().find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789"),
            std::string::npos);
}

TEST(Tokens, AreBounded) {
  std::string many;
  for (int i = 0; i < 100000; ++i) many += "ab ";
  EXPECT_EQ(tokens_of(many, Kind::unknown).size(), kTokensRead);
  const auto one = tokens_of(std::string(1U << 20, 'a'), Kind::unknown);
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one.front().folded.size(), kCharactersRead);
}

TEST(Tokens, HaveASkeleton) {
  EXPECT_EQ(tokens_of("Mohamed", Kind::person).front().skeleton, "mhmd");
  EXPECT_EQ(tokens_of("Muhammad", Kind::person).front().skeleton, "mhmd");
  EXPECT_EQ(tokens_of("Дмитрий", Kind::person).front().skeleton, "dmtr");
}

}  // namespace
}  // namespace entente::screening
