// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "screening/name_score.hpp"

/// Whether a name could reach a score, by what it may have in common with the asked one at most.
namespace entente::screening {

/// What a name is, as far as it says how much an omission takes.
enum class Omits : std::uint8_t { of_person, of_others, of_syllables };

/// The most that two names may have in common, in weight, and the least that is lost by words that are only
/// near.
struct Common {
  double asked = 0, listed = 0;
  double lost = 0;
  std::size_t telling = 0;  ///< how many of the words tell one name from another
};

/// The most that a word which is only near is said to lose, as a share of its weight: as much as it would if
/// it stood alone, because it may.
inline constexpr double kMostLost = kLeastOmission / kWeighing.likeness;

class Reach {
 public:
  struct Asked {
    double weight;        ///< of the name, legal forms apart
    std::size_t telling;  ///< its words that tell
    Kind kind;
    bool syllables;
  };
  Reach(const Asked& asked, double least);

  /// Whether a name that weighs so much could reach the score.
  bool may(const Common&, double weight, Omits) const;
  /// Whether any name could, whatever it weighs.
  bool may_any(const Common&) const;

 private:
  static constexpr std::size_t kOmits = 3;

  double omission(std::size_t telling, Omits) const;

  double weight_;
  std::size_t telling_;
  double most_taken_ = 0;
  std::array<double, kOmits> omissions_{}, of_one_word_{};
};

}  // namespace entente::screening
