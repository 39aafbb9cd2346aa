// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/attesting.hpp"

#include <algorithm>

#include "model/vocabulary.hpp"

namespace entente::registry {

bool speaks_of(const Held<model::Attestation>& said, const Held<model::Delivery>& delivery) {
  return said.value.delivery == delivery.id && said.value.delivery_hash == base::hex(delivery.hash);
}

std::vector<std::string> levels_of(const Held<model::Delivery>& delivery,
                                   const std::vector<Held<model::Attestation>>& words) {
  const auto holds = [&](std::string_view level) {
    if (level == "claim") return true;
    if (level == "own_document") return !delivery.value.evidence.empty();
    return std::ranges::any_of(words, [&](const auto& said) {
      return said.value.level == level && said.value.state == "confirmed" && speaks_of(said, delivery);
    });
  };
  std::vector<std::string> levels;
  for (const auto& term : model::vocabulary("attestation_level").terms)
    if (holds(term.code)) levels.push_back(term.code);
  return levels;
}

bool is_disputed(const Held<model::Delivery>& delivery, const std::vector<Held<model::Attestation>>& words) {
  return std::ranges::any_of(
      words, [&](const auto& said) { return said.value.state == "disputed" && speaks_of(said, delivery); });
}

bool was_disputed(const Held<model::Delivery>& delivery, const std::vector<Held<model::Attestation>>& words) {
  return std::ranges::any_of(words, [&](const auto& said) {
    return said.value.delivery == delivery.id && said.value.state == "disputed" && !speaks_of(said, delivery);
  });
}

}  // namespace entente::registry
