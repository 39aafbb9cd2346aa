// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "screening/name_index.hpp"

/// The names of an index that one asked name is near, with their scores.
namespace entente::screening {

/// A name that is asked, ready to be looked for.
struct AskedName {
  std::vector<AskedWord> words;
  std::vector<double> weights;
  double weight = 0;  ///< of all, legal forms apart
};

AskedName asked_name(std::string_view text, Kind kind, const NameIndex* index);

struct Scored {
  std::uint32_t name;
  double score, evidence;
};

/// How much is done for one party at most, in steps of a nanosecond or two: a listed name that is passed over
/// is one, each that is looked at kStepsOfName for each asked word. The party's names share it.
inline constexpr std::int64_t kMostSteps = 200'000'000;
inline constexpr std::int64_t kStepsOfName = 16;

/// What a search needs to remember about every name and every word; made once and used again.
class Workspace {
 public:
  explicit Workspace(const NameIndex& index);

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
  std::uint32_t search = 0;
  std::int64_t steps_left = kMostSteps;  ///< for this name; the search takes from it
};

/// Every name whose score is at least `least`, in the order of names. `by_index`, as far as the steps that
/// are left go, the names with the rarest words first; or by comparing each with every word of the lists.
std::vector<Scored> search(const NameIndex& index, const AskedName& asked, Kind kind, double least,
                           bool by_index, Workspace& workspace);

}  // namespace entente::screening
