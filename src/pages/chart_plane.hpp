// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "base/messages.hpp"
#include "base/money.hpp"
#include "pages/page.hpp"

namespace entente::pages {

/// The ground of a drawing over time: 340 units wide, so that its words stay readable on a phone; days along
/// it (from the right where the language runs so), values up it, ruled at round steps.
struct ChartPlane {
  static constexpr double kWidth = 340, kEdge = 8, kTop = 20, kBottom = 150;

  double low = 0, high = 1, step = 1;
  std::int64_t first = 0, last = 1;  ///< days since 1970-01-01
  bool right_to_left = false;

  /// Around values and days that are there; values near zero are seen against zero.
  static ChartPlane around(double low, double high, std::int64_t first, std::int64_t last,
                           bool right_to_left);
  /// False where its rules would no longer fit a decimal: there is no such drawing.
  bool fits() const;

  double x(std::int64_t day) const;
  double y(double value) const { return kBottom - (value - low) / (high - low) * (kBottom - kTop); }
  /// "12.0" and the like: a coordinate as it stands in the drawing.
  static std::string coordinate(double);
  /// "12.0 34.5"
  std::string point(std::int64_t day, double value) const;
};

/// Sets {rules: [{y, above, text}], first, last, from, to}: the ruled ground with its days. text(value) words
/// a rule.
template <class Text>
void set_ground(View& view, const ChartPlane& plane, const base::Messages& messages, const Text& text) {
  auto rules = list_view();
  for (int i = 0; plane.low + i * plane.step < plane.high + plane.step / 2; ++i) {
    const double value = plane.low + i * plane.step;
    View rule;
    rule["y"] = View(ChartPlane::coordinate(plane.y(value)));
    rule["above"] = View(ChartPlane::coordinate(plane.y(value) - 4));
    rule["text"] = View(text(base::Decimal::from_scaled(static_cast<std::int64_t>(
        value * static_cast<double>(base::Decimal::kScale) + (value < 0 ? -.5 : .5)))));
    rules.push_back(rule);
  }
  view["rules"] = std::move(rules);
  view["first"] = View(ChartPlane::coordinate(plane.x(plane.first)));
  view["last"] = View(ChartPlane::coordinate(plane.x(plane.last)));
  view["from"] = View(messages.date(base::PartialDate::from_days(plane.first)));
  view["to"] = View(messages.date(base::PartialDate::from_days(plane.last)));
}

}  // namespace entente::pages
