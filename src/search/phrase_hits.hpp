// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "search/word_hits.hpp"

namespace entente::search {

/// What a base keeps of the words of a phrase that follow one another: runs that are part of no longer one
/// that it keeps. `whole`: it is but one, of all of them.
struct RunsOf {
  std::vector<Segment::Run> runs;
  bool whole = false;
};
RunsOf runs_of(const Live&, const Slots&, std::size_t piece, const Phrase&);

/// The documents of a piece that have each of the phrases and words.
WordHits hits_of(const Corpus&, const Slots&, std::size_t piece, const std::vector<const Phrase*>&);

/// True where the first has the better score, or the lower number.
inline bool is_better(const Hit& a, const Hit& b) {
  return a.score != b.score ? a.score > b.score : a.doc < b.doc;
}

/// Collects the best of many hits.
class BestHits {
 public:
  /// One or more.
  explicit BestHits(std::size_t count) : count_(count) {}
  /// Says whether it is one of them, so far.
  bool add(const Hit& hit);
  bool is_full() const { return hits_.size() == count_; }
  const Hit& last() const { return hits_.front(); }  ///< of them, once there are so many
  /// In the order of their numbers.
  std::vector<Hit> take();

 private:
  std::size_t count_;
  std::vector<Hit> hits_;  // once there are so many: a heap
};

}  // namespace entente::search
