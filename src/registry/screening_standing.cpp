// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Where parties stand, and who is told nothing of it.
#include <algorithm>
#include <boost/json.hpp>
#include <set>

#include "base/json.hpp"
#include "registry/merged.hpp"
#include "registry/screened_hits.hpp"
#include "registry/screening_review.hpp"

namespace entente::registry {

namespace {

using store::HitState;

}  // namespace

ScreeningStanding standing_of(store::Reader& reader, const base::Uuid& organisation) {
  ScreeningStanding standing;
  standing.counts = reader.screening().hit_counts_of(organisation);
  const auto screened = reader.screening().screened(organisation);
  if (!screened || screened->against.empty()) return standing;
  standing.screened = screened->at;
  standing.left_out = left_out_in(screened->against);
  const auto against = base::parse_json(screened->against, "what a party was screened with");
  standing.algorithm = against.as_object().at("algorithm").as_string();
  for (const auto& list : against.as_object().at("lists").as_object())
    standing.lists.emplace_back(list.key(), list.value().as_int64());
  return standing;
}

bool has_interest(store::Reader& reader, const access::Actor& actor, const base::Uuid& organisation) {
  const auto holds = [&](const base::Uuid& id) {
    const auto of = id.str();
    return actor.holds({access::Role::representative, of}) || actor.holds({access::Role::contributor, of});
  };
  return holds(organisation) || holds(standing_for(reader, organisation));
}

bool has_interests(const access::Actor& actor) {
  return std::ranges::any_of(actor.grants, [](const access::Grant& grant) {
    return grant.role == access::Role::representative || grant.role == access::Role::contributor;
  });
}

std::set<base::Uuid> interests_of(store::Reader& reader, const access::Actor& actor) {
  std::set<base::Uuid> own;
  for (const auto& grant : actor.grants)
    if (grant.role == access::Role::representative || grant.role == access::Role::contributor)
      if (const auto id = base::Uuid::parse(grant.of)) {
        own.insert(*id);
        for (const auto& other : merged_here(reader, *id)) own.insert(other);
      }
  return own;
}

std::set<base::Uuid> interested_in(store::Reader& reader, const base::Uuid& organisation) {
  std::set<base::Uuid> accounts;
  for (const auto& of : std::set{organisation, standing_for(reader, organisation)})
    for (const auto role : {access::Role::representative, access::Role::contributor})
      for (const auto& holder : reader.accounts().holders(access::name_of(role), of.str()))
        accounts.insert(holder.account);
  return accounts;
}

HitCounts counts_but_own(store::Reader& reader, const access::Actor& actor, const store::HitFilter& filter) {
  HitCounts own{};
  for (const auto& organisation : interests_of(reader, actor)) {
    const auto left_out = reader.screening().hit_counts_of(organisation, filter);
    for (std::size_t state = 0; state < own.size(); ++state) own.at(state) += left_out.at(state);
  }
  // Counted so far that what is left out is taken from what is there, and the rest is beyond the bound still.
  auto counts = reader.screening().hit_counts(filter, kHitsCounted + 1 + *std::ranges::max_element(own));
  for (std::size_t state = 0; state < counts.size(); ++state)
    counts.at(state) = std::min(counts.at(state) - own.at(state), kHitsCounted + 1);
  return counts;
}

std::int64_t waiting_hits(const Register& reg, const access::Actor& actor) {
  const auto counts = counts_but_own(*reg.read(), actor, {});
  const auto of = [&](HitState state) { return counts.at(static_cast<std::size_t>(state)); };
  return std::min(of(HitState::open) + of(HitState::confirming), kHitsCounted + 1);
}

}  // namespace entente::registry
