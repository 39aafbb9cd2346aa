// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/proven_factor.hpp"

#include "access/refused.hpp"

namespace entente::registry {

void require_proven(const access::Actor& actor, const ProvenFactor& proven) {
  if (actor.account && *actor.account == proven.account && actor.second_factor) return;
  throw access::Refused("to sign", "needs the second factor once more", "Give a new code.");
}

}  // namespace entente::registry
