// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "impact/progress.hpp"

#include <vector>

#include "base/money.hpp"

namespace entente::impact {

namespace {

/// The figure of the whole: of all people and places. Nothing where there is none, or more than one.
std::optional<double> whole_figure(const std::vector<model::Figure>& figures) {
  const model::Figure* whole = nullptr;
  for (const auto& each : figures) {
    if (!each.dimensions.empty() || !each.locations.empty()) continue;
    if (whole != nullptr) return {};
    whole = &each;
  }
  if (whole == nullptr) return {};
  const auto number = base::Decimal::parse(whole->value);
  if (!number) return {};
  return number->as_double();
}

/// Where it began; nothing where several figures say so.
std::optional<double> baseline_of(const model::Indicator& indicator) {
  std::vector<model::Figure> figures;
  for (const auto& each : indicator.baselines) figures.push_back(each.figure);
  return whole_figure(figures);
}

std::int64_t end_of(const model::Period& period) {
  return period.end ? period.end->last_day() : period.start ? period.start->last_day() : 0;
}

}  // namespace

std::optional<double> progress(double baseline, double target, double actual) {
  if (target == baseline) return {};
  return (actual - baseline) / (target - baseline);
}

std::optional<double> progress(const model::Indicator& indicator, std::int64_t day) {
  const auto baseline = baseline_of(indicator);
  if (!baseline) return {};
  std::optional<double> newest;
  std::int64_t newest_end = 0;
  for (const auto& period : indicator.periods) {
    const auto end = end_of(period);
    if ((!period.start && !period.end) || end > day || (newest && end <= newest_end)) continue;
    const auto target = whole_figure(period.targets), actual = whole_figure(period.actuals);
    if (!target || !actual) continue;
    if (const auto found = progress(*baseline, *target, *actual)) {
      newest = found;
      newest_end = end;
    }
  }
  return newest;
}

}  // namespace entente::impact
