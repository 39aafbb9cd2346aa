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

/// By how much the scores of documents of one piece are raised.
class Steps {
 public:
  Steps(const Corpus& corpus, std::size_t piece)
      : attested_(corpus.pieces[piece]->piece->attested()),
        day_(corpus.day.empty() ? nullptr : corpus.day[piece].get()) {}

  std::size_t of_light(Doc doc) const {
    const unsigned light = day_ == nullptr ? 0 : day_->marks[doc] & (kLightMarks - 1);
    return kByLightMark[light];
  }
  std::size_t of_attestation(Doc doc) const {
    return kStepsOfAttestation[std::min<std::size_t>(attested_[doc], kStepsOfAttestation.size() - 1)];
  }
  std::size_t operator()(Doc doc) const { return of_light(doc) + of_attestation(doc); }

 private:
  static constexpr std::size_t kLightMarks = std::size_t{1} << kLights.size();
  static constexpr auto kByLightMark = [] {
    std::array<std::uint8_t, kLightMarks> steps{};
    for (std::size_t light = 0; light < kLights.size(); ++light)
      steps[std::size_t{1} << light] = kStepsOfLight[light];
    return steps;
  }();
  std::span<const std::uint8_t> attested_;
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
