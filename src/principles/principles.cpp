// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/principles.hpp"

#include <array>

namespace entente::principles {

// One line each; each stands in a file of its own name.
extern const Principle kCommonPurpose;
extern const Principle kTransparency;
extern const Principle kNoUnfairAdvantage;
extern const Principle kMutualBenefit;
extern const Principle kAccountability;
extern const Principle kUnModalities;
extern const Principle kRepresentation;
extern const Principle kBalance;
extern const Principle kIndependence;
extern const Principle kImpact;
extern const Principle kSustainability;
extern const Principle kNationalOwnership;
extern const Principle kNonDiscrimination;

std::span<const Principle* const> principles() {
  static constexpr std::array kAll{
      &kCommonPurpose,  &kTransparency,      &kNoUnfairAdvantage, &kMutualBenefit, &kAccountability,
      &kUnModalities,   &kRepresentation,    &kBalance,           &kIndependence,  &kImpact,
      &kSustainability, &kNationalOwnership, &kNonDiscrimination,
  };
  return kAll;
}

const Principle* find_principle(std::string_view name) {
  for (const auto* each : principles())
    if (each->name == name) return each;
  return nullptr;
}

}  // namespace entente::principles
