// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/permission.hpp"

namespace entente::registry {

/// That somebody who has signed in has given their second factor once more, just now, for one act. Accounts
/// alone makes one; another kind of proof, a passkey say, would be made there too.
struct ProvenFactor {
  base::Uuid account;
};

/// Throws access::Refused where it is not the actor's own.
void require_proven(const access::Actor&, const ProvenFactor&);

}  // namespace entente::registry
