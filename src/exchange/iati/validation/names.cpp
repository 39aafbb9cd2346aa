// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/names.hpp"

#include "base/error.hpp"

namespace entente::exchange::iati::validation {

Name Names::add(std::string_view text) {
  if (const Name known = find(text)) return known;
  if (texts_.size() > kSlots / 2) throw base::Error("IATI standard", "has more names than the table holds");
  const auto ends = scan::ends_of(text);
  auto slot = ends.hash(text.size()) % kSlots;
  while (slots_[slot].name != 0) slot = (slot + 1) % kSlots;
  const auto name = static_cast<Name>(texts_.size());
  slots_[slot] = {ends, static_cast<std::uint32_t>(text.size()), name};
  texts_.emplace_back(text);
  return name;
}

}  // namespace entente::exchange::iati::validation
