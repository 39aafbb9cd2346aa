// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/told_concern.hpp"

#include "registry/reading.hpp"
#include "registry/register.hpp"

namespace entente::registry {

std::optional<Held<model::ConcernNotice>> concern_notice(const Register& reg, std::int64_t number) {
  const auto reader = reg.read();
  const auto head = standing_head(*reader, model::notice_of_concern(number), model::ConcernNotice::kType);
  if (!head) return std::nullopt;
  return held<model::ConcernNotice>(*head);
}

}  // namespace entente::registry
