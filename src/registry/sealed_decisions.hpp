// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "store/store.hpp"

/// Internal to registry: decisions that are not for everybody, sealed into the public log
/// (docs/decisions/0085).
namespace entente::registry {

inline constexpr std::string_view kSealScreening = "screening", kSealDueDiligence = "due_diligence";

/// How many random bytes stand before what is hashed: nobody finds a decision by trying all that could be
/// decided.
inline constexpr std::size_t kSealSalt = 32;

/// What a row that holds a decision has to keep of its seal.
struct SealOfDecision {
  base::Uuid record;
  std::string salt;  ///< bytes
};

/// SHA-256 (hex) of the salt followed by the decision.
std::string seal_hash(std::string_view salt, std::string_view decision);

/// Puts the record. `decision` is hashed in its canonical form (RFC 8785), which the row has to keep as it
/// stands: base::canonical_json() makes it, and refuses fractions. The unit puts nothing else that is for
/// everybody: what one commit holds is known to belong together.
SealOfDecision put_sealed_decision(store::UnitOfWork&, base::Instant now, std::string_view kind,
                                   std::string_view decision);

/// Whether a decision is the one that was sealed, when it was: its record stands, is of that kind, and has
/// the hash.
bool has_seal(store::Reader&, std::string_view kind, const SealOfDecision&, std::string_view decision);

}  // namespace entente::registry
