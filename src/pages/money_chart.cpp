// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/money_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "pages/chart_plane.hpp"
#include "pages/format.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostCurrencies = 6, kMostYears = 60;

base::PartialDate of_year(int year) {
  return base::PartialDate::parse(fmt::format("{:04}", year)).value();
}

/// Delivered as a share of what was promised, in whole per cent; nothing where it would mean nothing.
std::optional<base::Decimal> share_of(const MoneyYear& last) {
  const auto promised = last.promised_so_far.as_double(), delivered = last.delivered_so_far.as_double();
  constexpr double kLargest = 1000;
  if (promised <= 0 || delivered < 0 || delivered / promised > kLargest) return std::nullopt;
  return base::Decimal::from_integer(static_cast<std::int32_t>(delivered / promised * 100));
}

std::string finding(const MoneyLine& line, const base::Messages& messages) {
  const auto& last = line.years.back();
  const auto year = messages.date(of_year(last.year));
  const auto promised = money_label(last.promised_so_far, line.currency, messages);
  const auto delivered = money_label(last.delivered_so_far, line.currency, messages);
  if (!line.deliveries)
    return messages.get("money.only_promised",
                        {{"year", std::string_view(year)}, {"promised", std::string_view(promised)}});
  if (!line.promises)
    return messages.get("money.only_delivered",
                        {{"year", std::string_view(year)}, {"delivered", std::string_view(delivered)}});
  const auto share = share_of(last);
  if (!share)
    return messages.get("money.finding", {{"year", std::string_view(year)},
                                          {"promised", std::string_view(promised)},
                                          {"delivered", std::string_view(delivered)}});
  return messages.get("money.finding_share", {{"year", std::string_view(year)},
                                              {"promised", std::string_view(promised)},
                                              {"delivered", std::string_view(delivered)},
                                              {"share", std::string_view(messages.percent(*share))}});
}

/// A line over the ends of the years, from nothing at the beginning of the first.
std::string path_of(const MoneyLine& line, const ChartPlane& plane, base::Decimal MoneyYear::*value) {
  auto path = "M" + plane.point(plane.first, 0);
  for (const auto& year : line.years)
    path += "L" + plane.point(of_year(year.year).last_day(), (year.*value).as_double());
  return path;
}

/// The word at the end of a line, above its last point.
View end_label(const ChartPlane& plane, double value, const std::string& text) {
  View view;
  view["y"] = View(ChartPlane::coordinate(std::max(plane.y(value) - 7, 10.0)));
  view["text"] = View(text);
  return view;
}

View chart_of(const MoneyLine& line, const base::Messages& messages) {
  if (line.years.size() < 2) return View(false);
  double low = 0, high = 0;
  for (const auto& year : line.years)
    for (const auto value : {year.promised_so_far, year.delivered_so_far}) {
      low = std::min(low, value.as_double());
      high = std::max(high, value.as_double());
    }
  const auto plane = ChartPlane::around(low, high, of_year(line.years.front().year).first_day(),
                                        of_year(line.years.back().year).last_day(), messages.right_to_left());
  if (!plane.fits()) return View(false);
  View view;
  set_ground(view, plane, messages, [&](base::Decimal value) { return messages.decimal(value); });
  view["target"] = line.promises ? View(path_of(line, plane, &MoneyYear::promised_so_far)) : View(false);
  view["actual"] = line.deliveries ? View(path_of(line, plane, &MoneyYear::delivered_so_far)) : View(false);
  const auto& last = line.years.back();
  const auto promised = last.promised_so_far.as_double(), delivered = last.delivered_so_far.as_double();
  // Two words that would stand on each other: the smaller one's finds its place under its line.
  const bool close = std::abs(plane.y(promised) - plane.y(delivered)) < 13;
  view["target_label"] =
      line.promises ? end_label(plane, promised, messages.get("partnership.promised")) : View(false);
  view["actual_label"] =
      line.deliveries ? end_label(plane, delivered, messages.get("partnership.delivered")) : View(false);
  if (close && line.promises && line.deliveries) {
    auto& lower = promised < delivered ? view["target_label"] : view["actual_label"];
    lower["y"] = View(ChartPlane::coordinate(std::min(plane.y(std::min(promised, delivered)) + 15, 148.0)));
  }
  view["last_y"] = View(ChartPlane::coordinate(plane.y(delivered)));
  return view;
}

View year_rows(const MoneyLine& line, const base::Messages& messages) {
  auto rows = list_view();
  for (const auto& year : line.years) {
    View row;
    row["year"] = View(messages.date(of_year(year.year)));
    row["promised"] = View(messages.decimal(year.promised));
    row["delivered"] = View(messages.decimal(year.delivered));
    row["promised_so_far"] = View(messages.decimal(year.promised_so_far));
    row["delivered_so_far"] = View(messages.decimal(year.delivered_so_far));
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

std::vector<MoneyLine> money_lines(const registry::PartnershipView& view) {
  struct Sums {
    std::map<int, MoneyYear> years;
    MoneyLine line;
  };
  std::map<std::string, Sums> all;
  const auto add = [&](const std::optional<base::Money>& money, const std::optional<base::PartialDate>& date,
                       bool promise) {
    if (!money) return;
    auto& sums = all[money->currency];
    if (!date) {
      ++sums.line.undrawn;
      return;
    }
    auto& year = sums.years[date->year()];
    if (!registry::add_within(promise ? year.promised : year.delivered, money->amount)) ++sums.line.undrawn;
    (promise ? sums.line.promises : sums.line.deliveries) = true;
  };
  for (const auto& held : view.commitments) add(held.value.value, held.value.date, true);
  for (const auto& held : view.deliveries)
    if (model::is_given(held.value.kind)) add(held.value.value, held.value.date, false);

  std::vector<MoneyLine> lines;
  for (auto& [currency, sums] : all) {
    if (sums.years.empty()) continue;
    sums.line.currency = currency;
    base::Decimal promised, delivered;
    for (auto& [number, year] : sums.years) {
      year.year = number;
      if (!registry::add_within(promised, year.promised)) ++sums.line.undrawn;
      if (!registry::add_within(delivered, year.delivered)) ++sums.line.undrawn;
      year.promised_so_far = promised;
      year.delivered_so_far = delivered;
      sums.line.years.push_back(year);
    }
    lines.push_back(std::move(sums.line));
  }
  return lines;
}

View money_charts(const registry::PartnershipView& view, const base::Messages& messages) {
  auto all = list_view();
  std::size_t shown = 0;
  for (const auto& line : money_lines(view)) {
    if (shown == kMostCurrencies) break;
    if (line.years.size() > kMostYears) continue;  // dates that wild are no story a drawing could tell
    ++shown;
    View one;
    one["currency"] = text_or_nothing(line.currency);
    one["label"] = View(finding(line, messages));
    one["undated"] =
        line.undrawn ? View(messages.get("money.undrawn", {{"count", line.undrawn}})) : View(false);
    one["chart"] = chart_of(line, messages);
    one["rows"] = year_rows(line, messages);
    all.push_back(one);
  }
  return all;
}

}  // namespace entente::pages
