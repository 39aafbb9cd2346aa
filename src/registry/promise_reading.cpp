// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/promise_reading.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

std::optional<Held<Given>> held_given(const store::Revision& revision) {
  const auto as = [&]<class T>(Held<T> one) {
    return Held<Given>{one.id,   std::move(one.value), one.version, one.event_seq,
                       one.time, one.author,           one.hash};
  };
  if (revision.type == model::Commitment::kType) return as(held<model::Commitment>(revision));
  if (revision.type == model::Delivery::kType) return as(held<model::Delivery>(revision));
  return std::nullopt;
}

const model::PartyRef& giver_of(const Given& record) {
  return std::visit([](const auto& r) -> const auto& { return r.giver; }, record);
}
const model::PartyRef& receiver_of(const Given& record) {
  return std::visit([](const auto& r) -> const auto& { return r.receiver; }, record);
}
const base::Uuid& partnership_of(const Given& record) {
  return std::visit([](const auto& r) -> const auto& { return r.partnership; }, record);
}
const std::string& origin_of_given(const Given& record) {
  return std::visit([](const auto& r) -> const auto& { return r.origin; }, record);
}
const std::vector<model::Source>& sources_of_given(const Given& record) {
  return std::visit([](const auto& r) -> const auto& { return r.sources; }, record);
}

model::Participation part_like(const base::Uuid& partnership, const base::Uuid& organisation) {
  model::Participation part;
  part.partnership = partnership;
  part.organisation = organisation;
  return part;
}

void make_unique_parties(std::vector<std::pair<base::Uuid, base::Text>>& parties) {
  std::ranges::sort(parties, {}, [](const auto& party) { return party.first; });
  const auto doubled = std::ranges::unique(parties, {}, [](const auto& party) { return party.first; });
  parties.erase(doubled.begin(), doubled.end());
  std::ranges::stable_sort(parties, {}, [](const auto& party) { return party.second.str("en"); });
}

void require_confirmed(store::Reader& reader, const base::Uuid& partnership, const base::Uuid& part) {
  const auto parties = parties_of(reader, partnership);
  const auto own = std::ranges::find(parties, part, [](const Party& p) { return p.part.id; });
  if (own == parties.end() || own->state != "confirmed")
    throw base::Conflict("part " + part.str(), "is not confirmed", "Confirm it first.");
}

}  // namespace entente::registry
