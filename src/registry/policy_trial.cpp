// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/policy_trial.hpp"

#include "registry/principle_facts.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

PolicyTrial try_policy(Register& reg, const principles::Policy& from, const principles::Profile& from_profile,
                       const principles::Policy& to, const principles::Profile& to_profile,
                       std::size_t most_changed, const std::function<void(std::int64_t)>& each) {
  const auto all = principles::principles();
  PolicyTrial trial;
  trial.counts.resize(all.size());
  const auto today = base::day_of(reg.clock().now());
  const auto reader = reg.read();
  each_standing(*reader, model::Partnership::kType, [&](const store::Revision& head) {
    const auto view = read_partnership(*reader, head, today);
    const auto facts = read_facts(*reader, view, *reg.rates(), today, FactSight::offices).facts;
    const auto before = principles::statuses(facts, from, from_profile),
               after = principles::statuses(facts, to, to_profile);
    for (std::size_t i = 0; i < all.size(); ++i) {
      ++trial.counts[i].from.at(static_cast<std::size_t>(before[i]));
      ++trial.counts[i].to.at(static_cast<std::size_t>(after[i]));
      if (before[i] == after[i]) continue;
      ++trial.changes;
      if (trial.changed.size() < most_changed)
        trial.changed.push_back(
            {view.partnership.id, view.partnership.value.title, all[i], before[i], after[i]});
    }
    ++trial.partnerships;
    if (each) each(trial.partnerships);
    return true;
  });
  return trial;
}

}  // namespace entente::registry
