// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/sums.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace entente::registry {
namespace {

constexpr std::string_view kFile =
    "date,currency,rate,source\r\n"
    "2026-01-31,KES,0.00775,Central Bank, Nairobi\n"
    "2025-01-31,KES,0.008,Central Bank, Nairobi\n"
    "2025-01-31,EUR,1.1,ECB\n";

std::int64_t day_of_rate(const char* text) {
  return base::PartialDate::parse(text).value().first_day();
}

std::string dollars(const Rates& rates, const char* amount, const char* currency, const char* on) {
  const auto converted = rates.converted(base::Decimal::parse(amount).value(), currency, day_of_rate(on));
  return converted ? converted->str() : "none";
}

TEST(Rates, OfADayThatHasPassedTheLaterOnesAreNotThere) {
  const Rates all(kFile, "USD", "rates.csv");
  const auto before = all.until(day_of_rate("2026-01-30"));
  EXPECT_EQ(dollars(before, "1000", "KES", "2026-06-01"), "8") << "what is to come, as it was reckoned then";
  EXPECT_EQ(dollars(before, "1000", "KES", "2025-06-01"), "8");
  EXPECT_EQ(dollars(before, "10", "EUR", "2026-06-01"), "11");
  EXPECT_EQ(before.last_day(), day_of_rate("2025-01-31"));
  EXPECT_NE(before.stamp(), all.stamp());
  EXPECT_EQ(all.until(day_of_rate("2026-01-31")).stamp(), all.stamp()) << "all of them";
  const Rates apart("date,currency,rate,source\n2025-01-31,EUR,1.1,ECB\n2026-01-31,KES,0.008,Other\n", "USD",
                    "x");
  EXPECT_EQ(apart.until(day_of_rate("2025-12-31")).sources(), std::vector<std::string>{"ECB"});
  EXPECT_EQ(dollars(apart.until(day_of_rate("2025-12-31")), "1", "KES", "2026-06-01"), "none");
  EXPECT_TRUE(all.until(day_of_rate("2025-01-30")).common().empty()) << "nothing was converted then";
}

TEST(Rates, TheNearestEarlierDayCounts) {
  const Rates rates(kFile, "USD", "rates.csv");
  EXPECT_EQ(dollars(rates, "1000", "KES", "2026-01-31"), "7.75");
  EXPECT_EQ(dollars(rates, "1000", "KES", "2026-01-30"), "8");
  EXPECT_EQ(dollars(rates, "1000", "KES", "2030-01-01"), "7.75");
  EXPECT_EQ(dollars(rates, "1000", "KES", "2025-01-30"), "none") << "no later rate stands in";
  EXPECT_EQ(dollars(rates, "1000", "XOF", "2026-01-31"), "none");
  EXPECT_EQ(dollars(rates, "12.5", "USD", "1990-01-01"), "12.5") << "the common one is itself";
  EXPECT_EQ(rates.at("KES", day_of_rate("2026-02-01"))->source, "Central Bank, Nairobi");
  EXPECT_EQ(rates.sources().size(), 2U);
  EXPECT_EQ(rates.last_day(), day_of_rate("2026-01-31"));
}

TEST(Rates, AreFixedPointAndRoundHalfToEven) {
  const Rates rates("date,currency,rate,source\n2025-01-01,AAA,0.00005,x\n2025-01-01,BBB,999999999.5,x\n",
                    "USD", "r");
  EXPECT_EQ(dollars(rates, "1", "AAA", "2025-01-01"), "0") << "half of the last place, to even";
  EXPECT_EQ(dollars(rates, "3", "AAA", "2025-01-01"), "0.0002");
  EXPECT_EQ(dollars(rates, "-3", "AAA", "2025-01-01"), "-0.0002");
  EXPECT_EQ(dollars(rates, "900000000", "BBB", "2025-01-01"), "none") << "out of range";
  EXPECT_EQ(Rates().common(), "");
  EXPECT_EQ(dollars(Rates(), "1", "USD", "2025-01-01"), "none");
}

TEST(Rates, AFileThatCannotBeReadSaysWhere) {
  const auto told = [](const char* text) -> std::string {
    try {
      const Rates rates(text, "USD", "rates.csv");
    } catch (const base::BadInput& fault) {
      return fault.what();
    }
    return "taken";
  };
  EXPECT_NE(told("a,b\n").find("rates.csv"), std::string::npos);
  const std::string head = "date,currency,rate,source\n";
  for (const auto* line :
       {"2026-01,KES,1,x", "2026-01-31,Kes,1,x", "2026-01-31,KES,0,x", "2026-01-31,KES,-1,x",
        "2026-01-31,KES,1e3,x", "2026-01-31,KES,1.0000000001,x", "2026-01-31,KES,1,", "x"})
    EXPECT_NE(told((head + "\n" + line).c_str()).find("line 3"), std::string::npos) << line;
  EXPECT_NE(told((head + "2026-01-31,KES,1,x\n2026-01-31,KES,2,y\n").c_str()).find("two rates of KES"),
            std::string::npos);
  EXPECT_THROW(Rates(kFile, "dollars", "rates.csv"), base::BadInput);
}

struct Example {
  PartnershipView view;
  base::Uuid ministry = base::Uuid::v7(base::Instant{1'700'000'000'000}),
             fund = base::Uuid::v7(base::Instant{1'700'000'000'001});

  Example() {
    view.organisations[ministry].type = "government";
    view.organisations[fund].type = "foundation";
  }
  base::Uuid promised(const base::Uuid& by, std::int32_t amount, const char* currency, const char* due) {
    Held<model::Commitment> held;
    held.id = base::Uuid::v7(base::Instant{1'700'000'000'002});
    held.value.giver.organisation = by;
    held.value.value = base::Money{base::Decimal::from_integer(amount), currency, {}};
    held.value.date = base::PartialDate::parse("2025-02-01");
    held.value.due = base::PartialDate::parse(due);
    view.commitments.push_back(held);
    return held.id;
  }
  void delivered(const base::Uuid& by, std::int32_t amount, const char* currency,
                 std::optional<base::Uuid> promise, const char* kind = "disbursement") {
    Held<model::Delivery> held;
    held.value.giver.organisation = by;
    held.value.kind = kind;
    held.value.value = base::Money{base::Decimal::from_integer(amount), currency, {}};
    held.value.date = base::PartialDate::parse("2025-03-01");
    held.value.commitment = promise;
    view.deliveries.push_back(held);
  }
};

TEST(Sums, GovernmentsStandApartAndNothingIsAddedAcross) {
  Example one;
  const auto kept = one.promised(one.fund, 100, "EUR", "2026-01-01");
  one.promised(one.ministry, 1'000, "KES", "2027");
  one.delivered(one.fund, 40, "EUR", kept);
  one.delivered(one.fund, 5, "USD", kept);
  one.delivered(one.ministry, 7, "KES", {}, "incoming_funds");
  const Rates rates(kFile, "USD", "rates.csv");
  const auto sums = sums_of(one.view, rates, day_of_rate("2026-06-01"));
  ASSERT_EQ(sums.original.size(), 3U);
  const auto& ministry = sums.original[0];
  EXPECT_TRUE(ministry.government);
  EXPECT_EQ(ministry.promised.str(), "1000");
  EXPECT_EQ(ministry.deliveries, 0) << "what came in is not given";
  EXPECT_EQ(ministry.overdue_promises, 0) << "of a year, its last day counts";
  const auto& fund = sums.original[1];
  EXPECT_EQ(fund.currency, "EUR");
  EXPECT_EQ(fund.promised.str(), "100");
  EXPECT_EQ(fund.delivered.str(), "40");
  EXPECT_EQ(fund.overdue.str(), "60");
  ASSERT_EQ(sums.common.size(), 2U);
  EXPECT_EQ(sums.common[0].promised.str(), "8");
  EXPECT_EQ(sums.common[1].promised.str(), "110");
  EXPECT_EQ(sums.common[1].delivered.str(), "49");
  EXPECT_EQ(sums.common[1].overdue.str(), "66");
  EXPECT_EQ(sums.unconverted, 0);
}

TEST(Sums, WithoutARateAnAmountStandsInItsOwnCurrencyAlone) {
  Example one;
  one.promised(one.fund, 100, "XOF", "2030");
  one.delivered(one.fund, 1, "", {});
  const auto sums = sums_of(one.view, Rates(kFile, "USD", "r"), day_of_rate("2026-06-01"));
  EXPECT_EQ(sums.original.size(), 2U);
  EXPECT_TRUE(sums.common.empty());
  EXPECT_EQ(sums.unconverted, 2);
  EXPECT_EQ(sums_of(one.view, Rates(), day_of_rate("2026-06-01")).unconverted, 0) << "nothing was asked for";
}

TEST(Sums, APromiseWithoutADayOfItsOwnIsConvertedByTheDayItFallsDue) {
  Example one;
  const auto promise = one.promised(one.fund, 1'000, "KES", "2026-02-28");
  one.view.commitments.back().value.date.reset();
  one.delivered(one.fund, 600, "KES", promise);
  const auto on = day_of_rate("2026-06-01");
  const auto sums = sums_of(one.view, Rates(kFile, "USD", "r"), on);
  ASSERT_EQ(sums.common.size(), 1U);
  EXPECT_EQ(sums.common[0].promised.str(), "7.75");
  EXPECT_EQ(sums.common[0].overdue.str(), "3.1") << "never more than was promised";
  EXPECT_EQ(sums.unconverted, 0);
  const Rates euros("date,currency,rate,source\n2025-01-31,EUR,1.1,ECB\n", "USD", "r");
  EXPECT_EQ(sums_of(one.view, euros, on).unconverted, 2)
      << "the promise once, though it is overdue, and what was given";
}

TEST(Sums, WhatWasDeliveredInFullIsNotOverdue) {
  Example one;
  one.delivered(one.fund, 120, "EUR", one.promised(one.fund, 100, "EUR", "2025"));
  const auto sums = sums_of(one.view, Rates(), day_of_rate("2026-06-01"));
  EXPECT_EQ(sums.original.at(0).overdue_promises, 0);
}

}  // namespace
}  // namespace entente::registry
