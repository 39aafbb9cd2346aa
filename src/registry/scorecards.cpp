// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/scorecards.hpp"

#include <algorithm>
#include <utility>

namespace entente::registry {

std::vector<FactSource> Scorecard::evidence(const principles::MeasureResult& result) const {
  std::vector<FactSource> found;
  for (const auto& rests : result.explanation.rests_on)
    for (const auto& each : facts.sources) {
      if (each.fact != rests.fact || (rests.party && each.party != rests.party)) continue;
      const auto same = [&](const FactSource& other) {
        return other.record == each.record && other.field == each.field;
      };
      if (std::ranges::none_of(found, same)) found.push_back(each);
    }
  return found;
}

Scorecards::Scorecards(const Register& reg, std::shared_ptr<const principles::Policy> policy,
                       const std::string& profile)
    : reg_(reg), policy_(std::move(policy)), profile_(policy_->profile(profile)) {}

std::optional<Scorecard> Scorecards::of(const access::Actor& actor, const base::Uuid& partnership) const {
  const auto view = reg_.partnership(partnership);
  if (!view) return std::nullopt;
  const bool office = access::may(actor, access::Action::see_diligence, {.sight = access::Sight::restricted});
  Scorecard card{.partnership = partnership,
                 .version = view->partnership.version,
                 .title = view->partnership.value.title,
                 .day = base::day_of(reg_.clock().now()),
                 .facts = {},
                 .principles = {}};
  card.facts = read_facts(*reg_.read(), *view, *reg_.rates(), card.day,
                          office ? FactSight::offices : FactSight::everybody);
  card.principles = principles::assess(card.facts.facts, *policy_, profile_, principles::Explain::yes);
  card.inputs = principles::hash_of_inputs(card.facts.facts, *policy_, profile_);
  return card;
}

}  // namespace entente::registry
