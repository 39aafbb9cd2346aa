// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/made_in.hpp"

#include <algorithm>

namespace entente::registry {

std::optional<base::Uuid> made_in(const Register& reg, const store::Committed& done, std::string_view type,
                                  const base::Uuid& other_than) {
  if (done.event_seq == 0) return std::nullopt;
  const auto changes = reg.read()->changes(done.event_seq - 1, 1);
  const auto found = std::ranges::find_if(
      changes, [&](const store::Change& change) { return change.type == type && change.id != other_than; });
  return found == changes.end() ? std::nullopt : std::optional(found->id);
}

}  // namespace entente::registry
