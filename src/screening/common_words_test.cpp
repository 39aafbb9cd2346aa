// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/common_words.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "screening/screener.hpp"

namespace entente::screening {
namespace {

TEST(CommonWords, TitlesWeighLittleInNamesOfPersonsAlone) {
  const auto& ours = CommonWords::ours();
  EXPECT_EQ(ours.weight("general", Kind::person), 0.1);
  EXPECT_EQ(ours.weight("general", Kind::organisation), 0.5);
  EXPECT_EQ(ours.weight("captain", Kind::unknown), 0.1);
  EXPECT_EQ(ours.weight("captain", Kind::vessel), 1);
  EXPECT_EQ(ours.weight("mohamed", Kind::person), 0.6);
  EXPECT_EQ(ours.weight("demidov", Kind::person), 1);
}

TEST(CommonWords, ACompanyThatIsCalledByATitleIsToldApartByIt) {
  const auto company = [](const char* name) {
    Party party;
    party.kind = Kind::organisation;
    party.names.push_back({name, NameQuality::primary, false});
    return party;
  };
  EXPECT_LT(compare(company("General Amara"), company("Central Amara")).score, 0.4);
  EXPECT_EQ(compare(company("General Amara"), company("General Amara")).score, 1);
}

TEST(CommonWords, ALineThatSaysNothingOrAWordAgainIsRefused) {
  EXPECT_NO_THROW(CommonWords("# a remark\n\n0.1 persons general\n0.5 all general bank\n"));
  for (const auto* text : {"0.1 persons general\n0.2 persons general\n", "0.5 all bank trade bank\n",
                           "bank all 0.5\n", "nan all bank\n", "1 all bank\n", "0 all bank\n",
                           "-1 all bank\n", "0.5x all bank\n", "0.5 everybody bank\n", "0.5\n"})
    EXPECT_THROW(CommonWords{text}, base::BadInput) << text;
}

}  // namespace
}  // namespace entente::screening
