// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/values.hpp"

#include <gtest/gtest.h>

namespace entente::exchange::iati::validation {
namespace {

TEST(Values, DatesAreDaysOfTheCalendar) {
  for (const auto* good : {"2024-02-29", "1999-12-31", " 2024-01-01\n", "2024-01-01Z", "2024-01-01+14:00",
                           "12024-01-01", "-0044-03-15"})
    EXPECT_TRUE(is_value(Type::date, good)) << good;
  for (const auto* bad :
       {"2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "2024-01-32", "0000-01-01", "2024-1-01",
        "2024/01/01", "20240-1-01", "2024-01-0a", "2024-01-01T00:00:00", "", "2024-01-01+15:00"})
    EXPECT_FALSE(is_value(Type::date, bad)) << bad;
}

TEST(Values, DaysAreCountedInUtc) {
  EXPECT_EQ(day_of("1970-01-01"), 0);
  EXPECT_EQ(day_of("1969-12-31"), -1);
  EXPECT_EQ(day_of("2000-03-01"), 11'017);
  EXPECT_EQ(day_of("2000-03-01Z"), 11'017) << "the longer way to the same day";
  EXPECT_EQ(day_of("2000-03-01T00:30:00+01:00"), 11'016);
  EXPECT_FALSE(day_of("1970-02-30"));
}

}  // namespace
}  // namespace entente::exchange::iati::validation
