// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "principles/facts_test.hpp"

namespace entente::principles {
namespace {

constexpr std::string_view kMutual = "mutual_benefit";
using Keys = std::vector<std::string>;

TEST(MutualBenefit, DistanceIsTheShareOfBenefitsThatWouldHaveToChangeHands) {
  Facts facts;
  EXPECT_EQ(status_of(kMutual, "distance", facts), "not_applicable");
  facts.parties.resize(3);
  EXPECT_EQ(status_of(kMutual, "distance", facts), "not_enough_evidence");
  const double brought[] = {0.5, 0.3, 0.2}, gained[] = {0.2, 0.35, 0.45};
  for (std::size_t i = 0; i < 3; ++i) {
    facts.parties[i].contribution = brought[i];
    facts.parties[i].benefit = gained[i];
  }
  // (0.3 + 0.05 + 0.25) / 2
  EXPECT_NEAR(measured(kMutual, "distance", facts).value.low, 0.3, 1e-12);
  EXPECT_EQ(status_of(kMutual, "distance", facts), "partly");
  EXPECT_EQ(said_of(kMutual, "distance", facts), (Keys{"why", "most"}));
  facts.parties[2].benefit.reset();  // up to 0.45 are left, and it brings 0.2
  EXPECT_NEAR(measured(kMutual, "distance", facts).value.low, 0.175, 1e-12);
  EXPECT_NEAR(measured(kMutual, "distance", facts).value.high, 0.3, 1e-12);
  EXPECT_EQ(said_of(kMutual, "distance", facts), (Keys{"why", "says", "most"}));
  for (auto& each : facts.parties) each.benefit = each.contribution;
  EXPECT_EQ(status_of(kMutual, "distance", facts), "met");
  facts.parties[0].benefit = 0;
  facts.parties[1].benefit = 0.9;
  EXPECT_EQ(status_of(kMutual, "distance", facts), "not_met");
}

TEST(MutualBenefit, SharesThatComeToMoreThanTheWholeBoundNoOther) {
  Facts facts;
  facts.parties.resize(3);
  facts.parties[0].contribution = 0.9, facts.parties[0].benefit = 0.9;
  facts.parties[1].contribution = 0.1, facts.parties[1].benefit = 0.1;
  facts.parties[2].contribution = 0;
  EXPECT_NEAR(measured(kMutual, "distance", facts).value.high, 0, 1e-12) << "nothing is left to gain";
  facts.parties[1].benefit = 0.3;
  EXPECT_NEAR(measured(kMutual, "distance", facts).value.high, 0.6, 1e-12) << "who knows what of";
}

TEST(MutualBenefit, EachPartySaysWhatItGains) {
  Facts facts;
  EXPECT_EQ(status_of(kMutual, "benefits", facts), "not_applicable");
  facts.parties.resize(4);
  EXPECT_EQ(status_of(kMutual, "benefits", facts), "not_met");
  facts.parties[0].benefits = facts.parties[1].benefits = facts.parties[2].benefits = true;
  EXPECT_EQ(status_of(kMutual, "benefits", facts), "partly");
  EXPECT_EQ(said_of(kMutual, "benefits", facts), (Keys{"why", "no"}));
  facts.parties[3].benefits = true;
  EXPECT_EQ(status_of(kMutual, "benefits", facts), "met");
}

/// The Council of the European Economic Community from 1958: 12 of 17 votes decide, and Luxembourg's never
/// does. Banzhaf's index is 10, 10, 10, 6, 6, 0 of 42 (Brams and Affuso 1976).
Facts council_of_1958() {
  Facts facts;
  facts.quota = 12;
  for (const double votes : {4, 4, 4, 2, 2, 1}) {
    auto& party = facts.parties.emplace_back();
    party.votes = party.seats = votes;
    party.contribution = votes / 17;
  }
  return facts;
}

TEST(MutualBenefit, PowerIsHeldAgainstSeats) {
  auto facts = council_of_1958();
  // (3 |10/42 - 4/17| + 2 |6/42 - 2/17| + 1/17) / 2
  EXPECT_NEAR(measured(kMutual, "power_and_seats", facts).value.low, 1.0 / 17, 1e-12);
  EXPECT_EQ(status_of(kMutual, "power_and_seats", facts), "met");
  EXPECT_EQ(said_of(kMutual, "power_and_seats", facts), (Keys{"why", "most"}));
  facts.parties[5].seats = 4;  // 4/20 of the seats, and no power
  EXPECT_EQ(status_of(kMutual, "power_and_seats", facts), "partly");
  facts.parties[5].seats = 17;
  EXPECT_EQ(status_of(kMutual, "power_and_seats", facts), "not_met");
  facts.parties[5].seats.reset();
  EXPECT_EQ(status_of(kMutual, "power_and_seats", facts), "not_enough_evidence");
  EXPECT_EQ(said_of(kMutual, "power_and_seats", facts), (Keys{"why", "says"}));
  for (auto& each : facts.parties) each.seats = 0;
  EXPECT_EQ(status_of(kMutual, "power_and_seats", facts), "not_applicable") << "there is no body";
}

TEST(MutualBenefit, PowerIsHeldAgainstWhatIsBrought) {
  auto facts = council_of_1958();
  EXPECT_EQ(status_of(kMutual, "power_and_contributions", facts), "met");
  facts.parties[5].contribution.reset();  // no more than 1/17 is left, for one without power
  EXPECT_NEAR(measured(kMutual, "power_and_contributions", facts).value.low, 0.5 / 17, 1e-12);
  EXPECT_NEAR(measured(kMutual, "power_and_contributions", facts).value.high, 1.0 / 17, 1e-12);
  EXPECT_EQ(status_of(kMutual, "power_and_contributions", facts), "met") << "whatever it brings";
  for (auto& each : facts.parties) each.contribution.reset();
  EXPECT_EQ(status_of(kMutual, "power_and_contributions", facts), "not_enough_evidence");
  for (auto& each : facts.parties) each.contribution = 0;
  facts.parties[5].contribution = 0.1;
  EXPECT_EQ(status_of(kMutual, "power_and_contributions", facts), "partly");
  facts.parties[5].contribution = 1;
  EXPECT_EQ(status_of(kMutual, "power_and_contributions", facts), "not_met");
  facts.quota.reset();
  EXPECT_EQ(status_of(kMutual, "power_and_contributions", facts), "not_enough_evidence");
  EXPECT_EQ(said_of(kMutual, "power_and_contributions", facts), (Keys{"why", "quota"}));
  facts.quota = 18;
  EXPECT_EQ(status_of(kMutual, "power_and_contributions", facts), "not_applicable")
      << "no vote decides, so that nobody has power by votes";
  for (auto& each : facts.parties) each.votes = 0;
  facts.quota.reset();
  EXPECT_EQ(status_of(kMutual, "power_and_contributions", facts), "not_applicable") << "nobody votes";
}

}  // namespace
}  // namespace entente::principles
