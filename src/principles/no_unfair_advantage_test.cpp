// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "principles/facts_test.hpp"

namespace entente::principles {
namespace {

constexpr std::string_view kUnfair = "no_unfair_advantage";
using Keys = std::vector<std::string>;

Facts companies(std::size_t count) {
  Facts facts;
  facts.parties.resize(count);
  for (auto& each : facts.parties) each.kind = PartyKind::business;
  return facts;
}

TEST(NoUnfairAdvantage, TheSurplusIsThatOfThePartyThatGainsMostBeyondWhatItBrings) {
  auto facts = companies(3);
  facts.parties[0].contribution = 0.5, facts.parties[0].benefit = 0.2;
  facts.parties[1].contribution = 0.3, facts.parties[1].benefit = 0.35;
  facts.parties[2].contribution = 0.2, facts.parties[2].benefit = 0.45;
  EXPECT_NEAR(measured(kUnfair, "benefit_surplus", facts).value.low, 0.25, 1e-12);
  EXPECT_EQ(status_of(kUnfair, "benefit_surplus", facts), "partly");
  EXPECT_EQ(said_of(kUnfair, "benefit_surplus", facts), (Keys{"why", "most"}));
  facts.parties[2].benefit = 0.3;
  EXPECT_EQ(status_of(kUnfair, "benefit_surplus", facts), "met");
  facts.parties[2].benefit = 0.9;
  EXPECT_EQ(status_of(kUnfair, "benefit_surplus", facts), "not_met");
  EXPECT_EQ(status_of(kUnfair, "benefit_surplus", companies(1)), "not_applicable");
}

TEST(NoUnfairAdvantage, WhoHasNotStatedAShareMayGainAsMuchAsItLeaves) {
  auto facts = companies(2);
  facts.parties[0].contribution = 0.5, facts.parties[0].benefit = 0.2;
  facts.parties[1].contribution = 0.4;
  const auto found = measured(kUnfair, "benefit_surplus", facts);
  EXPECT_EQ(found.value, (Interval{0, 0.4})) << "0.8 are left to gain";
  EXPECT_EQ(found.known, 3);
  EXPECT_EQ(status_of(kUnfair, "benefit_surplus", facts), "not_enough_evidence");
  EXPECT_EQ(said_of(kUnfair, "benefit_surplus", facts), (Keys{"why", "says"}));
  facts.parties[0].benefit = 0.5;
  EXPECT_EQ(status_of(kUnfair, "benefit_surplus", facts), "met") << "whatever the other gains of the rest";
  facts.parties[0].benefit = 0.9;
  EXPECT_EQ(status_of(kUnfair, "benefit_surplus", facts), "not_met") << "whatever the other gains";
}

TEST(NoUnfairAdvantage, FlagsAreCountedAmongThoseWithRivals) {
  for (const auto& [measure, member] : {std::pair{"exclusivity", &PartyFacts::exclusive},
                                        std::pair{"procurement_link", &PartyFacts::procurement},
                                        std::pair{"emblem_use", &PartyFacts::emblem}}) {
    auto facts = companies(3);
    EXPECT_EQ(status_of(kUnfair, measure, facts), "not_enough_evidence") << measure;
    EXPECT_EQ(said_of(kUnfair, measure, facts), (Keys{"why", "says", "says", "says"}));
    for (auto& each : facts.parties) each.*member = Answer::no;
    EXPECT_EQ(status_of(kUnfair, measure, facts), "met") << measure;
    for (auto& each : facts.parties) each.*member = Answer::yes;
    EXPECT_EQ(measured(kUnfair, measure, facts).value, Interval::at(3));
    EXPECT_EQ(status_of(kUnfair, measure, facts), "not_met") << measure;
    EXPECT_EQ(said_of(kUnfair, measure, facts), (Keys{"why", "yes", "yes", "yes"}));
    for (auto& each : facts.parties) each.kind = PartyKind::un;
    EXPECT_EQ(status_of(kUnfair, measure, facts), "not_applicable") << measure;
  }
  auto facts = companies(2);
  facts.parties[0].procurement = facts.parties[0].emblem = Answer::no;
  facts.parties[1].procurement = facts.parties[1].emblem = Answer::yes;
  EXPECT_EQ(status_of(kUnfair, "procurement_link", facts), "partly");
  EXPECT_EQ(status_of(kUnfair, "emblem_use", facts), "partly");
  facts.parties[1].kind = PartyKind::academic;
  EXPECT_EQ(status_of(kUnfair, "emblem_use", facts), "met") << "it is asked of businesses";
  EXPECT_EQ(status_of(kUnfair, "procurement_link", facts), "partly");
}

TEST(NoUnfairAdvantage, ThoseWhoWereChosenCameByAnOpenCall) {
  auto facts = companies(5);
  facts.parties[0].selection = Selection::founder;
  facts.parties[1].selection = facts.parties[2].selection = Selection::open_call;
  facts.parties[3].selection = Selection::invited;
  // Two of three, and one that may be a founder, or chosen either way: 2/4, 2/3, 3/4.
  EXPECT_EQ(measured(kUnfair, "open_call", facts).value, (Interval{0.5, 0.75}));
  EXPECT_EQ(status_of(kUnfair, "open_call", facts), "met") << "however the fifth came";
  EXPECT_EQ(said_of(kUnfair, "open_call", facts), (Keys{"why", "no", "says"}));
  facts.parties[1].selection = Selection::assigned;
  EXPECT_EQ(status_of(kUnfair, "open_call", facts), "not_enough_evidence");
  facts.parties[4].selection = Selection::invited;
  EXPECT_EQ(status_of(kUnfair, "open_call", facts), "partly");
  facts.parties[2].selection = Selection::invited;
  EXPECT_EQ(status_of(kUnfair, "open_call", facts), "not_met");
  for (auto& each : facts.parties) each.selection = Selection::founder;
  EXPECT_EQ(status_of(kUnfair, "open_call", facts), "not_applicable");
}

TEST(NoUnfairAdvantage, WhatBusinessesGainIsConcentratedFromNoneToAll) {
  auto facts = companies(2);
  facts.parties[0].benefit = 0.3, facts.parties[1].benefit = 0.1;
  // (0.75² + 0.25² - 1/2) / (1 - 1/2)
  EXPECT_NEAR(measured(kUnfair, "business_concentration", facts).value.low, 0.25, 1e-12);
  EXPECT_EQ(said_of(kUnfair, "business_concentration", facts), (Keys{"why", "most"}));
  facts.parties[1].benefit = 0.3;
  EXPECT_EQ(status_of(kUnfair, "business_concentration", facts), "met");
  EXPECT_EQ(said_of(kUnfair, "business_concentration", facts), Keys{"why"});
  facts.parties[1].benefit = 0.06;  // 5:1
  EXPECT_EQ(status_of(kUnfair, "business_concentration", facts), "partly");
  facts.parties[1].benefit = 0;
  EXPECT_EQ(status_of(kUnfair, "business_concentration", facts), "not_met");
  facts.parties[1].benefit.reset();
  EXPECT_EQ(status_of(kUnfair, "business_concentration", facts), "not_enough_evidence");
  EXPECT_EQ(measured(kUnfair, "business_concentration", facts).value, (Interval{0, 1}));
  facts.parties[0].benefit = facts.parties[1].benefit = 0;
  EXPECT_EQ(status_of(kUnfair, "business_concentration", facts), "not_applicable") << "nobody gains";
  EXPECT_EQ(status_of(kUnfair, "business_concentration", companies(1)), "not_applicable");
}

}  // namespace
}  // namespace entente::principles
