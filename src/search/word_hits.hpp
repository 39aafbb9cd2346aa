// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "search/ranking.hpp"
#include "search/slots.hpp"

namespace entente::search {

/// What adds to the scores of documents: a word, or values that words stand for.
struct Scoring {
  const Slot* word = nullptr;
  const ValueSlot* values = nullptr;
  std::uint32_t most_times = 1;  ///< it adds to the score of one document at most
};
/// A word in more alternatives than these adds to a score as one in so many.
inline constexpr std::uint32_t kMostTimes = 255;

/// Documents in the order of their numbers, with what each word weighs in them: nothing where it has nothing
/// to do with the document's being found.
struct WordHits {
  std::vector<Scoring> words;
  std::vector<Doc> docs;
  std::vector<std::vector<std::uint8_t>> weights;  ///< by word, then as `docs`
  /// How many times each adds to the score: as `weights`, but of none, or of a word nothing, where it is
  /// once.
  std::vector<std::vector<std::uint8_t>> times = {};
};
/// What stands in the place of a query that found it, see Chosen.
struct FoundBefore {
  std::shared_ptr<const SlotStore> slots;  ///< that the words are of
  std::vector<WordHits> by_piece;
};
/// Leaves what is at these places.
void keep_places(WordHits&, const std::vector<std::uint32_t>& places);

/// Tells the scores of such documents, those of one query in the order of their numbers.
class WordScores {
 public:
  WordScores(const Corpus&, std::size_t piece, const std::vector<Scoring>& words);

  struct Once {
    float operator()(std::size_t /*word*/) const { return 1; }
  };
  /// As every way of finding gives it; not raised. `weights`: of each word; `times`: how often it counts.
  template <class Weights, class Times = Once>
  float operator()(Doc doc, const Weights& weights, const Times& times = {}) {
    const auto length = lengths_[doc];
    float score = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const std::uint32_t weight = weights(i);
      if (weight == 0) continue;
      auto& word = words_[i];
      auto points = word.score(weight, length);
      if (word.exactly)
        if (const auto* found = word.exactly->find(doc))
          points += word.itself.value()(weight_of(*found), length);
      score += times(i) * points;
    }
    return score;
  }
  /// What its score does not pass, whichever of the words stand in it themselves.
  template <class Weights, class Times>
  float most(Doc doc, const Weights& weights, const Times& times) const {
    constexpr float kRoundingUp = 1.001F;
    float most = 0;
    for (std::size_t i = 0; i < words_.size(); ++i)
      most += times(i) * words_[i].score(weights(i), lengths_[doc]) * words_[i].with_itself;
    return most * kRoundingUp;
  }
  /// Tells what cannot reach a score from the means() of the weights: the score of each word is a concave
  /// function of its weight, the same but for a factor, so their sum is no more than the sum of the factors
  /// times that function of a mean in which each weight counts as much as its factor. What counts several
  /// times is no more than the same, as often as it can, of its share of the weight.
  Score::Bound above(float score) const {
    return words_.empty() ? Score::Bound{0, 0, 0} : words_.front().score.above(score / most_);
  }
  /// Of the hits from one place to before another.
  void means(const WordHits&, std::size_t begin, std::size_t end, float* out) const;

 private:
  struct OfWord {
    Score score;
    std::optional<Score> itself;  ///< where others of its stem will do
    std::optional<PostingFinder> exactly;
    float with_itself = 1;  ///< what the score is multiplied with at most, where it does
  };
  std::span<const std::uint32_t> lengths_;
  std::vector<OfWord> words_;
  std::vector<float> shares_;  ///< of all factors, each as often as its word counts at most
  float most_ = 0;             ///< their sum
};

/// The first of them by their raised scores, in the order of their numbers: all, or those among a set. Most
/// are told from a few numbers to be none of them.
std::vector<Hit> best_of(const Corpus&, std::size_t piece, const WordHits&, BitsView among,
                         std::size_t count);
/// All of them, scored but not raised.
std::vector<Hit> scored(const Corpus&, std::size_t piece, const WordHits&);

}  // namespace entente::search
