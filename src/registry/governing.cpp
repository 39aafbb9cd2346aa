// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/governing.hpp"

#include <algorithm>
#include <set>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/account_words.hpp"
#include "registry/governing_sense.hpp"
#include "registry/party_words.hpp"
#include "registry/promise_reading.hpp"
#include "registry/reading.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

constexpr std::string_view kLead = "lead";

/// A part for whose organisation the actor speaks, with what hangs on its partnership.
struct SpokenFor {
  PartHeld part;
  std::vector<store::Revision> revisions;
  std::vector<Party> parties;
  bool confirmed = false, leads = false;
};

std::optional<SpokenFor> spoken_for(store::Reader& reader, const access::Actor& actor, const base::Uuid& id) {
  auto part = standing_part(reader, id);
  if (!part) return std::nullopt;
  const auto organisation = part->value.organisation;
  if (!may_for_organisation(actor, access::Action::state_for_party, organisation))
    throw access::Refused("to speak of organisation " + organisation.str(),
                          "is not among what this account may do", "Its representatives do.");
  SpokenFor own{.part = std::move(*part), .revisions = {}, .parties = {}};
  own.revisions = reader.of_partnership(own.part.value.partnership);
  own.parties = read_parties(reader, own.revisions);
  for (const auto& party : own.parties) {
    if (party.state != "confirmed") continue;
    if (party.part.id == id) own.confirmed = true;
    if (party.organisation.id == organisation && party.part.value.role == kLead) own.leads = true;
  }
  return own;
}

SpokenFor speaking(store::Reader& reader, const access::Actor& actor, const base::Uuid& id) {
  auto own = spoken_for(reader, actor, id);
  if (!own) throw base::NotFound("part " + id.str(), "does not stand in this register");
  if (!own->confirmed)
    throw base::Conflict("part " + id.str(), "is not confirmed by its party", "Confirm it, and speak then.");
  return std::move(*own);
}

std::optional<Held<model::PartyStatement>> statement_by(std::vector<Held<model::PartyStatement>>& all,
                                                        const base::Uuid& organisation) {
  for (auto& each : all)
    if (each.value.organisation == organisation) return std::move(each);
  return std::nullopt;
}

/// What is said takes the place of what stood in the version that was seen, unless it says the same.
template <class T>
void put_said(store::UnitOfWork& unit, const std::optional<Held<T>>& before, std::int64_t version,
              const base::Uuid& first_id, const T& said) {
  if ((before ? before->version : 0) != version)
    throw base::Conflict(std::string(T::kType) + " " + (before ? before->id : first_id).str(),
                         "has been changed meanwhile", "Look at what stands.");
  require_form(said);
  if (before && before->value == said) return;
  auto revision = revision_of(before ? before->id : first_id, said);
  revision.expected_version = version;
  unit.put(revision);
}

}  // namespace

std::optional<OwnGovernance> Governing::of_part(const access::Actor& actor, const base::Uuid& id) const {
  const auto reader = reg_.read();
  auto own = spoken_for(*reader, actor, id);
  if (!own) return std::nullopt;
  OwnGovernance all;
  const auto organisation = own->part.value.organisation;
  all.partnership = held<model::Partnership>(*reader->head(own->part.value.partnership)).value.title;
  for (const auto& party : own->parties) {
    if (party.organisation.id == organisation) all.organisation = party.organisation.name;
    all.parties.emplace_back(party.organisation.id, party.organisation.name);
  }
  make_unique_parties(all.parties);
  auto parts = read_parts(own->revisions);
  for (const auto& result : parts.results) all.results.emplace_back(result.id, result.value.title);
  all.statement = statement_by(parts.statements, organisation);
  all.governance = std::move(parts.governance);
  all.confirmed = own->confirmed;
  all.leads = own->leads;
  all.part = std::move(own->part);
  return all;
}

store::Committed Governing::say(const access::Actor& actor, const base::Uuid& part, std::int64_t version,
                                model::PartyStatement said) {
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto own = speaking(unit, actor, part);
    said.partnership = own.part.value.partnership;
    said.organisation = own.part.value.organisation;
    auto parts = read_parts(own.revisions);
    const auto before = statement_by(parts.statements, said.organisation);
    std::set<base::Uuid> results;
    for (const auto& result : parts.results) results.insert(result.id);
    if (before) results.insert(before->value.results.begin(), before->value.results.end());
    require_statement_sense(said, results);
    put_said(unit, before, version, model::statement_of(said.partnership, said.organisation), said);
  });
  reg_.follow();  // whoever said it sees it on the next page
  return done;
}

store::Committed Governing::say(const access::Actor& actor, const base::Uuid& part, std::int64_t version,
                                model::Governance said) {
  const auto done = reg_.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto own = speaking(unit, actor, part);
    said.partnership = own.part.value.partnership;
    said.organisation = own.part.value.organisation;
    if (!own.leads)
      throw access::Refused("to say how partnership " + said.partnership.str() + " is governed",
                            "is not among what this account may do",
                            "Representatives of a party that has confirmed its part as lead do.");
    const auto before = read_parts(own.revisions).governance;
    std::set<base::Uuid> parties;
    for (const auto& party : own.parties) parties.insert(party.organisation.id);
    auto known = parties;
    if (before) {
      for (const auto& seat : before->value.seats) known.insert(seat.organisation);
      for (const auto& each : before->value.recommendations)
        if (each.owner.organisation) known.insert(*each.owner.organisation);
    }
    require_governance_sense(said, known, parties);
    put_said(unit, before, version, model::governance_of(said.partnership), said);
  });
  reg_.follow();
  return done;
}

}  // namespace entente::registry
