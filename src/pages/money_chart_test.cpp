// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/money_chart.hpp"

#include <gtest/gtest.h>

#include <string>

namespace entente::pages {
namespace {

base::Money nok(const char* amount) {
  return {base::Decimal::parse(amount).value(), "NOK", {}};
}
void promise(registry::PartnershipView& view, const char* date, base::Money value) {
  view.commitments.emplace_back();
  view.commitments.back().value.date = base::PartialDate::parse(date);
  view.commitments.back().value.value = value;
}
void deliver(registry::PartnershipView& view, const char* date, base::Money value,
             const char* kind = "disbursement") {
  view.deliveries.emplace_back();
  view.deliveries.back().value.date = base::PartialDate::parse(date);
  view.deliveries.back().value.value = value;
  view.deliveries.back().value.kind = kind;
}

TEST(MoneyChart, AddsYearByYearAndCountsNothingTwice) {
  registry::PartnershipView view;
  promise(view, "2019-03-01", nok("100"));
  deliver(view, "2019", nok("30"));
  deliver(view, "2021-01-01", nok("45"));
  deliver(view, "2021-02-01", nok("500"), "incoming_funds");
  deliver(view, "", nok("7"));
  const auto lines = money_lines(view);
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].undrawn, 1);
  ASSERT_EQ(lines[0].years.size(), 2u);
  EXPECT_EQ(lines[0].years[1].year, 2021);
  EXPECT_EQ(lines[0].years[1].delivered.str(), "45");
  EXPECT_EQ(lines[0].years[1].delivered_so_far.str(), "75");
  EXPECT_EQ(lines[0].years[1].promised_so_far.str(), "100");

  const auto charts = money_charts(view, base::Messages::in("en"));
  const auto& one = charts.list_value().at(0);
  EXPECT_NE(one.get("label")->string_value().find("75%"), std::string::npos)
      << one.get("label")->string_value();
  EXPECT_FALSE(one.get("chart")->is_false());
}

TEST(MoneyChart, OneYearIsATableAndNoDrawing) {
  registry::PartnershipView view;
  promise(view, "2019", nok("100"));
  const auto charts = money_charts(view, base::Messages::in("en"));
  const auto& one = charts.list_value().at(0);
  EXPECT_TRUE(one.get("chart")->is_false());
  EXPECT_EQ(one.get("rows")->list_value().size(), 1u);
}

TEST(MoneyChart, TimeRunsWithTheReading) {
  registry::PartnershipView view;
  promise(view, "2019", nok("100"));
  promise(view, "2020", nok("100"));
  const auto en = money_charts(view, base::Messages::in("en"));
  const auto ar = money_charts(view, base::Messages::in("ar"));
  EXPECT_EQ(en.list_value()[0].get("chart")->get("first")->string_value(), "8.0");
  EXPECT_EQ(ar.list_value()[0].get("chart")->get("first")->string_value(), "332.0");
}

TEST(MoneyChart, WhatCannotBeDrawnIsStillATable) {
  registry::PartnershipView view;
  promise(view, "0001", nok("900000000000000"));
  promise(view, "9999", nok("-1"));
  const auto charts = money_charts(view, base::Messages::in("en"));
  EXPECT_EQ(charts.list_value().at(0).get("rows")->list_value().size(), 2u);
}

TEST(MoneyChart, WithoutMoneyThereIsNone) {
  EXPECT_TRUE(money_charts({}, base::Messages::in("en")).is_empty_list());
}

}  // namespace
}  // namespace entente::pages
