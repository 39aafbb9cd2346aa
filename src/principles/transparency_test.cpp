// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "principles/assess.hpp"
#include "principles/facts_test.hpp"

namespace entente::principles {
namespace {

constexpr std::string_view kTransparent = "transparency";
constexpr Day kToday = 20'000;
using Keys = std::vector<std::string>;

Facts disclosed_on(Day day) {
  Facts facts;
  facts.day = day;
  return facts;
}

TEST(Transparency, EachKindOfInformationThatIsNotPublicIsNamed) {
  auto facts = disclosed_on(kToday);
  const auto all = (1U << kDisclosable) - 1;
  facts.disclosed = all & ~(1U << static_cast<unsigned>(Disclosed::budget));
  EXPECT_NEAR(measured(kTransparent, "disclosed", facts).value.low, 14.0 / 15, 1e-12);
  EXPECT_EQ(status_of(kTransparent, "disclosed", facts), "met");
  EXPECT_EQ(said_of(kTransparent, "disclosed", facts), (Keys{"why", "no_budget"}));
  facts.disclosed = 0xff;  // eight of fifteen
  EXPECT_EQ(status_of(kTransparent, "disclosed", facts), "partly");
  facts.disclosed = 0;
  EXPECT_EQ(status_of(kTransparent, "disclosed", facts), "not_met")
      << "what is not public is known not to be";
  EXPECT_EQ(said_of(kTransparent, "disclosed", facts).size(), 1 + kDisclosable);
  EXPECT_EQ(said_of(kTransparent, "disclosed", facts).back(), "no_website");
}

TEST(Transparency, WhatMachinesCanReadIsCounted) {
  auto facts = disclosed_on(kToday);
  EXPECT_EQ(status_of(kTransparent, "structured", facts), "not_applicable") << "nothing is said";
  facts.structured = {.done = 7, .all = 10};
  EXPECT_EQ(status_of(kTransparent, "structured", facts), "met");
  EXPECT_EQ(said_of(kTransparent, "structured", facts), (Keys{"why", "rest"}));
  facts.structured.done = 4;
  EXPECT_EQ(status_of(kTransparent, "structured", facts), "partly");
  facts.structured.done = 3;
  EXPECT_EQ(status_of(kTransparent, "structured", facts), "not_met");
}

TEST(Transparency, WhatIsSaidLosesHalfOfItsWorthInAYear) {
  auto facts = disclosed_on(kToday);
  EXPECT_EQ(status_of(kTransparent, "freshness", facts), "not_enough_evidence");
  EXPECT_EQ(said_of(kTransparent, "freshness", facts), (Keys{"unknown", "says"}));
  facts.changed = kToday;
  EXPECT_EQ(measured(kTransparent, "freshness", facts).value, Interval::at(1));
  EXPECT_EQ(said_of(kTransparent, "freshness", facts), Keys{"why"});
  facts.changed = kToday - 365;
  EXPECT_NEAR(measured(kTransparent, "freshness", facts).value.low, 0.5, 1e-12);
  EXPECT_EQ(status_of(kTransparent, "freshness", facts), "met");
  facts.changed = kToday - 500;
  EXPECT_EQ(status_of(kTransparent, "freshness", facts), "partly");
  EXPECT_EQ(said_of(kTransparent, "freshness", facts), (Keys{"why", "renew"}));
  facts.changed = kToday - 1'000;
  EXPECT_EQ(status_of(kTransparent, "freshness", facts), "not_met");
  facts.status = 3;
  EXPECT_EQ(status_of(kTransparent, "freshness", facts), "not_applicable") << "what is closed is not renewed";
}

TEST(Transparency, AReportThatHasNotComeIsLateToThisDay) {
  auto facts = disclosed_on(kToday);
  EXPECT_EQ(status_of(kTransparent, "days_late", facts), "not_applicable");
  facts.reports = {{.due = kToday + 10, .sent = {}}};
  EXPECT_EQ(status_of(kTransparent, "days_late", facts), "not_applicable") << "none was due";
  // 0 days, as it came before; 20; 100 so far: 40 on average.
  facts.reports = {{.due = kToday - 400, .sent = kToday - 410},
                   {.due = kToday - 200, .sent = kToday - 180},
                   {.due = kToday - 100, .sent = {}}};
  EXPECT_NEAR(measured(kTransparent, "days_late", facts).value.low, 40, 1e-12);
  EXPECT_EQ(status_of(kTransparent, "days_late", facts), "partly");
  EXPECT_EQ(said_of(kTransparent, "days_late", facts), (Keys{"why", "overdue"}));
  facts.reports.resize(2);
  EXPECT_EQ(status_of(kTransparent, "days_late", facts), "met");
  facts.reports = {{.due = kToday - 91, .sent = {}}};
  EXPECT_EQ(status_of(kTransparent, "days_late", facts), "not_met");
}

}  // namespace
}  // namespace entente::principles
