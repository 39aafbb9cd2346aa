// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/results_view.hpp"

#include <gtest/gtest.h>

#include "pages/indicator_chart.hpp"

namespace entente::pages {
namespace {

TEST(Figures, AreFormattedOnlyWhereNothingIsLost) {
  const auto& en = base::Messages::in("en");
  EXPECT_EQ(figure_text("1234567", "unit", en), "1,234,567");
  EXPECT_EQ(figure_text("45.5", "percentage", en), "45.5%");
  EXPECT_EQ(figure_text("33.333333", "unit", en), "33.333333");
  EXPECT_EQ(figure_text("1e3", "unit", en), "1e3");
  EXPECT_EQ(figure_text("about 30", "unit", en), "about 30");
  EXPECT_EQ(figure_text("2", "ordinal", en), "2");
  EXPECT_EQ(figure_text("", "unit", en), "");
}

TEST(Figures, NameTheirSlice) {
  EXPECT_EQ(slice_text({}), "");
  EXPECT_EQ(slice_text({{"sex", "female"}, {"age", "15–24"}}), "sex: female; age: 15–24");
}

model::Period period(const char* end, const char* target, const char* actual) {
  model::Period period;
  period.end = base::PartialDate::parse(end);
  if (*target) period.targets.push_back({target, {}, {}});
  if (*actual) period.actuals.push_back({actual, {}, {}});
  return period;
}

model::Indicator indicator() {
  model::Indicator indicator;
  indicator.measure = "unit";
  indicator.baselines = {{base::PartialDate::parse("2021"), {"100", {}, {}}}};
  indicator.periods = {period("2023", "300", "250"), period("2022", "200", "")};
  return indicator;
}

TEST(Chart, TakesTheWholeFiguresInOrderOfTime) {
  auto example = indicator();
  example.periods[1].actuals = {{"12", {{"sex", "female"}}, {}}, {"180", {}, {}}};
  const auto data = chart_data(example);
  ASSERT_TRUE(data);
  ASSERT_EQ(data->actuals.size(), 3U);
  EXPECT_EQ(data->actuals[0].value.str(), "100");
  EXPECT_EQ(data->actuals[1].value.str(), "180");
  EXPECT_EQ(data->actuals[2].value.str(), "250");
  ASSERT_EQ(data->targets.size(), 3U);
  EXPECT_EQ(data->targets[2].value.str(), "300");
}

TEST(Chart, IsLeftOutWhereThereIsNoLine) {
  EXPECT_FALSE(chart_data({}));
  auto words = indicator();
  words.measure = "qualitative";
  EXPECT_FALSE(chart_data(words));
  auto one = indicator();
  one.periods.clear();
  EXPECT_FALSE(chart_data(one));
  auto targets_only = indicator();
  targets_only.baselines.clear();
  targets_only.periods = {period("2022", "1", ""), period("2023", "2", "")};
  EXPECT_FALSE(chart_data(targets_only));
}

TEST(Chart, TimeRunsWithTheReading) {
  const auto english = chart_view(indicator(), base::Messages::in("en"));
  const auto arabic = chart_view(indicator(), base::Messages::in("ar"));
  EXPECT_EQ(english.get("first")->string_value(), "8.0");
  EXPECT_EQ(arabic.get("first")->string_value(), "332.0");
  EXPECT_EQ(english.get("label")->string_value(), "Last reported: 250; last target: 300.");
}

TEST(Chart, HoldsEqualNegativeAndHugeFigures) {
  const auto& en = base::Messages::in("en");
  auto flat = indicator();
  flat.periods = {period("2022", "", "100")};
  EXPECT_TRUE(chart_view(flat, en).is_object());
  flat.periods = {period("2022", "-5", "-400.25")};
  EXPECT_TRUE(chart_view(flat, en).is_object());
  flat.periods = {period("2022", "", "900000000000000")};
  EXPECT_TRUE(chart_view(flat, en).is_false());
}

TEST(Results, IndicatorsBeyondTheRoomAreCounted) {
  registry::Held<model::Result> held;
  held.value.indicators.resize(30);
  const auto view = results_view({held, held, held}, {}, base::Messages::in("en"));
  const auto& rows = view.get("rows")->list_value();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].get("indicators")->list_value().size(), 30U);
  EXPECT_EQ(rows[1].get("indicators")->list_value().size(), 10U);
  // 20 indicators of the second result, the third result and its 30.
  EXPECT_EQ(view.get("left_out")->string_value(), "51 more entries are not shown here.");
  EXPECT_TRUE(view.get("some")->is_true());
}

TEST(Results, FiguresHaveTheirDocumentsAndListsSayWhereTheyEnd) {
  auto example = indicator();
  model::Document page;
  page.url = "https://agency.example/count.pdf";
  example.baselines[0].figure.documents = std::vector(5, page);
  example.references = std::vector(14, model::Reference{.kind = {}, .vocabulary = "99", .code = "I1"});
  registry::Held<model::Result> held;
  held.value.indicators = {example};
  const auto view = results_view({held}, {}, base::Messages::in("en"));
  const auto shown = view.get("rows")->list_value()[0].get("indicators")->list_value()[0];
  const auto& documents = *shown.get("baselines")->get("rows")->list_value()[0].get("documents");
  ASSERT_EQ(documents.get("rows")->list_value().size(), 3U);
  EXPECT_EQ(documents.get("rows")->list_value()[0].get("url")->string_value(), page.url);
  EXPECT_EQ(documents.get("left_out")->string_value(), "2 more entries are not shown here.");
  const auto& references = *shown.get("references");
  EXPECT_EQ(references.get("rows")->list_value().at(0).get("list")->string_value(),
            "the publisher’s own list");
  EXPECT_EQ(references.get("left_out")->string_value(), "2 more entries are not shown here.");
}

TEST(Results, NoneIsSaid) {
  const auto view = results_view({}, {}, base::Messages::in("en"));
  EXPECT_TRUE(view.get("some")->is_false());
  EXPECT_TRUE(view.get("left_out")->is_false());
}

}  // namespace
}  // namespace entente::pages
