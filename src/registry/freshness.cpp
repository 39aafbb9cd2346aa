// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/freshness.hpp"

#include <algorithm>
#include <chrono>
#include <limits>

namespace entente::registry {

namespace {

constexpr std::int64_t kYear = 12, kSilentAfter = kYear,
                       kDormantAfter = 4 * kYear;  // months after the due day

std::int64_t months_after(std::int64_t day, std::int64_t months) {
  namespace c = std::chrono;
  const c::year_month_day from{c::sys_days{c::days{day}}};
  auto to = from + c::months{months};
  if (!to.ok()) to = to.year() / to.month() / c::last;  // from the 29th, 30th or 31st
  return c::sys_days{to}.time_since_epoch().count();
}

/// Months since the year 0 in which a day lies.
std::int64_t month_of(std::int64_t day) {
  namespace c = std::chrono;
  const c::year_month_day date{c::sys_days{c::days{day}}};
  return std::int64_t{int{date.year()}} * kYear + static_cast<std::int64_t>(unsigned{date.month()}) - 1;
}

/// The first of the days that lie whole rhythms from `anchor`, before it too, which is not before `day`.
std::int64_t in_rhythm(std::int64_t anchor, std::int64_t months, std::int64_t day) {
  auto rhythms = (month_of(day) - month_of(anchor)) / months - 1;
  while (months_after(anchor, rhythms * months) < day) ++rhythms;
  return months_after(anchor, rhythms * months);
}

}  // namespace

void count_report(Reporting& reporting, const base::PartialDate& date, std::int64_t said) {
  if (date.first_day() > said) return;
  const auto day = static_cast<std::int32_t>(std::min(date.last_day(), said));
  if (reporting.last && reporting.last_day >= day) return;
  reporting.last = date;
  reporting.last_day = day;
}

std::int64_t due_day(const Reporting& reporting) {
  const std::int64_t from = reporting.last ? reporting.last_day : reporting.since;
  const std::int64_t months = std::max(reporting.months, std::int32_t{1});
  auto due = reporting.first_due ? in_rhythm(*reporting.first_due, months, months_after(from, months / 2))
                                 : months_after(from, months);
  const bool reported_since =
      reporting.last && (!reporting.stays_after || reporting.last_day > *reporting.stays_after);
  if (reporting.stays_due && !reported_since) due = *reporting.stays_due;
  return std::max(due, std::int64_t{reporting.put_off.value_or(std::numeric_limits<std::int32_t>::min())});
}

Freshness freshness_of(const Reporting& reporting, std::int64_t today) {
  Freshness fresh{.light = Light::closed, .last = reporting.last, .due = {}};
  if (reporting.closed || (reporting.ended && *reporting.ended < today)) return fresh;
  const auto due = due_day(reporting);
  fresh.light = Light::not_due;
  if (!reporting.begun && (!reporting.last || today >= due)) return fresh;
  const auto silent = months_after(due, kSilentAfter), dormant = months_after(due, kDormantAfter);
  fresh.due = base::PartialDate::from_days(due);
  fresh.silent = base::PartialDate::from_days(silent);
  fresh.dormant = base::PartialDate::from_days(dormant);
  if (today < due)
    fresh.light = reporting.last ? Light::reported : Light::not_due;
  else if (today < silent)
    fresh.light = Light::due;
  else
    fresh.light = today < dormant ? Light::silent : Light::dormant;
  return fresh;
}

std::vector<DueReport> due_reports(const Reporting& reporting, std::vector<std::int32_t> sent,
                                   std::int64_t today, std::size_t most) {
  std::ranges::sort(sent);
  const auto months = std::max(reporting.months, std::int32_t{1});
  const auto until =
      std::min(today, std::int64_t{reporting.ended.value_or(std::numeric_limits<std::int32_t>::max())});
  auto at = reporting;
  at.last.reset();
  at.stays_due.reset();
  at.put_off.reset();
  std::vector<DueReport> all;
  const auto add = [&](std::int64_t due, std::optional<std::int32_t> came) {
    if (due > today || (!came && (due > until || (reporting.put_off && due < *reporting.put_off)))) return;
    all.push_back({static_cast<std::int32_t>(due), came});
  };
  auto due = due_day(at);
  for (const auto day : sent) {
    if (day > today) break;
    for (auto next = months_after(due, months); next <= day; next = months_after(due, months)) {
      add(due, {});
      due = next;
    }
    add(due, day);
    at.last = base::PartialDate::from_days(day);
    at.last_day = day;
    due = std::max(due_day(at), due + 1);
  }
  if (reporting.begun || !sent.empty())
    for (; due <= until; due = months_after(due, months)) add(due, {});
  if (all.size() > most) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(most));
  return all;
}

std::vector<std::pair<std::int32_t, Light>> lights_of(const Reporting& reporting) {
  const auto due = due_day(reporting);
  std::vector<std::int64_t> days = {std::numeric_limits<std::int32_t>::min(), due,
                                    months_after(due, kSilentAfter), months_after(due, kDormantAfter)};
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
