// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "principles/facts_test.hpp"

namespace entente::principles {
namespace {

constexpr std::string_view kAnswering = "accountability";
using Keys = std::vector<std::string>;

/// Some that came on their day, some 31 days later, and some that did not come.
Facts reporting(int on_time, int late, int missing) {
  Facts facts;
  facts.day = 20'000;
  for (int i = 0; i < on_time; ++i) facts.reports.push_back({.due = 19'000, .sent = 19'000});
  for (int i = 0; i < late; ++i) facts.reports.push_back({.due = 19'000, .sent = 19'031});
  for (int i = 0; i < missing; ++i) facts.reports.push_back({.due = 19'000, .sent = {}});
  return facts;
}

TEST(Accountability, FewPunctualReportsShowLessThanMany) {
  EXPECT_EQ(status_of(kAnswering, "reports_on_time", reporting(0, 0, 0)), "not_applicable");
  // Wilson's lower ends: n / (n + z²) where all came on time.
  EXPECT_NEAR(measured(kAnswering, "reports_on_time", reporting(1, 0, 0)).value.low, 1 / (1 + 1.96 * 1.96),
              1e-9);
  EXPECT_EQ(status_of(kAnswering, "reports_on_time", reporting(1, 0, 0)), "partly");
  EXPECT_EQ(status_of(kAnswering, "reports_on_time", reporting(3, 0, 0)), "partly");
  EXPECT_EQ(status_of(kAnswering, "reports_on_time", reporting(4, 0, 0)), "met");
  // Newcombe 1998, table I: 81 of 263 is from 0.2553 by Wilson's method.
  EXPECT_NEAR(measured(kAnswering, "reports_on_time", reporting(81, 100, 82)).value.low, 0.2553, 5e-5);
  EXPECT_EQ(status_of(kAnswering, "reports_on_time", reporting(1, 1, 1)), "not_met");
  EXPECT_EQ(said_of(kAnswering, "reports_on_time", reporting(1, 1, 2)), (Keys{"why", "overdue", "overdue"}));
}

TEST(Accountability, AReportHasItsDaysOfGrace) {
  auto facts = reporting(0, 0, 0);
  facts.reports = {{.due = 19'000, .sent = 19'030}};
  EXPECT_EQ(status_of(kAnswering, "reports_on_time", facts), "partly") << "a month is within the grace";
  facts.reports = {{.due = 19'975, .sent = {}}};
  EXPECT_EQ(status_of(kAnswering, "reports_on_time", facts), "not_applicable") << "it may still come on time";
  facts.reports = {{.due = 20'100, .sent = 19'990}};
  EXPECT_EQ(status_of(kAnswering, "reports_on_time", facts), "partly") << "it came before it was due";
  facts.reports = {{.due = 19'969, .sent = {}}};
  EXPECT_EQ(status_of(kAnswering, "reports_on_time", facts), "not_met");
}

TEST(Accountability, WhatIsOwedAnAnswerIsCounted) {
  for (const auto& [measure, member] : {std::pair{"owned_commitments", &Facts::owned_commitments},
                                        std::pair{"concerns_answered", &Facts::concerns},
                                        std::pair{"explained_revisions", &Facts::revisions}}) {
    Facts facts;
    EXPECT_EQ(status_of(kAnswering, measure, facts), "not_applicable") << measure;
    facts.*member = {.done = 9, .all = 10};
    EXPECT_EQ(status_of(kAnswering, measure, facts), "met") << measure;
    EXPECT_EQ(said_of(kAnswering, measure, facts), (Keys{"why", "rest"}));
    (facts.*member).done = 6;
    EXPECT_EQ(status_of(kAnswering, measure, facts), "partly") << measure;
    (facts.*member).done = 2;
    EXPECT_EQ(status_of(kAnswering, measure, facts), "not_met") << measure;
    (facts.*member).done = 10;
    EXPECT_EQ(said_of(kAnswering, measure, facts), Keys{"why"});
  }
}

TEST(Accountability, NobodyHavingSpokenOfRecommendationsIsNotThatThereAreNone) {
  Facts facts;
  EXPECT_EQ(status_of(kAnswering, "recommendations_closed", facts), "not_enough_evidence");
  EXPECT_EQ(said_of(kAnswering, "recommendations_closed", facts), (Keys{"unknown", "says"}));
  facts.recommendations = Tally{};
  EXPECT_EQ(status_of(kAnswering, "recommendations_closed", facts), "not_applicable");
  facts.recommendations = Tally{.done = 7, .all = 10};
  EXPECT_EQ(status_of(kAnswering, "recommendations_closed", facts), "met");
  facts.recommendations->done = 5;
  EXPECT_EQ(status_of(kAnswering, "recommendations_closed", facts), "partly");
  facts.recommendations->done = 1;
  EXPECT_EQ(status_of(kAnswering, "recommendations_closed", facts), "not_met");
}

}  // namespace
}  // namespace entente::principles
