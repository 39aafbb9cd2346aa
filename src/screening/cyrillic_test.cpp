// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/cyrillic.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace entente::screening {
namespace {

bool is_written(std::string_view cyrillic, std::string_view latin) {
  const auto forms = cyrillic_forms(cyrillic);
  return std::ranges::find(forms, latin) != forms.end();
}

TEST(Cyrillic, IsWrittenAsGazetteersPassportsAndLibrariesDo) {
  EXPECT_EQ(cyrillic_forms("хрущев").front(), "khrushchev");
  EXPECT_TRUE(is_written("юрий", "yury"));
  EXPECT_TRUE(is_written("юрий", "yuriy"));
  EXPECT_TRUE(is_written("юрий", "iurii"));
  EXPECT_TRUE(is_written("юрий", "jurij"));
  EXPECT_TRUE(is_written("ярославский", "yaroslavsky"));
  EXPECT_TRUE(is_written("ярославский", "jaroslavskij"));
  EXPECT_TRUE(is_written("сахаров", "saharov"));
  EXPECT_TRUE(is_written("цветкова", "tsvetkova"));
  EXPECT_TRUE(is_written("цветкова", "cvetkova"));
  EXPECT_TRUE(is_written("екатерина", "yekaterina"));
  EXPECT_TRUE(is_written("воробьев", "vorobyev"));
}

TEST(Cyrillic, IsWrittenAsFrenchAndGermanDo) {
  EXPECT_TRUE(is_written("жуков", "joukov"));
  EXPECT_TRUE(is_written("чайкин", "tchaikine"));
  EXPECT_TRUE(is_written("чайкин", "tschajkin"));
  EXPECT_TRUE(is_written("сергеев", "sergueev"));
  EXPECT_TRUE(is_written("воронов", "woronow"));
  EXPECT_TRUE(is_written("романов", "romanoff"));
}

TEST(Cyrillic, OfOtherLanguagesHasItsOwnLetters) {
  EXPECT_EQ(cyrillic_forms("григоріи").front(), "hryhoriy");
  EXPECT_TRUE(is_written("ђорђевић", "djordjevic"));
  EXPECT_TRUE(is_written("љубица", "ljubica"));
  EXPECT_TRUE(is_written("қасым", "qasym"));
  EXPECT_TRUE(is_written("қасым", "kasym"));
  EXPECT_TRUE(is_written("ңұр", "nur"));
}

TEST(Cyrillic, FormsDifferAndHaveLatinLettersAlone) {
  for (const auto* word : {"щ", "ь", "объезд", "ы", "ий", "йй", "ъъъъ"}) {
    auto forms = cyrillic_forms(word);
    for (const auto& form : forms)
      EXPECT_EQ(form.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), std::string::npos)
          << word << ' ' << form;
    std::ranges::sort(forms);
    EXPECT_EQ(std::ranges::adjacent_find(forms), forms.end()) << word;
  }
}

}  // namespace
}  // namespace entente::screening
