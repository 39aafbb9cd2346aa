// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/hash.hpp"
#include "principles/policy.hpp"
#include "principles/principles.hpp"

/// How one partnership stands on each principle (62/211, ¶8). There is no grade of the whole.
namespace entente::principles {

/// In words and shape on pages, never by a number or a colour alone.
enum class Status : std::uint8_t { met, partly, not_met, not_enough_evidence, not_applicable };
inline constexpr std::size_t kStatuses = 5;
std::string_view name_of(Status);

struct MeasureResult {
  const Measure* measure = nullptr;
  const MeasureRule* rule = nullptr;
  const Exception* exception = nullptr;  ///< why it is not asked, where that is the policy's doing
  Status status = Status::not_applicable;
  Measured measured;
  Explanation explanation;
};

struct PrincipleResult {
  const Principle* principle = nullptr;
  const PrincipleRule* rule = nullptr;
  Status status = Status::not_applicable;
  Interval points;   ///< share of the weights that count, at worst and at best
  double known = 0;  ///< share of what its measures ask for that is known
  std::vector<MeasureResult> measures;
};

enum class Explain : bool { no, yes };

/// Of every principle, in the order of principles(). The profile's policy has to outlive what is returned.
std::vector<PrincipleResult> assess(const Facts&, const Policy&, const Profile&, Explain);

/// Of every principle, without its measures: for a whole register.
std::vector<Status> statuses(const Facts&, const Policy&, const Profile&);

/// What all results of one partnership follow from: SHA-256 of the facts in a form that is the same on every
/// machine, and of the policy and the profile.
base::Sha256 hash_of_inputs(const Facts&, const Policy&, const Profile&);

/// One figure of all principles that apply, weighed by the profile: shown only where the policy asks for it,
/// and always with what it would be if the weights were others.
struct Composite {
  Interval value;        ///< 0 to 1
  Interval even;         ///< with all weights alike
  Interval any_weights;  ///< with the weights that make it least, and those that make it most
};
Composite composite_of(const std::vector<PrincipleResult>&);

}  // namespace entente::principles
