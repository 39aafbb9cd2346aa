// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/promise_telling.hpp"

#include <set>

#include "registry/notices.hpp"
#include "registry/promise_reading.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

namespace {

/// A merge of organisations writes a word anew: its speaker wrote the first that says it was said then.
std::optional<base::Uuid> speaker_of_word(store::Reader& reader, const Held<model::Attestation>& said) {
  auto speaker = said.author;
  for (const auto& revision : reader.history(said.id)) {  // newest first
    if (held<model::Attestation>(revision).value.at != said.value.at) break;
    speaker = revision.author;
  }
  return base::Uuid::parse(speaker);
}

void add_holders(std::set<base::Uuid>& accounts, store::UnitOfWork& unit, access::Role role,
                 const std::string& of) {
  for (const auto& holder : unit.accounts().holders(access::name_of(role), of))
    accounts.insert(holder.account);
}

/// A colleague may answer for whoever spoke: a place is told, and whoever spoke for none.
void add_witnesses(std::set<base::Uuid>& accounts, store::UnitOfWork& unit,
                   const Held<model::Attestation>& said) {
  if (said.value.organisation)
    add_holders(accounts, unit, access::Role::representative, said.value.organisation->str());
  else if (!said.value.country.empty())
    add_holders(accounts, unit, access::Role::focal_point, said.value.country);
  if (said.value.by.empty()) return;
  if (const auto speaker = speaker_of_word(unit, said)) accounts.insert(*speaker);
}

std::optional<base::Uuid> part_in(store::Reader& reader, const base::Uuid& partnership,
                                  const base::Uuid& organisation) {
  for (const auto& revision : reader.of_partnership(partnership, model::Participation::kType))
    if (stands(revision) && held<model::Participation>(revision).value.organisation == organisation)
      return revision.id;
  return std::nullopt;
}

}  // namespace

void tell_receiver(store::UnitOfWork& unit, const base::Clock& clock, const access::Actor& actor,
                   const Held<Given>& given) {
  const auto& receiver = receiver_of(given.value).organisation;
  if (!std::holds_alternative<model::Delivery>(given.value) || !receiver ||
      receiver == giver_of(given.value).organisation)
    return;
  std::set<base::Uuid> accounts;
  add_holders(accounts, unit, access::Role::representative, receiver->str());
  // One for all that wait in a partnership: many at once would push everything else out of the feed.
  const auto part = part_in(unit, partnership_of(given.value), *receiver);
  tell_all(unit, clock, actor, std::move(accounts), part ? kNoticeDeliveriesWait : kNoticeDeliveryWaits,
           part.value_or(given.id).str());
}

void tell_witnesses(store::UnitOfWork& unit, const base::Clock& clock, const access::Actor& actor,
                    const Held<Given>& before, std::string_view kind) {
  if (!std::holds_alternative<model::Delivery>(before.value)) return;
  std::set<base::Uuid> accounts;
  for (const auto& revision : unit.of_partnership(partnership_of(before.value), model::Attestation::kType)) {
    if (!stands(revision)) continue;
    const auto said = held<model::Attestation>(revision);
    if (said.value.delivery == before.id && said.value.delivery_hash == base::hex(before.hash))
      add_witnesses(accounts, unit, said);
  }
  tell_all(unit, clock, actor, std::move(accounts), kind, before.id.str());
}

}  // namespace entente::registry
