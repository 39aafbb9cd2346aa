// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/desk.hpp"

#include <algorithm>
#include <array>

#include "base/hash.hpp"

namespace entente::model {

base::Uuid desk_of(std::string_view country) {
  const auto hash = base::sha256("desk of " + std::string(country));
  std::array<std::uint8_t, 16> bytes{};
  std::copy_n(hash.begin(), bytes.size(), bytes.begin());
  // Version 8 (RFC 9562): made by a rule of one's own, and never one of those that are made by the clock.
  bytes[6] = static_cast<std::uint8_t>(0x80 | (bytes[6] & 0x0f));
  bytes[8] = static_cast<std::uint8_t>(0x80 | (bytes[8] & 0x3f));
  return base::Uuid(bytes);
}

}  // namespace entente::model
