// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "base/id.hpp"
#include "registry/reading.hpp"

/// Internal to registry: what waits for a party among promises and deliveries that were entered here, and
/// among agreements. What a file told waits for nobody.
namespace entente::registry {

/// In one partnership, for one organisation.
struct Awaited {
  base::Uuid organisation, part;  ///< one of its parts; nil where it has none
  std::int64_t words = 0;         ///< deliveries to it, of which it has said nothing as they stand
  std::int64_t signatures = 0;    ///< agreements that wait for its signature
  std::vector<std::int32_t> due;  ///< the last days of its own promises that are not kept, the first first
  bool operator==(const Awaited&) const = default;
};

/// `signers`: who still has to sign an agreement, once for each.
std::vector<Awaited> awaited_in(const std::vector<Party>&, const Parts&,
                                const std::vector<base::Uuid>& signers);

/// `signers` again, of what was worked out before.
std::vector<base::Uuid> signers_among(const std::vector<Awaited>&);

/// Whether what was delivered on a promise makes up its amount, else its quantity in its unit; of one that
/// says neither, whether anything was.
bool is_kept(const Held<model::Commitment>&, const std::vector<Held<model::Delivery>>&);

}  // namespace entente::registry
