// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/agreement_tasks.hpp"

#include <algorithm>
#include <map>

#include "registry/agreement_reading.hpp"
#include "registry/merged.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

std::vector<Task> agreements_to_sign(Register& reg, const access::Actor& actor) {
  constexpr std::size_t kMostPlaces = 50;
  constexpr std::size_t kMostTasks = 100;  // no place shows more, and each takes reading
  std::vector<Task> tasks;
  const auto reader = reg.read();
  const auto now = reg.clock().now();
  std::map<base::Uuid, std::vector<AgreementView>> known;  // by partnership
  for (const auto& grant : actor.grants) {
    const auto organisation = base::Uuid::parse(grant.of);
    if (grant.role != access::Role::representative || !organisation) continue;
    for (const auto& place : reg.awaited(*organisation, Awaiting::signatures, kMostPlaces)) {
      if (tasks.size() >= kMostTasks) return tasks;
      const auto head = standing_head(*reader, place.partnership, model::Partnership::kType);
      if (!head) continue;
      auto found = known.find(place.partnership);
      if (found == known.end())
        found = known.emplace(place.partnership, read_agreements(*reader, place.partnership, now)).first;
      for (const auto& agreement : found->second) {
        const auto& last = agreement.head();
        const bool waits =
            agreement.state != AgreementState::ended &&
            std::ranges::any_of(last.needed, [&](const NeededSignature& each) {
              return !each.counts() && standing_for(*reader, each.party.organisation) == *organisation;
            });
        if (!waits) continue;
        Task task{"task.agreement",
                  last.text.value.title,
                  {},
                  *organisation,
                  "/account/agreements/" + agreement.id.str() + "/sign"};
        task.within = held<model::Partnership>(*head).value.title;
        task.since = last.text.time;
        tasks.push_back(std::move(task));
      }
    }
  }
  return tasks;
}

}  // namespace entente::registry
