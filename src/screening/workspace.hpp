// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "screening/name_index.hpp"

/// What searches of one index need while they run.
namespace entente::screening {

/// How much is done for one party at most, in steps of a nanosecond or two: a listed name that is passed over
/// is one, and one more for each asked word that it may have besides; each that is looked at kStepsOfName for
/// each asked word. The party's names share it.
inline constexpr std::int64_t kMostSteps = 200'000'000;
inline constexpr std::int64_t kStepsOfName = 16;

/// What a search needs to remember about every name and every word; made once and used again.
class Workspace {
 public:
  explicit Workspace(const NameIndex& index) : seen(index.names.size()), rows(index.vocabulary.size()) {}

  struct Seen {
    std::uint32_t search = 0;  ///< in which search it was brought
    float listed = 0;          ///< the most of its own words that stand in runs
    std::uint64_t asked = 0;   ///< the asked words that may be in a run, or one with a run of it: a bit each
  };
  struct Row {
    std::uint32_t search = 0;
    std::uint32_t row = 0;
  };
  std::vector<Seen> seen;   ///< of each name
  std::vector<Row> rows;    ///< of each word of the vocabulary
  std::vector<Near> cells;  ///< a row for each word that was found, a cell for each asked one
  std::vector<std::uint32_t> touched;
  NameScorer scorer;
  std::uint32_t search = 0;
  std::int64_t steps_left = kMostSteps;  ///< for this name; the search takes from it
};

/// Names lie all over memory, and waiting for it is most of the work: what is asked of those that come so
/// many later is fetched while one is looked at.
inline constexpr std::size_t kAhead = 8;

template <class T>
void fetch(const T& one) {
  __builtin_prefetch(&one);
}

}  // namespace entente::screening
