// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/light_turns.hpp"

namespace entente::search {

void LightTurns::add(const std::vector<std::pair<std::int32_t, std::uint8_t>>& lights) {
  const auto first = lights.empty() ? 0 : lights.front().first;
  Sequence sequence;
  for (const auto& [day, light] : lights)
    sequence.emplace_back(static_cast<std::uint32_t>(std::int64_t{day} - first), light);
  const auto [at, is_new] = numbers_.try_emplace(std::move(sequence), numbers_.size());
  if (is_new) {
    for (const auto& [after, light] : at->first) {
      turns_.push_back(after);
      turns_.push_back(light);
    }
    starts_.push_back(static_cast<std::uint32_t>(turns_.size() / 2));
  }
  days_.push_back(first);
  of_.push_back(at->second);
}

void LightTurns::write(SectionWriter& out) const {
  out.whole(Section::light_days, days_);
  out.whole(Section::light_turns, of_);
  out.whole(Section::turns, turns_);
  out.whole(Section::turn_starts, starts_);
}

}  // namespace entente::search
