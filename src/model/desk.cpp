// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/desk.hpp"

#include <algorithm>
#include <array>

#include "base/hash.hpp"
#include "model/concern.hpp"
#include "model/governance.hpp"
#include "model/report.hpp"

namespace entente::model {

namespace {

constexpr std::uint8_t kOwnVersion = 0x80, kVersionBits = 0xf0;

base::Uuid made_of(const std::string& name) {
  const auto hash = base::sha256(name);
  std::array<std::uint8_t, 16> bytes{};
  std::copy_n(hash.begin(), bytes.size(), bytes.begin());
  // Version 8 (RFC 9562): made by a rule of one's own, and never one of those that are made by the clock.
  bytes[6] = static_cast<std::uint8_t>(kOwnVersion | (bytes[6] & 0x0f));
  bytes[8] = static_cast<std::uint8_t>(0x80 | (bytes[8] & 0x3f));
  return base::Uuid(bytes);
}

}  // namespace

base::Uuid desk_of(std::string_view country) {
  return made_of("desk of " + std::string(country));
}

base::Uuid rhythm_of(const base::Uuid& partnership) {
  return made_of("reporting rhythm of " + partnership.str());
}

base::Uuid governance_of(const base::Uuid& partnership) {
  return made_of("governance of " + partnership.str());
}

base::Uuid statement_of(const base::Uuid& partnership, const base::Uuid& organisation) {
  return made_of("statement of " + organisation.str() + " in " + partnership.str());
}

base::Uuid notice_of_concern(std::int64_t number) {
  return made_of("notice of concern " + std::to_string(number));
}

base::Uuid draft_beside(const base::Uuid& published) {
  return made_of("draft beside " + published.str());
}

bool is_made_by_rule(const base::Uuid& id) {
  return (id.bytes()[6] & kVersionBits) == kOwnVersion;
}

}  // namespace entente::model
