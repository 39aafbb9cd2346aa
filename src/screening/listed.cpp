// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/listed.hpp"

#include <array>
#include <boost/json.hpp>

#include "base/json.hpp"
#include "screening/listed_json.hpp"

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

base::Sha256 hash_of(const Listed& listed) {
  return base::sha256(base::canonical_json(to_json(listed)));
}

}  // namespace entente::screening
