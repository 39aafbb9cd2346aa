// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "screening/words.hpp"

/// The score of two names: what their words have in common, what only one has, and what contradicts.
namespace entente::screening {

/// What the score is made of. They are shares of the weight of the heavier name.
struct Weighing {
  double conflict = 2.0;      ///< both names have a word there, and the two are not one
  double omission = 0.50;     ///< only one of the names of a person has it
  double of_others = 0.85;    ///< the same for parties that are no persons, whose words are all of the name
  double of_one_word = 0.85;  ///< the same where one word alone is in common, and more stand there
  double of_syllables = 1.2;  ///< the same for Han and Hangul, in which names are never written in part
  double likeness = 1.5;      ///< what is missing to a likeness of 1
  double legal_form = 0.05;   ///< a legal form that only one of them has
  double scarce = 0.4;        ///< how much more what stands alone takes where nothing was found alike
};
inline constexpr Weighing kWeighing;
/// The least that an omission can take: what bounds are made of.
inline constexpr double kLeastOmission = kWeighing.omission;

/// A name as it is compared: its words and what each weighs, by the lists.
struct Weighed {
  std::span<const NameWord* const> words;
  std::span<const double> weights;
};

/// asked.words.size() rows, listed.words.size() columns.
struct Nearness {
  std::size_t columns = 0;
  std::vector<Near> cells;
  const Near& at(std::size_t row, std::size_t column) const { return cells[row * columns + column]; }
  Near& at(std::size_t row, std::size_t column) { return cells[row * columns + column]; }
};

struct NameScore {
  double score = 0;
  double evidence = 0;
  std::vector<TokenPair> pairs;  ///< only where they are asked for
};

/// Scores names, one pair after the other, in the same room.
class NameScorer {
 public:
  NameScorer();
  ~NameScorer();

  /// `runs`: false where it is known that no words of one of them are written as one in the other.
  NameScore score(const Weighed& asked, const Weighed& listed, const Nearness&, Kind, bool runs,
                  bool explain);

 private:
  class Laying;
  std::unique_ptr<Laying> laying_;
};

/// The weight of a name without its legal forms, which are weighed apart.
double total_weight(const Weighed&);

/// What is taken where so much of either name stands alone, as a share of the heavier name.
constexpr double taken(double alone_a, double alone_b, double heavier, double omission) {
  const double both = alone_a < alone_b ? alone_a : alone_b;
  const double one = alone_a < alone_b ? alone_b - alone_a : alone_a - alone_b;
  return (kWeighing.conflict * both + omission * one) / heavier;
}

/// The score where so much is taken: what is left of 1, and less and less below a half, but never nothing.
double score_without(double taken);

}  // namespace entente::screening
