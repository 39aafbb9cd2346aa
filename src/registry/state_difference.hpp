// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "registry/register.hpp"

namespace entente::registry {

/// How one record differs between two states of the register.
struct RecordDifference {
  enum class Fate : std::uint8_t { changed, added, removed };
  base::Uuid id;
  std::string type;  ///< the record's kType
  Fate fate = Fate::changed;
  std::string said;                ///< its body, as it stood in the later state that has it
  std::vector<Difference> fields;  ///< of what was added or removed, all of them
};
std::string_view name_of(RecordDifference::Fate);

/// How a record differs from one commit to another, and of a partnership all that hangs on it: the record
/// itself first, then by type and id. What did not stand in one of the two was added or removed. Nothing
/// where the record itself stood in neither.
std::optional<std::vector<RecordDifference>> state_difference(const Register&, const base::Uuid& id,
                                                              std::int64_t from, std::int64_t to);

/// {"differences": [{"record", "type", "change", "path", "before", "after"}]}.
std::string to_json(const std::vector<RecordDifference>&);

}  // namespace entente::registry
