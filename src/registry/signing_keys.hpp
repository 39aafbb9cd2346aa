// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "access/permission.hpp"
#include "registry/register.hpp"

namespace entente::registry {

class ProvenFactor;

inline constexpr std::size_t kMostSigningKeys = 20;  ///< of one organisation, ended ones too

/// The keys of an organisation, in the order in which they were registered. For everybody: they are public.
std::vector<Held<model::SigningKey>> signing_keys(const Register&, const base::Uuid& organisation);

/// Registers the public half ("name+0a1b2c3d+base64") for an organisation. Throws base::BadInput where it is
/// no key that signs notes, base::Conflict where the organisation has it already, ended ones too, or there
/// are too many.
store::Committed add_signing_key(Register&, const access::Actor&, ProvenFactor,
                                 const base::Uuid& organisation, std::string_view key);
/// Ends one, from a day on that may be past: where it was stolen, that of the theft. Nothing that came in
/// from then on counts. It cannot be undone, and the day is only moved back.
store::Committed end_signing_key(Register&, const access::Actor&, ProvenFactor, const base::Uuid& key,
                                 std::string_view day);

}  // namespace entente::registry
