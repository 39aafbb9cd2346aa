// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "principles/facts_test.hpp"

namespace entente::principles {
namespace {

constexpr std::string_view kOf = "common_purpose";
using Keys = std::vector<std::string>;

Facts with_goals(std::initializer_list<std::optional<std::uint32_t>> goals) {
  Facts facts;
  for (const auto& each : goals) facts.parties.emplace_back().goals = each;
  return facts;
}

TEST(CommonPurpose, GoalsOverlapByTheMeanOfAllPairs) {
  // {1, 2, 3}, {2, 3, 4}, {1, 2, 3}: 2/4, 1, 2/4.
  const auto facts = with_goals({0b0111, 0b1110, 0b0111});
  EXPECT_NEAR(measured(kOf, "goal_overlap", facts).value.low, 2.0 / 3, 1e-12);
  EXPECT_EQ(status_of(kOf, "goal_overlap", facts), "met");
  EXPECT_EQ(said_of(kOf, "goal_overlap", facts), (Keys{"why", "least"}));
  EXPECT_EQ(status_of(kOf, "goal_overlap", with_goals({0b0011, 0b0110})), "partly");
  EXPECT_EQ(status_of(kOf, "goal_overlap", with_goals({0b0011, 0b1100})), "not_met");
  EXPECT_EQ(status_of(kOf, "goal_overlap", with_goals({0, 0})), "not_met") << "none is nothing in common";
}

TEST(CommonPurpose, WhoHasNotSaidItsGoalsMayHaveAny) {
  const auto facts = with_goals({0b11, 0b11, std::nullopt});
  const auto found = measured(kOf, "goal_overlap", facts);
  EXPECT_NEAR(found.value.low, 1.0 / 3, 1e-12);
  EXPECT_EQ(found.value.high, 1);
  EXPECT_EQ(found.known, 2);
  EXPECT_EQ(status_of(kOf, "goal_overlap", facts), "not_enough_evidence");
  EXPECT_EQ(said_of(kOf, "goal_overlap", facts), (Keys{"why", "says", "least"}));
  EXPECT_EQ(status_of(kOf, "goal_overlap", with_goals({0b11})), "not_applicable")
      << "one party overlaps with nobody";
}

TEST(CommonPurpose, AllHaveSaidYesToTheSameStatement) {
  Facts facts;
  facts.parties.resize(4);
  EXPECT_EQ(status_of(kOf, "same_statement", facts), "not_met");
  facts.parties[0].confirmed = facts.parties[1].signed_all = true;
  EXPECT_EQ(status_of(kOf, "same_statement", facts), "partly");
  EXPECT_EQ(said_of(kOf, "same_statement", facts), (Keys{"why", "no", "no"}));
  facts.parties[2].confirmed = facts.parties[3].confirmed = true;
  EXPECT_EQ(status_of(kOf, "same_statement", facts), "met");
  EXPECT_EQ(status_of(kOf, "same_statement", {}), "not_applicable");
}

TEST(CommonPurpose, ActivitiesAreLinkedToASharedOutcome) {
  Facts facts;
  facts.parties.resize(5);
  EXPECT_EQ(status_of(kOf, "linked_activities", facts), "not_enough_evidence");
  for (int i = 0; i < 4; ++i) facts.parties[static_cast<std::size_t>(i)].serves_outcome = Answer::yes;
  EXPECT_EQ(status_of(kOf, "linked_activities", facts), "met") << "whatever the fifth says";
  for (auto& each : facts.parties) each.serves_outcome = Answer::no;
  EXPECT_EQ(status_of(kOf, "linked_activities", facts), "not_met");
  EXPECT_EQ(status_of(kOf, "linked_activities", {}), "not_applicable");
}

}  // namespace
}  // namespace entente::principles
