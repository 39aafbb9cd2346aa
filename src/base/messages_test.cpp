// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/messages.hpp"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace entente::base {
namespace {

TEST(Messages, SpeakSixLanguagesAndNoOther) {
  for (const auto language : kLanguages) EXPECT_EQ(Messages::in(language).language(), language);
  EXPECT_THROW(Messages::in("de"), NotFound);
  EXPECT_TRUE(Messages::in("ar").right_to_left());
  EXPECT_FALSE(Messages::in("zh").right_to_left());
}

TEST(Messages, AKeyThatDoesNotExistIsAFault) {
  EXPECT_THROW(Messages::in("en").get("no.such.key"), Error);
}

TEST(Messages, WriteNumbersInTheLanguagesOwnForm) {
  EXPECT_EQ(Messages::in("en").number(1234567), "1,234,567");
  EXPECT_EQ(Messages::in("fr").number(1234567), "1\u202f234\u202f567");
  EXPECT_EQ(Messages::in("es").number(1234567), "1.234.567");
  EXPECT_EQ(Messages::in("en").decimal(Decimal::parse("-12.345").value()), "-12.34");
  EXPECT_EQ(Messages::in("en").percent(Decimal::parse("33.3").value()), "33.3%");
  // One page, one kind of digits.
  EXPECT_EQ(Messages::in("ar").number(12), "12");
}

TEST(Messages, WriteMoneyWithItsCode) {
  const Money money{Decimal::parse("14900000").value(), "NOK", {}};
  EXPECT_EQ(Messages::in("en").money(money), "NOK\u00a014,900,000");
  EXPECT_EQ(Messages::in("fr").money(money), "14\u202f900\u202f000\u00a0NOK");
  EXPECT_EQ(Messages::in("en").money({Decimal::parse("2.5").value(), "", {}}), "2.50");
  EXPECT_EQ(Messages::in("en").money({Decimal::parse("2.5").value(), "XX", {}}), "2.50");
  const Money half{Decimal::parse("13750000.5").value(), "USD", {}};
  EXPECT_EQ(Messages::in("en").money(half), "USD\u00a013,750,000.50");
  EXPECT_EQ(Messages::in("fr").money(half), "13\u202f750\u202f000,50\u00a0USD");
  for (const auto language : {"ar", "es", "ru", "zh"})
    EXPECT_NE(Messages::in(language).money(half).find("50"), std::string::npos) << language;
  EXPECT_EQ(Messages::in("en").money({Decimal::parse("0.999").value(), "USD", {}}), "USD\u00a01.00");
}

TEST(Messages, WriteDatesAsPreciseAsTheyAre) {
  const auto date = [](const char* text) { return PartialDate::parse(text).value(); };
  EXPECT_EQ(Messages::in("en").date(date("2019")), "2019");
  EXPECT_EQ(Messages::in("en").date(date("2019-05")), "May 2019");
  EXPECT_EQ(Messages::in("fr").date(date("2019-05-03")), "3 mai 2019");
  EXPECT_EQ(Messages::in("ru").date(date("2003-07")), "июль 2003\u202Fг.");
  EXPECT_EQ(Messages::in("ru").date_in_phrase(date("2003-07")), "июля 2003\u202Fг.") << "from July";
  EXPECT_EQ(Messages::in("es").date_in_phrase(date("2003-07")), "julio de 2003");
  EXPECT_EQ(Messages::in("zh").date(date("2019-05-03")), "2019年5月3日");
  EXPECT_EQ(Messages::in("ar").date(date("2019-05")), "أيار/مايو 2019");
  EXPECT_EQ(Messages::in("ar").date(date("2020-11-05")), "5 تشرين الثاني/نوفمبر 2020");
  EXPECT_EQ(Messages::in("ar").date_in_phrase(date("2003-07")), "تموز/يوليه 2003");
}

TEST(Messages, AreFormattedByManyThreadsAtOnce) {
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([] {
      for (int i = 0; i < 500; ++i) EXPECT_EQ(Messages::in("ru").number(1000), "1\u00a0000");
    });
}

}  // namespace
}  // namespace entente::base
