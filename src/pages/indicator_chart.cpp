// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/indicator_chart.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "pages/chart_plane.hpp"
#include "pages/results_view.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostPoints = 60;

std::optional<base::Decimal> whole(const std::vector<model::Figure>& figures) {
  for (const auto& figure : figures)
    if (figure.dimensions.empty())
      if (const auto number = base::Decimal::parse(figure.value)) return number;
  return std::nullopt;
}

ChartPlane plane_of(const ChartData& data, bool right_to_left) {
  double low = std::numeric_limits<double>::max(), high = std::numeric_limits<double>::lowest();
  auto first = std::numeric_limits<std::int64_t>::max(), last = std::numeric_limits<std::int64_t>::min();
  for (const auto* line : {&data.actuals, &data.targets})
    for (const auto& point : *line) {
      low = std::min(low, point.value.as_double());
      high = std::max(high, point.value.as_double());
      first = std::min(first, point.day);
      last = std::max(last, point.day);
    }
  return ChartPlane::around(low, high, first, last, right_to_left);
}

std::string path_of(const std::vector<ChartPoint>& line, const ChartPlane& plane) {
  std::string path;
  for (const auto& point : line)
    path += (path.empty() ? 'M' : 'L') + plane.point(point.day, point.value.as_double());
  return path;
}

View point_views(const std::vector<ChartPoint>& line, const ChartPlane& plane) {
  auto points = list_view();
  for (const auto& point : line) {
    View view;
    view["x"] = View(ChartPlane::coordinate(plane.x(point.day)));
    view["y"] = View(ChartPlane::coordinate(plane.y(point.value.as_double())));
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
  const auto plane = plane_of(*data, messages.right_to_left());
  if (!plane.fits()) return View(false);

  View view;
  view["label"] = View(label_of(*data, indicator.measure, messages));
  set_ground(view, plane, messages,
             [&](base::Decimal value) { return figure_text(value.str(), indicator.measure, messages); });
  view["target"] = data->targets.size() > 1 ? View(path_of(data->targets, plane)) : View(false);
  view["actual"] = data->actuals.size() > 1 ? View(path_of(data->actuals, plane)) : View(false);
  view["points"] = point_views(data->actuals, plane);
  return view;
}

}  // namespace entente::pages
