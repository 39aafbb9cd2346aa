// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/listed.hpp"

#include <array>

namespace entente::screening {
namespace {

constexpr std::array<std::string_view, 5> kKinds{"unknown", "person", "organisation", "vessel", "aircraft"};

}  // namespace

std::string_view name_of(Kind kind) {
  return kKinds.at(static_cast<std::size_t>(kind));
}

std::optional<Kind> kind_named(std::string_view name) {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (kKinds.at(i) == name) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

}  // namespace entente::screening
