// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/indicator_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "pages/results_view.hpp"

namespace entente::pages {

namespace {

// The drawing's units: 340 wide, so that its words stay readable on a phone.
constexpr double kWidth = 340, kEdge = 8, kTop = 20, kBottom = 150;
constexpr std::size_t kMostPoints = 60;

std::optional<base::Decimal> whole(const std::vector<model::Figure>& figures) {
  for (const auto& figure : figures)
    if (figure.dimensions.empty())
      if (const auto number = base::Decimal::parse(figure.value)) return number;
  return std::nullopt;
}

/// A step of 1, 2 or 5 times a power of ten that leaves two to four parts.
double nice_step(double span) {
  const double power = std::pow(10.0, std::floor(std::log10(span / 2)));
  for (const double factor : {1.0, 2.0, 5.0})
    if (span / (power * factor) <= 4) return power * factor;
  return power * 10;
}

struct Plane {
  double low = 0, high = 1, step = 1;
  std::int64_t first = 0, last = 1;
  bool right_to_left = false;

  double x(std::int64_t day) const {
    const double share = static_cast<double>(day - first) / static_cast<double>(last - first);
    const double x = kEdge + share * (kWidth - 2 * kEdge);
    return right_to_left ? kWidth - x : x;
  }
  double y(double value) const { return kBottom - (value - low) / (high - low) * (kBottom - kTop); }
};

Plane plane_of(const ChartData& data, bool right_to_left) {
  Plane frame;
  frame.right_to_left = right_to_left;
  double low = std::numeric_limits<double>::max(), high = std::numeric_limits<double>::lowest();
  frame.first = std::numeric_limits<std::int64_t>::max();
  frame.last = std::numeric_limits<std::int64_t>::min();
  for (const auto* line : {&data.actuals, &data.targets})
    for (const auto& point : *line) {
      low = std::min(low, point.value.as_double());
      high = std::max(high, point.value.as_double());
      frame.first = std::min(frame.first, point.day);
      frame.last = std::max(frame.last, point.day);
    }
  if (low >= 0 && low < high / 2) low = 0;  // a line near zero is seen against zero
  if (high <= low) high = low + 1;
  frame.step = nice_step(high - low);
  frame.low = std::floor(low / frame.step) * frame.step;
  frame.high = std::ceil(high / frame.step) * frame.step;
  return frame;
}

std::string path_of(const std::vector<ChartPoint>& line, const Plane& frame) {
  std::string path;
  for (const auto& point : line)
    path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? 'M' : 'L', frame.x(point.day),
                        frame.y(point.value.as_double()));
  return path;
}

View rule_views(const Plane& frame, const std::string& measure, const base::Messages& messages) {
  auto rules = list_view();
  for (double value = frame.low; value < frame.high + frame.step / 2; value += frame.step) {
    const auto tick = base::Decimal::from_scaled(std::llround(value * base::Decimal::kScale));
    View rule;
    rule["y"] = View(fmt::format("{:.1f}", frame.y(value)));
    rule["above"] = View(fmt::format("{:.1f}", frame.y(value) - 4));
    rule["text"] = View(figure_text(tick.str(), measure, messages));
    rules.push_back(rule);
  }
  return rules;
}

View point_views(const std::vector<ChartPoint>& line, const Plane& frame) {
  auto points = list_view();
  for (const auto& point : line) {
    View view;
    view["x"] = View(fmt::format("{:.1f}", frame.x(point.day)));
    view["y"] = View(fmt::format("{:.1f}", frame.y(point.value.as_double())));
    points.push_back(view);
  }
  return points;
}

std::string label_of(const ChartData& data, const std::string& measure, const base::Messages& messages) {
  const auto actual = figure_text(data.actuals.back().value.str(), measure, messages);
  if (data.targets.size() < 2)
    return messages.get("partnership.chart", {{"actual", std::string_view(actual)}});
  const auto target = figure_text(data.targets.back().value.str(), measure, messages);
  return messages.get("partnership.chart_target",
                      {{"actual", std::string_view(actual)}, {"target", std::string_view(target)}});
}

}  // namespace

std::optional<ChartData> chart_data(const model::Indicator& indicator) {
  if (indicator.measure != "unit" && indicator.measure != "percentage") return std::nullopt;
  ChartData data;
  for (const auto& baseline : indicator.baselines)
    if (const auto number = whole({baseline.figure}); number && baseline.date && data.actuals.empty()) {
      data.actuals.push_back({baseline.date->last_day(), *number});
      data.targets.push_back(data.actuals.back());
    }
  for (const auto& period : indicator.periods) {
    const auto& end = period.end ? period.end : period.start;
    if (!end) continue;
    if (const auto number = whole(period.actuals)) data.actuals.push_back({end->last_day(), *number});
    if (const auto number = whole(period.targets)) data.targets.push_back({end->last_day(), *number});
  }
  if (data.actuals.empty() || data.actuals.size() > kMostPoints || data.targets.size() > kMostPoints)
    return std::nullopt;
  std::ranges::stable_sort(data.actuals, {}, &ChartPoint::day);
  std::ranges::stable_sort(data.targets, {}, &ChartPoint::day);
  const auto first = data.actuals.front().day;
  const auto elsewhere = [first](const ChartPoint& point) { return point.day != first; };
  if (std::ranges::none_of(data.actuals, elsewhere) && std::ranges::none_of(data.targets, elsewhere))
    return std::nullopt;
  return data;
}

View chart_view(const model::Indicator& indicator, const base::Messages& messages) {
  const auto data = chart_data(indicator);
  if (!data) return View(false);
  const auto frame = plane_of(*data, messages.right_to_left());
  // Beyond this a rule of the drawing would no longer fit a decimal.
  constexpr double kLargest = 9e13;
  if (frame.high > kLargest || frame.low < -kLargest) return View(false);

  View view;
  view["label"] = View(label_of(*data, indicator.measure, messages));
  view["rules"] = rule_views(frame, indicator.measure, messages);
  view["first"] = View(fmt::format("{:.1f}", frame.x(frame.first)));
  view["last"] = View(fmt::format("{:.1f}", frame.x(frame.last)));
  view["from"] = View(messages.date(base::PartialDate::from_days(frame.first)));
  view["to"] = View(messages.date(base::PartialDate::from_days(frame.last)));
  view["target"] = data->targets.size() > 1 ? View(path_of(data->targets, frame)) : View(false);
  view["actual"] = data->actuals.size() > 1 ? View(path_of(data->actuals, frame)) : View(false);
  view["points"] = point_views(data->actuals, frame);
  return view;
}

}  // namespace entente::pages
