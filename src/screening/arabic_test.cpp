// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/arabic.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "screening/skeleton.hpp"

namespace entente::screening {
namespace {

std::string likeliest(std::string_view arabic) {
  return arabic_forms(arabic).front();
}
bool may_be(std::string_view arabic, std::string_view latin) {
  const auto forms = arabic_forms(arabic);
  return std::ranges::find(forms, latin) != forms.end();
}

TEST(Arabic, GetsTheVowelsThatItsShapesHave) {
  EXPECT_EQ(likeliest("كريم"), "karim");
  EXPECT_EQ(likeliest("محمود"), "mahmud");
  EXPECT_EQ(likeliest("خالد"), "khalid");
  EXPECT_EQ(likeliest("فاطمه"), "fatima");
  EXPECT_EQ(likeliest("احمد"), "ahmad");
  EXPECT_EQ(likeliest("حسن"), "hasan");
  EXPECT_EQ(likeliest("جعفر"), "jafar");
  EXPECT_EQ(likeliest("سعود"), "saud");
  EXPECT_EQ(likeliest("جواد"), "jawad");
  EXPECT_EQ(likeliest("عيسي"), "isi");
  EXPECT_EQ(likeliest("عوادي"), "awadi");
  EXPECT_EQ(likeliest("ايمن"), "ayman");
}

TEST(Arabic, HasTheReadingsOfItsCountries) {
  EXPECT_TRUE(may_be("جمال", "gamal"));
  EXPECT_TRUE(may_be("جمال", "djamal"));
  EXPECT_TRUE(may_be("مصطفي", "mustafi"));
  EXPECT_TRUE(may_be("قاسم", "kasim"));
  EXPECT_TRUE(may_be("رضا", "raza"));
  EXPECT_TRUE(may_be("پرويز", "parviz"));
  EXPECT_TRUE(may_be("چنگيز", "changiz"));
  EXPECT_TRUE(may_be("نور", "nour"));
  EXPECT_TRUE(may_be("نور", "noor"));
}

TEST(Arabic, HasTheSkeletonOfWhatItIsWrittenWith) {
  for (const auto& [arabic, latin] :
       {std::pair("محمد", "mohammed"), std::pair("حسين", "houssein"), std::pair("تكريتي", "tikriti"),
        std::pair("برزان", "barzan"), std::pair("رحمن", "rehman"), std::pair("ابراهيم", "ibrahim")})
    EXPECT_EQ(skeleton_of(likeliest(arabic)), skeleton_of(latin)) << latin;
}

TEST(Arabic, OfLettersThatSayNothingIsEmpty) {
  EXPECT_TRUE(arabic_forms("").empty());
}

}  // namespace
}  // namespace entente::screening
