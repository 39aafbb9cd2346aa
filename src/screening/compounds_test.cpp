// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "screening/token.hpp"

namespace entente::screening {
namespace {

std::string parts_of(std::string_view name, Kind kind = Kind::person) {
  std::string all;
  for (const auto& token : tokens_of(name, kind)) all += (all.empty() ? "" : " ") + token.folded;
  return all;
}

TEST(Compounds, OfArabicAreOneHoweverTheyAreWritten) {
  EXPECT_EQ(parts_of("عبد الرحمن"), parts_of("عبدالرحمن"));
  EXPECT_EQ(parts_of("عبد الله"), "عبدالله");
  EXPECT_EQ(parts_of("عبدالله"), "عبدالله");
  EXPECT_EQ(parts_of("التكريتي"), "ال تكريتي");
  EXPECT_EQ(parts_of("حميدالله"), parts_of("حميد الله"));
  EXPECT_EQ(parts_of("شركة النور للتجارة", Kind::organisation), "شركه ال نور ال تجاره");
  EXPECT_EQ(parts_of("التوحيد والجهاد", Kind::organisation), "ال توحيد و ال جهاد");
  EXPECT_EQ(parts_of("الياس"), "الياس") << "no article";
}

TEST(Compounds, InLatinLettersAreParted) {
  EXPECT_EQ(parts_of("Abdurrahman"), "abdur rahman");
  EXPECT_EQ(parts_of("Abdelkader"), "abdel kader");
  EXPECT_EQ(parts_of("Abd Allah"), "abdullah");
  EXPECT_EQ(parts_of("Abdullah"), "abdullah");
  EXPECT_EQ(parts_of("Nasrullah"), "nasr ullah");
  EXPECT_EQ(parts_of("Noureddine"), "nour eddine");
  EXPECT_EQ(parts_of("Aladdin"), "aladdin");
}

TEST(Compounds, LoseTheArticleThatIsWrittenWithThem) {
  EXPECT_EQ(parts_of("Altikriti"), "al tikriti");
  EXPECT_EQ(parts_of("Elsayed"), "el sayed");
  EXPECT_EQ(parts_of("Essaadi"), "el saadi");
  for (const auto* name : {"Albertini", "Alexander", "Elizabeth", "Alan", "Elena", "Alfred", "Ennis"})
    EXPECT_EQ(tokens_of(name, Kind::person).size(), 1U) << name;
  EXPECT_EQ(parts_of("Alibaba", Kind::organisation), "alibaba");
}

TEST(Compounds, OfFrenchArticlesArePartedAtTheApostrophe) {
  EXPECT_EQ(parts_of("Jeanne d'Aubigny"), "jeanne d aubigny");
  EXPECT_EQ(parts_of("L’Union", Kind::organisation), "l union");
  EXPECT_EQ(parts_of("Sean O'Brien"), "sean obrien");
}

TEST(Compounds, KeepWhatWasWritten) {
  const auto tokens = tokens_of("ABDURRAHMAN", Kind::person);
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_EQ(tokens[0].written, "ABDUR");
  EXPECT_EQ(tokens[1].written, "RAHMAN");
}

TEST(Hangul, PartsSurnameAndGivenName) {
  const auto tokens = tokens_of("이민호", Kind::person);
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_EQ(tokens[0].forms.front(), "lee");
  EXPECT_EQ(tokens[1].forms.front(), "minho");
  const auto other = tokens_of("최정은", Kind::person);
  ASSERT_EQ(other.size(), 2U);
  EXPECT_EQ(other[0].forms.front(), "choi");
  EXPECT_EQ(other[1].forms.front(), "jongun");
}

TEST(NumberWords, AreDigits) {
  EXPECT_EQ(parts_of("Brigade Forty-Four", Kind::organisation), "brigade 44");
  EXPECT_EQ(parts_of("Brigade Forty 4", Kind::organisation), "brigade 44");
  EXPECT_EQ(parts_of("First Bank", Kind::organisation), "1 bank");
  EXPECT_EQ(parts_of("1st Bank", Kind::organisation), "1 bank");
  EXPECT_EQ(parts_of("Tony Four", Kind::person), "tony four");
}

TEST(Initials, OfOtherScriptsBeginAsTheirNamesDo) {
  const auto tokens = tokens_of("Лебедев Ю. С.", Kind::person);
  ASSERT_EQ(tokens.size(), 3U);
  EXPECT_EQ(tokens[1].forms.front(), "y");
  EXPECT_EQ(tokens_of("Yu. Lebedev", Kind::person)[0].forms.front(), "y");
  EXPECT_EQ(tokens_of("Yu Lebedev", Kind::person)[0].forms.front(), "yu");
}

}  // namespace
}  // namespace entente::screening
