// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <bit>

#include "search/day_facets.hpp"

namespace entente::search {

/// A score is raised in steps, each a share of it: a record that has lately reported, and one that is
/// well attested, goes before another of the same words. Small: what the words say decides.
inline constexpr float kStep = 0.01F;
inline constexpr std::array<std::uint8_t, kLights.size()> kStepsOfLight = {2, 1, 0, 0, 1, 0};
inline constexpr std::array<std::uint8_t, kAttested.size()> kStepsOfAttestation = {0, 1, 2};
inline constexpr std::size_t kMostSteps = 4;
inline constexpr float raised(float score, std::size_t steps) {
  return score * (1 + kStep * static_cast<float>(steps));
}

constexpr std::size_t steps_of_light(DayMarks marks) {
  constexpr unsigned kShown = (1U << kLights.size()) - 1;
  const auto light = marks & kShown;
  return light == 0 ? 0 : kStepsOfLight[static_cast<std::size_t>(std::countr_zero(light))];
}
constexpr std::size_t steps_of_attestation(std::uint8_t attested) {
  return kStepsOfAttestation[std::min<std::size_t>(attested, kStepsOfAttestation.size() - 1)];
}

/// By how much the scores of documents of one piece are raised: where nobody asks for the day, not at all.
class Steps {
 public:
  Steps(const Corpus& corpus, std::size_t piece)
      : day_(corpus.day.empty() ? nullptr : corpus.day[piece].get()) {}
  std::size_t operator()(Doc doc) const { return day_ == nullptr ? 0 : day_->steps[doc]; }

 private:
  const MarksOfDay* day_;
};

/// For each number of steps the bound of scores that reach, once they are raised, what one score is.
template <class Bound>
class RaisedBounds {
 public:
  /// `above`: the bound of a score that is not raised.
  template <class Above>
  void set(float score, const Above& above) {
    for (std::size_t steps = 0; steps <= kMostSteps; ++steps)
      bounds_[steps] = above(score / raised(1, steps));
  }
  const Bound& operator[](std::size_t steps) const { return bounds_[steps]; }

 private:
  std::array<Bound, kMostSteps + 1> bounds_;
};

}  // namespace entente::search
