// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Where parties stand, and whether what was decided is what was sealed.
#include <boost/json.hpp>
#include <set>

#include "base/error.hpp"
#include "base/json.hpp"
#include "registry/merged.hpp"
#include "registry/screened_hits.hpp"
#include "registry/screening_review.hpp"
#include "registry/sealed_decisions.hpp"

namespace entente::registry {

namespace {

using store::HitState;

}  // namespace

ScreeningStanding standing_of(store::Reader& reader, const base::Uuid& organisation) {
  ScreeningStanding standing;
  standing.counts = reader.screening().hit_counts(organisation);
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

std::int64_t waiting_hits(const Register& reg, const access::Actor& actor) {
  const auto reader = reg.read();
  auto waiting = reader->screening().hits_in_state(HitState::open) +
                 reader->screening().hits_in_state(HitState::confirming);
  for (const auto& own : interests_of(*reader, actor)) {
    const auto standing = standing_of(*reader, own);
    waiting -= standing.of(HitState::open) + standing.of(HitState::confirming);
  }
  return waiting;
}

bool stands_as_sealed(store::Reader& reader, const store::ScreeningStep& step) {
  if (!has_seal(reader, kSealScreening, {step.sealed, step.salt}, step.decision)) return false;
  const auto sealed = base::parse_json(step.decision, "a decision of screening");
  const auto says = [&](std::string_view member, std::string_view column) {
    const auto* const value = sealed.is_object() ? sealed.as_object().if_contains(member) : nullptr;
    return value != nullptr && value->is_string() && value->as_string() == column;
  };
  return says("word", step.what) && says("reason", step.words) && says("by", step.account.str()) &&
         says("at", base::to_string(step.at));
}

std::int64_t verify_seals(Register& reg) {
  constexpr std::size_t kAtOnce = 500;
  std::int64_t seals = 0;
  for (base::Uuid after;;) {
    const auto reader = reg.store().read();
    const auto hits = reader->screening().hits_after(after, kAtOnce);
    for (const auto& hit : hits)
      for (const auto& step : reader->screening().steps(hit.id)) {
        if (step.decision.empty()) continue;
        if (!stands_as_sealed(*reader, step))
          throw base::Error("decision " + std::to_string(step.ordinal) + " on hit " + hit.id.str(),
                            "is not the one that was sealed in the log",
                            "Restore it from a backup, and look for what changed the database.");
        ++seals;
      }
    if (hits.size() < kAtOnce) return seals;
    after = hits.back().id;
  }
}

}  // namespace entente::registry
