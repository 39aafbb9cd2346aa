// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "principles/facts_test.hpp"

namespace entente::principles {
namespace {

std::string independence(std::string_view measure, const Facts& facts) {
  return status_of("independence", measure, facts);
}
Interval independence_value(std::string_view measure, const Facts& facts) {
  return measured("independence", measure, facts).value;
}
std::vector<std::string> independence_said(std::string_view measure, const Facts& facts) {
  return said_of("independence", measure, facts);
}

struct Giver {
  PartyKind kind;
  std::optional<double> funding;
};
Facts funded_by(std::initializer_list<Giver> givers) {
  Facts facts;
  for (const auto& each : givers) {
    auto& party = facts.parties.emplace_back();
    party.kind = each.kind;
    party.funding = each.funding;
  }
  return facts;
}

TEST(Independence, TheLargestPrivateShareIsThatOfOneParty) {
  using enum PartyKind;
  const auto mixed = funded_by({{business, 0.2}, {foundation, 0.3}, {government, 0.5}});
  EXPECT_EQ(independence_value("largest_private_share", mixed), Interval::at(0.3)) << "not their sum";
  EXPECT_EQ(independence("largest_private_share", mixed), "partly");
  EXPECT_EQ(independence_said("largest_private_share", mixed), (std::vector<std::string>{"why", "largest"}));
  EXPECT_EQ(independence("largest_private_share", funded_by({{business, 0.1}, {government, 0.9}})), "met");
  EXPECT_EQ(independence("largest_private_share", funded_by({{business, 0.6}, {un, 0.4}})), "not_met");
  EXPECT_EQ(independence("largest_private_share", funded_by({{government, 1}})), "not_applicable");
  EXPECT_EQ(independence("largest_private_share", funded_by({{business, 0}})), "not_applicable");
}

TEST(Independence, WhatIsLeftIsTheMostThatTheSilentGive) {
  using enum PartyKind;
  const auto facts = funded_by({{business, {}}, {government, 0.4}, {civil, {}}});
  EXPECT_EQ(independence_value("largest_private_share", facts), (Interval{0, 0.6}));
  EXPECT_EQ(independence("largest_private_share", facts), "not_enough_evidence");
  EXPECT_EQ(independence("largest_private_share", funded_by({{business, {}}, {government, 0.8}})), "met")
      << "whatever the business gives of the fifth that is left";
  const auto some_kind = funded_by({{unknown, 0.7}, {un, 0.3}});
  EXPECT_EQ(independence_value("largest_private_share", some_kind), (Interval{0, 0.7}));
  EXPECT_EQ(independence_said("largest_private_share", some_kind), (std::vector<std::string>{"why", "kind"}));
}

TEST(Independence, APolicySaysHowMuchOfAFoundationsMoneyCounts) {
  using enum PartyKind;
  const auto facts = funded_by({{foundation, 0.6}, {business, 0.2}});
  const auto& measure = measure_of("independence", "largest_private_share");
  const std::vector<double> half{0.5}, none{0};
  EXPECT_EQ(measure.measure(facts, half, nullptr).value, Interval::at(0.3));
  EXPECT_EQ(measure.measure(facts, none, nullptr).value, Interval::at(0.2));
}

TEST(Independence, ConcentrationIsHerfindahlsIndex) {
  using enum PartyKind;
  // Shares of 30, 30, 20 and 20 per cent: 2,600 of 10,000, the example of the US merger guidelines.
  const auto four = funded_by({{un, 0.3}, {un, 0.3}, {un, 0.2}, {un, 0.2}});
  EXPECT_NEAR(independence_value("funder_concentration", four).low, 0.26, 1e-12);
  EXPECT_EQ(independence("funder_concentration", four), "met");
  EXPECT_EQ(independence("funder_concentration", funded_by({{un, 0.5}, {un, 0.5}})), "partly");
  EXPECT_EQ(independence("funder_concentration", funded_by({{un, 0.9}, {un, 0.1}})), "not_met");
  EXPECT_EQ(independence("funder_concentration", funded_by({{un, 0}, {un, 0}})), "not_applicable");
  // 0.09 + 0.09 and at worst one of the two gives all of the rest, 0.16.
  const auto silent = funded_by({{un, 0.3}, {un, 0.3}, {un, {}}, {un, {}}});
  EXPECT_NEAR(independence_value("funder_concentration", silent).low, 0.18, 1e-12);
  EXPECT_NEAR(independence_value("funder_concentration", silent).high, 0.34, 1e-12);
  EXPECT_EQ(independence("funder_concentration", funded_by({{un, 0.4}, {un, {}}})), "not_enough_evidence");
  EXPECT_EQ(independence_said("funder_concentration", silent),
            (std::vector<std::string>{"why", "says", "says", "largest"}));
}

struct Voter {
  std::optional<double> votes;
  bool funds = false;
};
Facts voting(double quota, std::initializer_list<Voter> voters) {
  Facts facts;
  facts.quota = quota;
  for (const auto& each : voters) {
    auto& party = facts.parties.emplace_back();
    party.votes = each.votes;
    party.funds = each.funds;
    party.funding = each.funds ? 1 : 0;
  }
  return facts;
}

TEST(Independence, AFunderHasAVetoThatNotEveryPartyHas) {
  // [6; 4, 3, 2, 1], of textbooks on weighted voting: the others of the first reach 6, those of no one fall
  // short.
  EXPECT_EQ(independence("single_funder_veto", voting(6, {{4, true}, {3}, {2}, {1}})), "met");
  // [7; 4, 3, 2, 1]: without the first there are 6.
  const auto veto = voting(7, {{4, true}, {3}, {2}, {1}});
  EXPECT_EQ(independence_value("single_funder_veto", veto), Interval::at(1));
  EXPECT_EQ(independence("single_funder_veto", veto), "not_met");
  EXPECT_EQ(independence_said("single_funder_veto", veto), (std::vector<std::string>{"why", "veto"}));
  EXPECT_EQ(independence("single_funder_veto", voting(7, {{4}, {3, true}, {2}, {1}})), "met")
      << "is not the funder";
  EXPECT_EQ(independence("single_funder_veto", voting(10, {{4, true}, {3}, {2}, {1}})), "met")
      << "where all have to agree, all have a veto";
  EXPECT_EQ(independence("single_funder_veto", voting(1, {{1, true}, {0}})), "not_met") << "it decides alone";
  EXPECT_EQ(independence("single_funder_veto", voting(20, {{4, true}, {3}})), "met")
      << "nothing can be decided";
  EXPECT_EQ(independence("single_funder_veto", voting(66.6, {{33.3, true}, {33.3}, {33.3}})), "met");
  EXPECT_EQ(independence("single_funder_veto", voting(2, {{1}, {1}})), "not_applicable") << "nobody funds";
  EXPECT_EQ(independence("single_funder_veto", voting(2, {{0, true}, {0}})), "not_applicable")
      << "nobody votes";
}

TEST(Independence, AVetoThatMayBeIsNotEnoughEvidence) {
  auto facts = voting(6, {{4, true}, {3}, {{}}, {1}});
  EXPECT_EQ(independence_value("single_funder_veto", facts), (Interval{0, 1}));
  EXPECT_EQ(independence_said("single_funder_veto", facts), (std::vector<std::string>{"why", "votes"}));
  facts = voting(4, {{4, true}, {3}, {{}}, {1}});
  EXPECT_EQ(independence("single_funder_veto", facts), "met") << "the others reach the quota anyway";
  facts.quota.reset();
  EXPECT_EQ(independence("single_funder_veto", facts), "not_enough_evidence");
}

TEST(Independence, MoneyIsBoundOrFree) {
  auto facts = funded_by({{PartyKind::un, 1}});
  EXPECT_EQ(independence("earmarked", facts), "not_enough_evidence");
  EXPECT_EQ(independence_said("earmarked", facts), (std::vector<std::string>{"unknown", "says"}));
  const std::vector<std::pair<double, std::string>> cases{{0.3, "met"}, {0.7, "partly"}, {0.71, "not_met"}};
  for (const auto& [share, expected] : cases) {
    facts.earmarked = share;
    EXPECT_EQ(independence("earmarked", facts), expected) << share;
  }
  EXPECT_EQ(independence("earmarked", funded_by({{PartyKind::un, 0}})), "not_applicable");
}

TEST(Independence, EachPartyDeclaresAndLeavesNoConflictOpen) {
  Facts facts;
  facts.parties.resize(4);
  EXPECT_EQ(independence("conflicts", facts), "not_enough_evidence");
  for (auto& each : facts.parties) each.conflict = Conflict::none;
  facts.parties[0].conflict = Conflict::managed;
  EXPECT_EQ(independence("conflicts", facts), "met");
  facts.parties[1].conflict = Conflict::open;
  EXPECT_EQ(independence("conflicts", facts), "partly");
  EXPECT_EQ(independence_said("conflicts", facts), (std::vector<std::string>{"why", "no"}));
  facts.parties[2].conflict = Conflict::open;
  facts.parties[3].conflict = Conflict::unknown;
  EXPECT_EQ(independence("conflicts", facts), "not_met") << "whatever the fourth says";
  EXPECT_EQ(independence("conflicts", {}), "not_applicable");
}

TEST(Independence, DueDiligenceIsSettled) {
  using enum Diligence;
  const auto with = [](std::initializer_list<Diligence> all) {
    Facts facts;
    for (const auto each : all) facts.parties.emplace_back().diligence = each;
    return facts;
  };
  EXPECT_EQ(independence("diligence_settled", with({valid, not_needed})), "met");
  EXPECT_EQ(independence("diligence_settled", with({valid, valid, valid, expired})), "partly");
  EXPECT_EQ(independence("diligence_settled", with({missing, under_way, excluded, valid})), "not_met");
  EXPECT_EQ(independence("diligence_settled", with({unknown, valid})), "not_enough_evidence");
  EXPECT_EQ(independence("diligence_settled", {}), "not_applicable");
}

}  // namespace
}  // namespace entente::principles
