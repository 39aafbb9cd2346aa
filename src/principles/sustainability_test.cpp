// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "principles/facts_test.hpp"

namespace entente::principles {
namespace {

std::string sustainability(std::string_view measure, const Facts& facts) {
  return status_of("sustainability", measure, facts);
}
std::vector<std::string> sustainability_said(std::string_view measure, const Facts& facts) {
  return said_of("sustainability", measure, facts);
}
Facts on_day(Day day, std::optional<Day> ended = {}) {
  Facts facts;
  facts.day = day;
  facts.ended = ended;
  return facts;
}

TEST(Sustainability, MoneyLastsForSoManyMonths) {
  auto facts = on_day(20'000);
  EXPECT_EQ(sustainability("runway", facts), "not_enough_evidence");
  EXPECT_EQ(measured("sustainability", "runway", facts).value, (Interval{0, 120}));
  const std::vector<std::pair<double, std::string>> cases{
      {12, "met"}, {500, "met"}, {11.9, "partly"}, {5, "not_met"}};
  for (const auto& [months, expected] : cases) {
    facts.runway_months = months;
    EXPECT_EQ(sustainability("runway", facts), expected) << months;
  }
  EXPECT_EQ(sustainability_said("runway", facts), (std::vector<std::string>{"why", "could"}));
  facts.runway_months = 500;
  EXPECT_EQ(sustainability_said("runway", facts), (std::vector<std::string>{"why"})) << "more counts no more";
}

TEST(Sustainability, RecurrentCostIsCarriedWhereTheWorkIs) {
  auto facts = on_day(20'000);
  EXPECT_EQ(sustainability("local_recurrent", facts), "not_enough_evidence");
  const std::vector<std::pair<double, std::string>> cases{{0.5, "met"}, {0.2, "partly"}, {0.1, "not_met"}};
  for (const auto& [share, expected] : cases) {
    facts.local_recurrent = share;
    EXPECT_EQ(sustainability("local_recurrent", facts), expected) << share;
  }
}

TEST(Sustainability, NoGiverIsTheOnlyOne) {
  Facts facts;
  facts.parties.resize(3);
  EXPECT_EQ(sustainability("funder_concentration", facts), "not_enough_evidence");
  for (auto& each : facts.parties) each.funding = 1.0 / 3;
  EXPECT_EQ(sustainability("funder_concentration", facts), "met");
  facts.parties[0].funding = 0.6, facts.parties[1].funding = 0.3, facts.parties[2].funding = 0.1;
  EXPECT_NEAR(measured("sustainability", "funder_concentration", facts).value.low, 0.46, 1e-12);
  EXPECT_EQ(sustainability("funder_concentration", facts), "partly");
  facts.parties[0].funding = 0.9, facts.parties[1].funding = 0.1, facts.parties[2].funding = 0;
  EXPECT_EQ(sustainability("funder_concentration", facts), "not_met");
  facts.parties.clear();
  EXPECT_EQ(sustainability("funder_concentration", facts), "not_applicable");
}

TEST(Sustainability, ThereIsAPlanForTheEnd) {
  auto facts = on_day(20'000);
  EXPECT_EQ(sustainability("exit_plan", facts), "not_enough_evidence");
  EXPECT_EQ(sustainability_said("exit_plan", facts), (std::vector<std::string>{"unknown", "says"}));
  facts.exit_plan = Answer::yes;
  EXPECT_EQ(sustainability("exit_plan", facts), "met");
  facts.exit_plan = Answer::no;
  EXPECT_EQ(sustainability("exit_plan", facts), "not_met") << "there is nothing between yes and no";
}

TEST(Sustainability, AfterTheEndItIsAskedWhatStays) {
  auto facts = on_day(20'000, 20'000);
  EXPECT_EQ(sustainability("outcome_kept", facts), "not_enough_evidence");
  facts.outcome_kept = Answer::yes;
  EXPECT_EQ(sustainability("outcome_kept", facts), "met");
  facts.outcome_kept = Answer::no;
  EXPECT_EQ(sustainability("outcome_kept", facts), "not_met");
  for (const std::string_view before : {"runway", "local_recurrent", "exit_plan"})
    EXPECT_EQ(sustainability(before, facts), "not_applicable") << before;
  facts.ended = 20'001;
  EXPECT_EQ(sustainability("outcome_kept", facts), "not_applicable") << "it ends tomorrow";
  EXPECT_EQ(sustainability("exit_plan", facts), "not_enough_evidence");
}

}  // namespace
}  // namespace entente::principles
