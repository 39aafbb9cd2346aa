// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The money that the follower adds up: of countries, goals and parties.
#include <algorithm>

#include "registry/follower.hpp"

namespace entente::registry {

void Follower::count_money(const Tally& tally, bool in) {
  const auto count = [&](const SumScope& scope, const GiverLine& each) {
    if (in) {
      sums_[scope].add(each.key, each.line);
      return;
    }
    const auto found = sums_.find(scope);
    if (found == sums_.end()) return;
    found->second.take_out(each.key, each.line);
    if (found->second.empty()) sums_.erase(found);
  };
  for (const auto& each : tally.lines) {
    for (const auto& scope : tally.scopes) count(scope, each);
    if (!each.giver.is_nil()) count({search::Facet::party, each.giver.str()}, each);
  }
}

SumTable Follower::counted_anew(const SumScope& scope) const {
  SumTable table;
  const auto party = scope.first == search::Facet::party ? base::Uuid::parse(scope.second) : std::nullopt;
  for (const auto& [id, tally] : tallies_) {
    const bool inside = std::ranges::find(tally.scopes, scope) != tally.scopes.end();
    for (const auto& each : tally.lines)
      if (inside || each.giver == party) table.add(each.key, each.line);
  }
  return table;
}

MoneySums Follower::sums(const SumScope& scope, std::int64_t today) const {
  {
    const std::shared_lock lock(tables_);
    const auto found = sums_.find(scope);
    if (found == sums_.end()) return {};
    if (!found->second.folds(today) && !found->second.is_past(today))
      return found->second.on(today, rates_->common());
  }
  const std::scoped_lock lock(tables_);  // once a day
  const auto found = sums_.find(scope);
  if (found == sums_.end()) return {};
  if (found->second.is_past(today)) found->second = counted_anew(scope);
  found->second.fold(today);
  return found->second.on(today, rates_->common());
}

std::vector<Dealing> Follower::dealings(const base::Uuid& organisation) const {
  std::map<std::string, Dealing> sums;
  const std::shared_lock lock(tables_);
  const auto found = organisations_.find(organisation);
  if (found == organisations_.end()) return {};
  for (const auto& id : found->second.deals_in)
    if (const auto tally = tallies_.find(id); tally != tallies_.end()) {
      const auto& all = tally->second.dealings;
      for (auto it = all.lower_bound({organisation, ""}); it != all.end() && it->first.first == organisation;
           ++it)
        add(sums[it->first.second], it->second);
    }
  std::vector<Dealing> dealings;
  for (auto& [currency, dealing] : sums) dealings.push_back(std::move(dealing));
  return dealings;
}

}  // namespace entente::registry
