// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/name_reach.hpp"

#include <algorithm>
#include <cmath>

namespace entente::screening {
namespace {

/// Floats add up in another order than the score's doubles.
constexpr double kSlack = 1e-4;
constexpr double kStep = 1e-2;

}  // namespace

Reach::Reach(const Asked& asked, double least) : weight_(asked.weight), telling_(asked.telling) {
  // What may be taken at most: the score falls with it, and the bounds need no exponential.
  while (score_without(most_taken_) >= least - kSlack) most_taken_ += kStep;
  const double of_listed = asked.kind == Kind::person ? kWeighing.omission : kWeighing.of_others;
  omissions_ = {kWeighing.omission, of_listed, std::max(of_listed, kWeighing.of_syllables)};
  for (auto& omission : omissions_) {
    if (asked.syllables) omission = std::max(omission, kWeighing.of_syllables);
  }
  for (std::size_t i = 0; i < kOmits; ++i) of_one_word_[i] = std::max(omissions_[i], kWeighing.of_one_word);
}

double Reach::omission(std::size_t telling, Omits omits) const {
  const auto& omissions = telling <= 1 && telling_ > 1 ? of_one_word_ : omissions_;
  return omissions.at(static_cast<std::size_t>(omits));
}

bool Reach::may(const Common& common, double weight, Omits omits) const {
  const double most = most_taken_ * std::max(weight_, weight);
  const double alone = taken(std::max(0.0, weight_ - common.asked), std::max(0.0, weight - common.listed), 1,
                             omission(common.telling, omits));
  const double lost = kWeighing.likeness * common.lost;
  if (alone + lost > most) return false;
  // What stands alone takes more, and the more the less is in common.
  const double scarce = 1 + kWeighing.scarce * std::exp(-(common.asked + common.listed) / 2);
  return scarce * alone + lost <= most;
}

bool Reach::may_any(const Common& common) const {
  // Where an omission takes less than a longer name allows, every name that is long enough may.
  const double alone = std::max(0.0, weight_ - common.asked);
  const auto least = Omits::of_person;
  if (omission(common.telling, least) <= most_taken_) return true;
  // What is taken and what may be are straight lines between these.
  return may(common, common.listed, least) || may(common, std::max(weight_, common.listed), least) ||
         may(common, common.listed + alone, least);
}

}  // namespace entente::screening
