// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/freshness.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

namespace entente::registry {

namespace {

constexpr int kDueAfter = 1, kSilentAfter = 2, kDormantAfter = 5;  // years

std::int64_t years_after(std::int64_t day, int years) {
  namespace c = std::chrono;
  const c::year_month_day from{c::sys_days{c::days{day}}};
  auto to = from + c::years{years};
  if (!to.ok()) to = to.year() / to.month() / c::last;  // from the 29th of February
  return c::sys_days{to}.time_since_epoch().count();
}

}  // namespace

void count_report(Reporting& reporting, const base::PartialDate& date, std::int64_t said) {
  if (date.first_day() > said) return;
  const auto day = static_cast<std::int32_t>(std::min(date.last_day(), said));
  if (reporting.last && reporting.last_day >= day) return;
  reporting.last = date;
  reporting.last_day = day;
}

Freshness freshness_of(const Reporting& reporting, std::int64_t today) {
  Freshness fresh{.light = Light::closed, .last = reporting.last, .due = {}};
  if (reporting.closed || (reporting.ended && *reporting.ended < today)) return fresh;
  const std::int64_t from = reporting.last ? reporting.last_day : reporting.since;
  const auto due = years_after(from, kDueAfter);
  fresh.light = Light::not_due;
  if (!reporting.begun && (!reporting.last || today >= due)) return fresh;
  fresh.due = base::PartialDate::from_days(due);
  if (today < due)
    fresh.light = reporting.last ? Light::reported : Light::not_due;
  else if (today < years_after(from, kSilentAfter))
    fresh.light = Light::due;
  else
    fresh.light = today < years_after(from, kDormantAfter) ? Light::silent : Light::dormant;
  return fresh;
}

std::vector<std::pair<std::int32_t, Light>> lights_of(const Reporting& reporting) {
  const std::int64_t from = reporting.last ? reporting.last_day : reporting.since;
  std::vector<std::int64_t> days = {std::numeric_limits<std::int32_t>::min(), years_after(from, kDueAfter),
                                    years_after(from, kSilentAfter), years_after(from, kDormantAfter)};
  if (reporting.ended) days.push_back(std::int64_t{*reporting.ended} + 1);
  std::ranges::sort(days);
  std::vector<std::pair<std::int32_t, Light>> lights;
  for (const auto day : days)
    if (const auto light = freshness_of(reporting, day).light;
        lights.empty() || lights.back().second != light)
      lights.emplace_back(static_cast<std::int32_t>(day), light);
  return lights;
}

}  // namespace entente::registry
