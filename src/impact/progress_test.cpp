// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "impact/progress.hpp"

#include <gtest/gtest.h>

namespace entente::impact {
namespace {

TEST(Progress, IsTheWayGoneInEitherDirection) {
  EXPECT_NEAR(progress(15, 50, 53).value(), 1.0857, 5e-5);   // IATI guidance on results, its example
  EXPECT_NEAR(progress(100, 50, 70).value(), 0.6, 1e-12);    // falling is the aim
  EXPECT_NEAR(progress(100, 50, 110).value(), -0.2, 1e-12);  // and it rose
  EXPECT_EQ(progress(10, 10, 10), std::nullopt);
}

model::Figure figure(std::string value, std::string dimension = {}) {
  model::Figure f;
  f.value = std::move(value);
  if (!dimension.empty()) f.dimensions.push_back({"sex", std::move(dimension)});
  return f;
}

class IndicatorProgress : public testing::Test {
 protected:
  IndicatorProgress() {
    indicator_.baselines.push_back({{}, figure("100")});
    add("2020", "80", "90");
    add("2021", "50", "70");
  }
  void add(std::string_view year, std::string target, std::string actual) {
    auto& period = indicator_.periods.emplace_back();
    period.start = period.end = base::PartialDate::parse(year);
    period.targets.push_back(figure(std::move(target)));
    if (!actual.empty()) period.actuals.push_back(figure(std::move(actual)));
  }
  std::optional<double> on(std::string_view day) {
    return progress(indicator_, base::PartialDate::parse(day)->first_day());
  }
  model::Indicator indicator_;
};

TEST_F(IndicatorProgress, IsThatOfTheNewestPeriodThatHasEnded) {
  EXPECT_NEAR(on("2022-01-01").value(), 0.6, 1e-12);
  EXPECT_NEAR(on("2021-06-30").value(), 0.5, 1e-12);
  EXPECT_EQ(on("2020-06-30"), std::nullopt);
  add("2022", "40", "");
  EXPECT_NEAR(on("2023-01-01").value(), 0.6, 1e-12) << "what nobody measured is not nought";
}

TEST_F(IndicatorProgress, SlicesAreNotTheWhole) {
  indicator_.periods[1].actuals.push_back(figure("30", "female"));
  EXPECT_NEAR(on("2022-01-01").value(), 0.6, 1e-12);
  indicator_.periods[1].actuals.push_back(figure("71"));
  EXPECT_NEAR(on("2022-01-01").value(), 0.5, 1e-12) << "two figures of one whole say nothing";
}

TEST_F(IndicatorProgress, WhatIsNoNumberOrHasNoBeginningIsNotKnown) {
  indicator_.periods[1].actuals[0].value = "about 70";
  EXPECT_NEAR(on("2022-01-01").value(), 0.5, 1e-12);
  indicator_.baselines.clear();
  EXPECT_EQ(on("2022-01-01"), std::nullopt);
  EXPECT_EQ(progress(model::Indicator{}, 20'000), std::nullopt);
}

}  // namespace
}  // namespace entente::impact
