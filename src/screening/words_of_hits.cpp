// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "screening/screener.hpp"

namespace entente::screening {
namespace {

constexpr std::array<std::string_view, 7> kLikenesses{"same",   "script", "equivalent", "initial",
                                                      "merged", "edited", "none"};
constexpr std::array<std::string_view, 5> kFields{"born", "country", "gender", "document", "kind"};
constexpr std::array<std::string_view, 3> kVerdicts{"agrees", "conflicts", "unknown"};

}  // namespace

std::string_view name_of(Likeness likeness) {
  return kLikenesses.at(static_cast<std::size_t>(likeness));
}
std::string_view name_of(Qualifier::Field field) {
  return kFields.at(static_cast<std::size_t>(field));
}
std::string_view name_of(Qualifier::Verdict verdict) {
  return kVerdicts.at(static_cast<std::size_t>(verdict));
}

}  // namespace entente::screening
