// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/awaited.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "registry/witnessing.hpp"

namespace entente::registry {

namespace {

base::Uuid part_of(const std::vector<Party>& parties, const base::Uuid& organisation) {
  const auto found =
      std::ranges::find(parties, organisation, [](const Party& party) { return party.organisation.id; });
  return found == parties.end() ? base::Uuid() : found->part.id;
}

}  // namespace

bool is_kept(const Held<model::Commitment>& promise, const std::vector<Held<model::Delivery>>& deliveries) {
  base::Decimal money, quantity;
  bool some = false;
  for (const auto& each : deliveries) {
    const auto& given = each.value;
    if (given.commitment != promise.id) continue;
    some = true;
    // What no sum can hold is more than was promised.
    if (promise.value.value && given.value && given.value->currency == promise.value.value->currency &&
        !add_within(money, given.value->amount))
      return true;
    if (promise.value.quantity && given.quantity && given.quantity->unit == promise.value.quantity->unit &&
        !add_within(quantity, given.quantity->amount))
      return true;
  }
  if (promise.value.value) return money >= promise.value.value->amount;
  if (promise.value.quantity) return quantity >= promise.value.quantity->amount;
  return some;
}

std::vector<Awaited> awaited_in(const std::vector<Party>& parties, const Parts& parts,
                                const std::vector<base::Uuid>& signers) {
  std::map<base::Uuid, Awaited> all;
  for (const auto& id : signers) ++all[id].signatures;
  for (const auto& given : parts.deliveries)
    if (waits_for_receiver(given, parts.attestations)) ++all[*given.value.receiver.organisation].words;
  for (const auto& promise : parts.commitments) {
    const auto& value = promise.value;
    if (value.origin.empty() && value.due && value.giver.organisation && !is_kept(promise, parts.deliveries))
      all[*value.giver.organisation].due.push_back(static_cast<std::int32_t>(value.due->last_day()));
  }
  std::vector<Awaited> awaited;
  for (auto& [organisation, one] : all) {
    one.organisation = organisation;
    one.part = part_of(parties, organisation);
    std::ranges::sort(one.due);
    awaited.push_back(std::move(one));
  }
  return awaited;
}

std::vector<base::Uuid> signers_among(const std::vector<Awaited>& awaited) {
  std::vector<base::Uuid> signers;
  for (const auto& each : awaited)
    signers.insert(signers.end(), static_cast<std::size_t>(each.signatures), each.organisation);
  return signers;
}

}  // namespace entente::registry
