// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/report_fields.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace entente::pages {
namespace {

model::Report report_on(const std::vector<std::string>& indicators) {
  model::Report report;
  for (const auto& name : indicators) {
    model::ReportedResult figure;
    figure.indicator = base::Text("en", name);
    report.results.push_back(figure);
  }
  return report;
}

/// As a browser sends the form of a report back, with these figures.
http::Parameters sent(const model::Report& report, const std::vector<std::string>& actuals) {
  http::Parameters form;
  const auto keys = keys_of_rows(report);
  for (std::size_t row = 0; row < actuals.size(); ++row) {
    const auto number = std::to_string(row);
    form.emplace_back("row_" + number, keys.at(row));
    form.emplace_back("indicator_" + number, report.results[row].indicator.str("en"));
    form.emplace_back("actual_" + number, actuals[row]);
    form.emplace_back("remark_" + number, "");
  }
  return form;
}

TEST(ReportFields, AFigureStandsBesideTheIndicatorItWasTypedForWhateverCameBeforeIt) {
  const auto fields = report_fields_of_form(sent(report_on({"Wells", "Pumps", "Dams"}), {"1", "2", "3"}));
  auto now = report_on({"Schools", "Pumps", "Wells"});
  auto view = report_fields_view(fields, now, base::Messages::in("en"));
  ASSERT_EQ(view["unmatched"].list_value().size(), 1U);
  EXPECT_EQ(view["unmatched"].list_value()[0].get("called")->string_value(), "Dams");
  EXPECT_EQ(view["unmatched"].list_value()[0].get("actual")->string_value(), "3");
  EXPECT_EQ(view["rows"].list_value()[0].get("actual")->string_value(), "");
  EXPECT_EQ(view["rows"].list_value()[1].get("actual")->string_value(), "2");
  ASSERT_EQ(put_into(now, fields, "en"), "");
  EXPECT_EQ(now.results[0].actual, "");
  EXPECT_EQ(now.results[1].actual, "2");
  EXPECT_EQ(now.results[2].actual, "1");
}

TEST(ReportFields, TwoIndicatorsThatAreCalledTheSameKeepTheirOrder) {
  auto report = report_on({"Wells", "Wells"});
  ASSERT_EQ(put_into(report, report_fields_of_form(sent(report, {"1", "2"})), "en"), "");
  EXPECT_EQ(report.results[0].actual, "1");
  EXPECT_EQ(report.results[1].actual, "2");
}

TEST(ReportFields, AFormWithoutItsRowsChangesNoFigure) {
  auto report = report_on({"Wells"});
  report.results[0].actual = "7";
  ASSERT_EQ(put_into(report, report_fields_of_form({{"actual_0", "9"}}), "en"), "");
  EXPECT_EQ(report.results[0].actual, "7");
}

}  // namespace
}  // namespace entente::pages
