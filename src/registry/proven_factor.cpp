// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/proven_factor.hpp"

#include "access/refused.hpp"

namespace entente::registry {

std::string act_of_signing(const base::Uuid& agreement, std::int64_t version, std::string_view hash,
                           std::string_view act, const base::Uuid& party, std::string_view capacity) {
  return "sign " + agreement.str() + ' ' + std::to_string(version) + ' ' + std::string(hash) + ' ' +
         std::string(act) + ' ' + party.str() + ' ' + std::string(capacity);
}

std::string act_of_withdrawing(const base::Uuid& agreement, std::int64_t version, std::string_view reason) {
  return "withdraw " + agreement.str() + ' ' + std::to_string(version) + ' ' + std::string(reason);
}

std::string act_of_adding_key(const base::Uuid& organisation, std::string_view key) {
  return "add key " + organisation.str() + ' ' + std::string(key);
}

std::string act_of_ending_key(const base::Uuid& key, std::string_view day) {
  return "end key " + key.str() + ' ' + std::string(day);
}

std::string act_of_removing_file(std::string_view hash, std::string_view reason, std::string_view words) {
  return "remove file " + std::string(hash) + ' ' + std::string(reason) + ' ' + std::string(words);
}

void require_proven(const access::Actor& actor, const ProvenFactor& proven, std::string_view act) {
  if (actor.account && proven.is_of(*actor.account, act) && actor.second_factor) return;
  throw access::Refused("this act", "needs the second factor once more, for itself", "Give a new code.");
}

}  // namespace entente::registry
