// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/life_view.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pages/format.hpp"
#include "pages/record_views.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostAmounts = 3;

/// What happened in one year, counted.
struct Year {
  std::vector<std::string> dated;  ///< sentences with a date of their own, in order
  std::int64_t promises = 0, deliveries = 0, confirmed = 0;
  std::map<std::string, base::Decimal> promised, delivered;  ///< by currency
  std::set<const model::Indicator*> observed;
};
using Years = std::map<int, Year>;

void add_milestone(Years& years, const char* key, const std::optional<base::PartialDate>& date,
                   const base::Messages& messages) {
  if (!date) return;
  const auto day = messages.date(*date);
  years[date->year()].dated.push_back(messages.get(key, {{"date", std::string_view(day)}}));
}

void add_milestones(Years& years, const model::Partnership& p, const base::Messages& messages) {
  // A plan is told only where it is all that is known: the facts above list both.
  add_milestone(years, p.actual_start ? "life.began" : "life.to_begin",
                p.actual_start ? p.actual_start : p.planned_start, messages);
  add_milestone(years, p.actual_end ? "life.ended" : "life.to_end",
                p.actual_end ? p.actual_end : p.planned_end, messages);
}

void add_amount(std::map<std::string, base::Decimal>& sums, const std::optional<base::Money>& money) {
  if (money) registry::add_within(sums[money->currency], money->amount);
}

void add_parts(Years& years, const registry::PartnershipView& view) {
  for (const auto& held : view.commitments)
    if (held.value.date) {
      auto& year = years[held.value.date->year()];
      ++year.promises;
      add_amount(year.promised, held.value.value);
    }
  for (const auto& held : view.deliveries)
    if (held.value.date && model::is_given(held.value.kind)) {
      auto& year = years[held.value.date->year()];
      ++year.deliveries;
      add_amount(year.delivered, held.value.value);
    }
  for (const auto& held : view.results)
    for (const auto& indicator : held.value.indicators)
      for (const auto& period : indicator.periods)
        if (const auto& end = period.end ? period.end : period.start; end && !period.actuals.empty())
          years[end->year()].observed.insert(&indicator);
  for (const auto& party : view.parties)
    if (party.state == "confirmed" && party.confirmation)
      if (const auto day = base::PartialDate::parse(party.confirmation->value.at))
        ++years[day->year()].confirmed;
}

std::string amounts(const std::map<std::string, base::Decimal>& sums, const base::Messages& messages) {
  std::vector<std::string> all;
  for (const auto& [currency, sum] : sums)
    if (all.size() < kMostAmounts) all.push_back(messages.money({sum, currency, std::nullopt}));
  return all.empty() ? std::string{} : messages.list(all);
}

View line(const std::string& text, const std::string& more = {}) {
  View view;
  view["text"] = View(text);
  view["more"] = text_or_nothing(more);
  return view;
}

View lines_of(const Year& year, const base::Messages& messages) {
  auto lines = list_view();
  for (const auto& sentence : year.dated) lines.push_back(line(sentence));
  if (year.confirmed) lines.push_back(line(messages.get("life.confirmed", {{"count", year.confirmed}})));
  if (year.promises)
    lines.push_back(line(messages.get("partnership.commitments_counted", {{"count", year.promises}}),
                         amounts(year.promised, messages)));
  if (year.deliveries)
    lines.push_back(line(messages.get("partnership.deliveries_counted", {{"count", year.deliveries}}),
                         amounts(year.delivered, messages)));
  if (!year.observed.empty())
    lines.push_back(line(messages.get("life.observed", {{"count", std::ssize(year.observed)}})));
  return lines;
}

}  // namespace

View life_view(const registry::PartnershipView& view, std::int64_t today, const base::Messages& messages) {
  Years years;
  add_milestones(years, view.partnership.value, messages);
  add_parts(years, view);
  const auto now = base::PartialDate::from_days(today).year();
  return table_of(years, kMostRows, messages, [&](const auto& entry) {
    View row;
    row["year"] =
        View(messages.date(base::PartialDate::parse(std::string(4 - std::to_string(entry.first).size(), '0') +
                                                    std::to_string(entry.first))
                               .value()));
    row["now"] = View(entry.first == now);
    row["ahead"] = View(entry.first > now);
    row["lines"] = lines_of(entry.second, messages);
    return row;
  });
}

}  // namespace entente::pages
