// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/date.hpp"

#include <gtest/gtest.h>

#include "base/clock.hpp"
#include "base/error.hpp"

namespace entente::base {
namespace {

TEST(PartialDate, IsNeverMorePreciseThanWhatWasSaid) {
  EXPECT_EQ(PartialDate::parse("2019")->str(), "2019");
  EXPECT_EQ(PartialDate::parse("2019-05")->str(), "2019-05");
  EXPECT_EQ(PartialDate::parse("2019-05-03")->str(), "2019-05-03");
  EXPECT_EQ(PartialDate::parse("2019")->precision(), PartialDate::Precision::year);
}

TEST(PartialDate, KnowsItsFirstAndLastDay) {
  EXPECT_EQ(PartialDate::parse("1970")->first_day(), 0);
  EXPECT_EQ(PartialDate::parse("1970")->last_day(), 364);
  EXPECT_EQ(PartialDate::parse("2020-02")->last_day() - PartialDate::parse("2020-02")->first_day(), 28);
  EXPECT_EQ(PartialDate::from_days(18321).str(), "2020-02-29");
}

TEST(PartialDate, IgnoresZonesAndTimes) {
  EXPECT_EQ(PartialDate::parse("2019-05-03Z")->str(), "2019-05-03");
  EXPECT_EQ(PartialDate::parse(" 2019-05-03T10:00:00+02:00\n")->str(), "2019-05-03");
}

TEST(PartialDate, RefusesWhatIsNoDate) {
  for (const auto* text :
       {"", "19", "0000", "2019-13", "2019-02-29", "2019-5-3", "03-05-2019", "2019-05-03x", "20x9"})
    EXPECT_FALSE(PartialDate::parse(text)) << text;
}

TEST(Instant, IsWrittenAndReadInUtc) {
  const Instant t{1'795'492'206'789};
  EXPECT_EQ(parse_instant(to_string(t)), t);
  EXPECT_EQ(to_string(Instant{0}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(to_string(Instant{-1}), "1969-12-31T23:59:59.999Z");
  EXPECT_THROW(parse_instant("yesterday"), BadInput);
  EXPECT_THROW(parse_instant("2019-05-03T10:00:00"), BadInput);
}

}  // namespace
}  // namespace entente::base
