// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "principles/facts_test.hpp"

namespace entente::principles {
namespace {

constexpr std::string_view kSpread = "balance";
using Keys = std::vector<std::string>;

// M49: Northern Africa and sub-Saharan Africa; Southern Asia; Northern America; Western Europe; Melanesia.
constexpr std::uint16_t kNorthAfrica = 15, kSubSahara = 202, kSouthAsia = 34, kNorthAmerica = 21,
                        kWestEurope = 155, kMelanesia = 54;

Facts in_fields(std::vector<Weighted> fields) {
  Facts facts;
  facts.fields_of_work = std::move(fields);
  return facts;
}
Facts in_regions(std::vector<Weighted> regions) {
  Facts facts;
  facts.regions = std::move(regions);
  return facts;
}

TEST(Balance, FieldsAreEvenWhereEachHasAsMuch) {
  EXPECT_EQ(status_of(kSpread, "fields", in_fields({})), "not_enough_evidence") << "nobody has said";
  EXPECT_EQ(said_of(kSpread, "fields", in_fields({})), (Keys{"unknown", "says"}));
  EXPECT_EQ(status_of(kSpread, "fields", in_fields({{2, 100}})), "not_applicable") << "one field is a choice";
  EXPECT_EQ(measured(kSpread, "fields", in_fields({{2, 50}, {3, 50}})).value, Interval::at(1));
  EXPECT_EQ(said_of(kSpread, "fields", in_fields({{2, 50}, {3, 50}})), Keys{"why"});
  // Pielou of 0.3, 0.3, 0.2, 0.2.
  EXPECT_NEAR(measured(kSpread, "fields", in_fields({{2, 30}, {3, 30}, {4, 20}, {5, 20}})).value.low,
              0.985475, 1e-6);
  EXPECT_EQ(said_of(kSpread, "fields", in_fields({{2, 30}, {3, 20}})), (Keys{"why", "least"}));
  EXPECT_EQ(status_of(kSpread, "fields", in_fields({{2, 30}, {3, 70}})), "met");
  EXPECT_EQ(status_of(kSpread, "fields", in_fields({{2, 90}, {3, 10}})), "partly");
  EXPECT_EQ(status_of(kSpread, "fields", in_fields({{2, 98}, {3, 2}})), "not_met");
  EXPECT_EQ(status_of(kSpread, "fields", in_fields({{2, 50}, {3, 50}, {4, 0}, {5, 0}})), "partly")
      << "a field without weight is one that a portfolio might work in";
}

TEST(Balance, RegionsAreAddedUpByContinent) {
  EXPECT_EQ(status_of(kSpread, "regions", in_regions({})), "not_enough_evidence");
  EXPECT_EQ(status_of(kSpread, "regions", in_regions({{kNorthAfrica, 1}, {kSubSahara, 9}})), "not_applicable")
      << "one continent";
  EXPECT_EQ(
      measured(kSpread, "regions", in_regions({{kNorthAfrica, 1}, {kSubSahara, 2}, {kSouthAsia, 3}})).value,
      Interval::at(1));
  EXPECT_EQ(status_of(kSpread, "regions", in_regions({{kSubSahara, 9}, {kSouthAsia, 1}})), "partly");
  EXPECT_EQ(said_of(kSpread, "regions", in_regions({{kSubSahara, 9}, {kSouthAsia, 1}})),
            (Keys{"why", "more"}));
  EXPECT_EQ(status_of(kSpread, "regions", in_regions({{kSubSahara, 99}, {kSouthAsia, 1}})), "not_met");
}

TEST(Balance, InequalityIsPartedIntoThatWithinAndThatBetweenContinents) {
  // 1, 3 | 4: within 1/2 of T(1, 3) = 0.130812; between 1/2 ln(3/4) + 1/2 ln(3/2) = 0.058892.
  const auto facts = in_regions({{kNorthAfrica, 1}, {kSubSahara, 3}, {kSouthAsia, 4}});
  EXPECT_NEAR(measured(kSpread, "theil_within", facts).value.low, 0.5 * 0.130812, 1e-6);
  EXPECT_NEAR(measured(kSpread, "theil_between", facts).value.low, 0.058892, 1e-6);
  EXPECT_EQ(status_of(kSpread, "theil_within", facts), "met");
  EXPECT_EQ(said_of(kSpread, "theil_between", facts), (Keys{"why", "more"}));
  const auto status = [](const char* measure, std::vector<Weighted> regions) {
    return status_of(kSpread, measure, in_regions(std::move(regions)));
  };
  EXPECT_EQ(status("theil_between", {{kSubSahara, 1}, {kSouthAsia, 1}}), "met");
  EXPECT_EQ(status("theil_between", {{kSubSahara, 8}, {kSouthAsia, 1}}), "partly");
  EXPECT_EQ(status("theil_between", {{kSubSahara, 99}, {kSouthAsia, 1}}), "not_met");
  EXPECT_EQ(status("theil_between", {{kSubSahara, 1}}), "not_applicable");
  EXPECT_EQ(status("theil_between", {}), "not_enough_evidence");
  EXPECT_EQ(status("theil_within", {{kSubSahara, 8}, {kNorthAfrica, 1}}), "partly");
  EXPECT_EQ(status("theil_within", {{kSubSahara, 99}, {kNorthAfrica, 1}}), "not_met");
  EXPECT_EQ(status("theil_within", {{kSubSahara, 1}, {kSouthAsia, 1}}), "not_applicable");
  EXPECT_EQ(status("theil_within", {}), "not_enough_evidence");
}

TEST(Balance, WorkIsHeldAgainstNeed) {
  EXPECT_EQ(status_of(kSpread, "need", in_regions({})), "not_enough_evidence");
  EXPECT_EQ(status_of(kSpread, "need", in_regions({{kSubSahara, 1}})), "not_applicable") << "one continent";
  // By the least developed countries of each continent: 32, 1, 5, 0 and 3 of 41.
  const auto facts = in_regions({{kSubSahara, 32}, {kNorthAmerica, 1}, {kSouthAsia, 5}, {kMelanesia, 3}});
  EXPECT_NEAR(measured(kSpread, "need", facts).value.low, 0, 1e-12);
  EXPECT_EQ(status_of(kSpread, "need", facts), "met");
  // (|1/2 - 32/41| + |1/2 - 5/41| + 4/41) / 2
  const auto halves = in_regions({{kSubSahara, 1}, {kSouthAsia, 1}});
  EXPECT_NEAR(measured(kSpread, "need", halves).value.low, (11.5 + 15.5 + 4) / 82, 1e-12);
  EXPECT_EQ(status_of(kSpread, "need", halves), "partly");
  EXPECT_EQ(said_of(kSpread, "need", halves), (Keys{"why", "more"}));
  EXPECT_EQ(status_of(kSpread, "need", in_regions({{kWestEurope, 9}, {kSubSahara, 1}})), "not_met");
}

}  // namespace
}  // namespace entente::principles
