// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "principles/facts_test.hpp"
#include "principles/formulas.hpp"

namespace entente::principles {
namespace {

constexpr std::string_view kBalanced = "representation";
constexpr auto kDeveloped = DevelopmentGroup::developed, kDeveloping = DevelopmentGroup::developing,
               kTransition = DevelopmentGroup::transition, kNobodyKnows = DevelopmentGroup::unknown;
using Keys = std::vector<std::string>;

/// In a world of 36 developed countries, 17 in transition and 136 developing ones, as in 2026: 36/189 of
/// those in a group are developed.
Facts in_groups(std::initializer_list<DevelopmentGroup> groups) {
  Facts facts;
  facts.members = {36, 17, 136};
  for (const auto each : groups) facts.parties.emplace_back().group = each;
  return facts;
}

TEST(Representation, PartiesAreHeldAgainstADrawByTheReference) {
  // All of three from developed countries: nothing is as unlikely, so that the chance is p³.
  const auto p = 36.0 / 189;
  const auto lopsided = in_groups({kDeveloped, kDeveloped, kDeveloped});
  EXPECT_NEAR(measured(kBalanced, "parties", lopsided).value.low, p * p * p, 1e-12);
  EXPECT_EQ(status_of(kBalanced, "parties", lopsided), "not_met");
  EXPECT_EQ(said_of(kBalanced, "parties", lopsided), (Keys{"why", "others"}));
  EXPECT_EQ(status_of(kBalanced, "parties", in_groups({kDeveloped, kDeveloped})), "partly");
  EXPECT_EQ(status_of(kBalanced, "parties", in_groups({kDeveloped, kDeveloping, kTransition})), "met");
  auto south = in_groups({kDeveloping, kDeveloping, kDeveloping});
  EXPECT_EQ(status_of(kBalanced, "parties", south), "met") << "the likeliest draw";
  for (int i = 0; i < 12; ++i) south.parties.push_back(south.parties.front());
  EXPECT_EQ(status_of(kBalanced, "parties", south), "partly")
      << "fifteen without one from a developed country";
  EXPECT_EQ(said_of(kBalanced, "parties", south), (Keys{"why", "developed"}));
}

TEST(Representation, ThoseAtHomeInNoCountryAreNotCounted) {
  EXPECT_EQ(status_of(kBalanced, "parties", in_groups({kDeveloped, DevelopmentGroup::none})),
            "not_applicable");
  // Two whose country is not known may be from anywhere, or nowhere: 1/1 … 3/3 developed.
  const auto open = in_groups({kDeveloped, kNobodyKnows, kNobodyKnows});
  const auto found = measured(kBalanced, "parties", open);
  const auto p = 36.0 / 189;
  EXPECT_NEAR(found.value.low, p * p * p, 1e-12);
  EXPECT_NEAR(found.value.high, binomial_test(1, 3, p), 1e-12);
  EXPECT_EQ(found.known, 1);
  EXPECT_EQ(status_of(kBalanced, "parties", open), "not_enough_evidence");
  EXPECT_EQ(said_of(kBalanced, "parties", open), (Keys{"why", "says", "says", "others"}));
  auto nowhere = in_groups({kDeveloped, kDeveloped});
  nowhere.members = {};
  EXPECT_EQ(status_of(kBalanced, "parties", nowhere), "not_applicable") << "without a reference";
}

TEST(Representation, LeadRolesAreHeldAgainstTheSameDraw) {
  auto facts = in_groups({kDeveloped, kDeveloped, kDeveloped, kDeveloping});
  EXPECT_EQ(status_of(kBalanced, "leads", facts), "not_applicable") << "nobody leads";
  facts.parties[0].leads = true;
  EXPECT_EQ(status_of(kBalanced, "leads", facts), "not_applicable") << "one alone is neither";
  facts.parties[1].leads = true;
  EXPECT_EQ(status_of(kBalanced, "leads", facts), "partly");
  facts.parties[2].leads = true;
  EXPECT_EQ(status_of(kBalanced, "leads", facts), "not_met");
  facts.parties[1].leads = facts.parties[2].leads = false;
  facts.parties[3].leads = true;
  EXPECT_EQ(status_of(kBalanced, "leads", facts), "met");
  facts.parties[0].group = facts.parties[3].group = kNobodyKnows;
  EXPECT_EQ(status_of(kBalanced, "leads", facts), "not_enough_evidence");
}

TEST(Representation, SeatsOfDevelopedCountriesAreHeldAgainstTheirShareOfMembers) {
  auto facts = in_groups({kDeveloped, kDeveloping, DevelopmentGroup::none});
  EXPECT_EQ(status_of(kBalanced, "seats", facts), "not_enough_evidence");
  EXPECT_EQ(said_of(kBalanced, "seats", facts), (Keys{"why", "says", "says", "others"}));
  facts.parties[0].seats = 1, facts.parties[1].seats = 1, facts.parties[2].seats = 5;
  EXPECT_NEAR(measured(kBalanced, "seats", facts).value.low, 0.5 - 36.0 / 189, 1e-12);
  EXPECT_EQ(status_of(kBalanced, "seats", facts), "met");
  facts.parties[0].seats = 3;  // 3/4
  EXPECT_EQ(status_of(kBalanced, "seats", facts), "partly");
  facts.parties[0].seats = 6;
  EXPECT_EQ(status_of(kBalanced, "seats", facts), "not_met");
  facts.parties[1].group = kNobodyKnows;
  EXPECT_EQ(status_of(kBalanced, "seats", facts), "not_met") << "six of seven, or of six";
  facts.parties[0].seats = facts.parties[1].seats = 0;
  EXPECT_EQ(status_of(kBalanced, "seats", facts), "not_applicable") << "none of them has one";
}

TEST(Representation, MoneyComesFromMoreThanDevelopedCountries) {
  auto facts = in_groups({kDeveloped, kDeveloping});
  EXPECT_EQ(status_of(kBalanced, "funds", facts), "not_enough_evidence");
  facts.parties[0].funding = 0.7, facts.parties[1].funding = 0.3;
  EXPECT_EQ(status_of(kBalanced, "funds", facts), "met");
  EXPECT_EQ(said_of(kBalanced, "funds", facts), Keys{"why"});
  facts.parties[0].funding = 0.9, facts.parties[1].funding = 0.1;
  EXPECT_EQ(status_of(kBalanced, "funds", facts), "partly");
  facts.parties[0].funding = 1, facts.parties[1].funding = 0;
  EXPECT_EQ(status_of(kBalanced, "funds", facts), "not_met");
  facts.parties[0].funding = 0;
  EXPECT_EQ(status_of(kBalanced, "funds", facts), "not_applicable");
}

TEST(Representation, EvennessIsPielousOverThreeGroups) {
  const auto three = in_groups({kDeveloped, kTransition, kDeveloping});
  EXPECT_NEAR(measured(kBalanced, "evenness", three).value.low, 1, 1e-12);
  // ln 2 / ln 3
  const auto two = in_groups({kDeveloped, kDeveloping});
  EXPECT_NEAR(measured(kBalanced, "evenness", two).value.low, 0.6309297535714574, 1e-12);
  EXPECT_EQ(status_of(kBalanced, "evenness", two), "met");
  EXPECT_EQ(said_of(kBalanced, "evenness", two), (Keys{"why", "transition"}));
  EXPECT_EQ(status_of(kBalanced, "evenness", in_groups({kDeveloped, kDeveloped, kDeveloped, kDeveloping})),
            "partly");
  EXPECT_EQ(status_of(kBalanced, "evenness", in_groups({kDeveloped, kDeveloped})), "not_met");
  EXPECT_EQ(status_of(kBalanced, "evenness", in_groups({kDeveloped, kNobodyKnows})), "not_enough_evidence");
  EXPECT_EQ(status_of(kBalanced, "evenness", in_groups({kDeveloped})), "not_applicable");
}

TEST(Representation, LeastDevelopedCountriesHaveSeatsWhereTheWorkIsTheirs) {
  auto facts = in_groups({kDeveloped, kDeveloping});
  facts.parties[1].least_developed = true;
  EXPECT_EQ(status_of(kBalanced, "least_developed_voice", facts), "not_applicable") << "it works in none";
  facts.least_developed_places = 1;
  EXPECT_EQ(status_of(kBalanced, "least_developed_voice", facts), "not_enough_evidence");
  facts.parties[0].seats = 4, facts.parties[1].seats = 1;
  EXPECT_EQ(status_of(kBalanced, "least_developed_voice", facts), "met");
  EXPECT_EQ(said_of(kBalanced, "least_developed_voice", facts), (Keys{"why", "more"}));
  facts.parties[0].seats = 19;
  EXPECT_EQ(status_of(kBalanced, "least_developed_voice", facts), "partly");
  facts.parties[1].seats = 0;
  EXPECT_EQ(status_of(kBalanced, "least_developed_voice", facts), "not_met");
}

}  // namespace
}  // namespace entente::principles
