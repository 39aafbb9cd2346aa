// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/due_days.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "registry/reading.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostHits = 20'000;

/// With their titles, those that stand.
std::vector<DueDay> titled(const Register& reg, std::vector<DueDay> days) {
  const auto reader = reg.read();
  std::erase_if(days, [&](DueDay& day) {
    const auto head = standing_head(*reader, day.partnership, model::Partnership::kType);
    if (head) day.title = held<model::Partnership>(*head).value.title;
    return !head;
  });
  return days;
}

}  // namespace

std::vector<DueDay> due_days(const Register& reg, const search::Query& query, std::size_t limit) {
  auto ids = reg.ids(query);
  if (ids.size() > kMostHits) ids.resize(kMostHits);
  const auto today = base::day_of(reg.clock().now());
  std::vector<DueDay> days;
  for (const auto& id : ids)
    if (const auto due = freshness_of(reg.reporting(id), today).due) days.push_back({id, {}, *due});
  const auto distance = [&](const DueDay& day) {
    return std::pair(std::abs(day.due.first_day() - today), day.partnership);
  };
  const auto end = days.begin() + static_cast<std::ptrdiff_t>(std::min(limit, days.size()));
  std::ranges::partial_sort(days, end, {}, distance);
  days.erase(end, days.end());
  std::ranges::sort(days, {}, [](const DueDay& day) { return std::pair(day.due, day.partnership); });
  return titled(reg, std::move(days));
}

std::optional<std::vector<DueDay>> due_days(const Register& reg, const base::Uuid& partnership) {
  const auto due = freshness_of(reg.reporting(partnership), base::day_of(reg.clock().now())).due;
  const auto head = standing_head(*reg.read(), partnership, model::Partnership::kType);
  if (!head) return std::nullopt;
  if (!due) return std::vector<DueDay>{};
  return std::vector<DueDay>{{partnership, held<model::Partnership>(*head).value.title, *due}};
}

}  // namespace entente::registry
