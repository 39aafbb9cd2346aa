// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What waits for somebody, and on which day: reports, words on deliveries, promises.
#include <algorithm>
#include <limits>

#include "registry/follower.hpp"

namespace entente::registry {

Reporting Follower::reporting(const base::Uuid& partnership) const {
  const std::shared_lock lock(tables_);
  const auto found = tallies_.find(partnership);
  return found == tallies_.end() ? Reporting{} : found->second.reporting;
}

std::vector<base::Uuid> Follower::due_between(std::int64_t first, std::int64_t last,
                                              std::int64_t today) const {
  std::vector<base::Uuid> found;
  const std::shared_lock lock(tables_);
  for (const auto& [id, tally] : tallies_) {
    if (tally.organisations.empty()) continue;
    const auto due = freshness_of(tally.reporting, today).due;
    if (due && due->first_day() >= first && due->first_day() <= last) found.push_back(id);
  }
  return found;
}

std::vector<base::Uuid> Follower::reported_last(std::size_t limit) const {
  std::vector<base::Uuid> newest;
  const std::shared_lock lock(tables_);
  for (auto it = reported_.rbegin(); it != reported_.rend() && newest.size() < limit; ++it)
    newest.push_back(it->second);
  return newest;
}

std::vector<base::Uuid> Follower::to_report(const base::Uuid& organisation, std::int64_t today,
                                            std::size_t limit) const {
  constexpr auto kNever = std::numeric_limits<std::int64_t>::max();
  std::vector<std::pair<std::int64_t, base::Uuid>> all;
  {
    const std::shared_lock lock(tables_);
    const auto found = organisations_.find(organisation);
    if (found == organisations_.end()) return {};
    for (const auto& id : found->second.confirms) {
      const auto due = freshness_of(tallies_.find(id)->second.reporting, today).due;
      all.emplace_back(due ? due->first_day() : kNever, id);
    }
  }
  const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(limit, all.size()));
  std::partial_sort(all.begin(), end, all.end());
  std::vector<base::Uuid> first;
  for (auto it = all.begin(); it != end; ++it) first.push_back(it->second);
  return first;
}

std::vector<base::Uuid> Follower::calendar_waits() const {
  const std::shared_lock lock(tables_);
  return {waiting_.begin(), waiting_.end()};
}

HostAnswers Follower::answered_by(std::string_view country) const {
  const std::shared_lock lock(tables_);
  const auto found = answers_.find(country);
  return found == answers_.end() ? HostAnswers{} : found->second;
}

std::size_t Follower::answered_in(std::string_view country) const {
  const std::shared_lock lock(tables_);
  const auto found = answers_.find(country);
  return found == answers_.end() ? 0 : found->second.named.size();
}

void Follower::await(const base::Uuid& partnership, const Awaited& awaited, bool enter) {
  const auto put = [enter](auto& set, const auto& what) {
    enter ? (void)set.insert(what) : (void)set.erase(what);
  };
  auto& known = organisations_[awaited.organisation];
  if (awaited.words > 0) put(known.words_in, partnership);
  if (awaited.signatures > 0) put(known.signs_in, partnership);
  // Overdue on the day after its last.
  if (!awaited.due.empty()) put(known.owes_in, std::pair(awaited.due.front() + 1, partnership));
}

std::vector<AwaitedIn> Follower::awaited(const base::Uuid& organisation, Awaiting what, std::int64_t today,
                                         std::size_t limit) const {
  std::vector<AwaitedIn> all;
  const std::shared_lock lock(tables_);
  const auto found = organisations_.find(organisation);
  if (found == organisations_.end()) return all;
  const auto add = [&](const base::Uuid& partnership) {
    const auto& awaited = tallies_.find(partnership)->second.awaited;
    const auto own = std::ranges::find(awaited, organisation, &Awaited::organisation);
    AwaitedIn one{.partnership = partnership, .part = own->part, .words = own->words};
    for (const auto day : own->due)
      if (day < today) {
        ++one.overdue;
        one.last_overdue = day;
      }
    all.push_back(one);
  };
  const auto& known = found->second;
  if (what == Awaiting::promises) {
    for (const auto& [from, partnership] : known.owes_in) {
      if (from > today || all.size() == limit) break;
      add(partnership);
    }
    return all;
  }
  for (const auto& partnership : what == Awaiting::words ? known.words_in : known.signs_in) {
    if (all.size() == limit) break;
    add(partnership);
  }
  return all;
}

}  // namespace entente::registry
