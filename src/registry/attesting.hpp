// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "registry/views.hpp"

/// What a delivery is attested by. It follows from what was done and said, and is written nowhere: nobody
/// can choose it.
namespace entente::registry {

/// Whether a word speaks of the delivery as it stands: a change of the delivery reopens it.
bool speaks_of(const Held<model::Attestation>&, const Held<model::Delivery>&);

/// Codes of the vocabulary attestation_level that hold, the weakest first: never empty, and the first is
/// "claim". A word that disputes the delivery gives none.
std::vector<std::string> levels_of(const Held<model::Delivery>&,
                                   const std::vector<Held<model::Attestation>>&);

/// Whether a word on the delivery as it stands disputes it.
bool is_disputed(const Held<model::Delivery>&, const std::vector<Held<model::Attestation>>&);

/// Whether somebody disputed an earlier version of it, and has said nothing of the one that stands.
bool was_disputed(const Held<model::Delivery>&, const std::vector<Held<model::Attestation>>&);

}  // namespace entente::registry
