// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <mutex>
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

/// What a search needs to remember about every name and every word; made once and used again.
class Workspace {
 public:
  explicit Workspace(const NameIndex& index);

  struct Tally {
    std::uint32_t search = 0;  ///< of which search it tells
    std::uint32_t word = 0;    ///< the asked word that was added last
    float asked = 0;           ///< the most of the asked name that may be in it
    float listed = 0;          ///< the most of it that may be in the asked name
    float lost = 0;            ///< the least that is lost by words that are only near
    float last = 0;            ///< what the last word added to `listed`
  };
  struct Row {
    std::uint32_t search = 0;
    std::uint32_t row = 0;
  };
  std::vector<Tally> tallies;  ///< of each name
  std::vector<Row> rows;       ///< of each word of the vocabulary
  std::vector<Near> cells;     ///< a row for each word that was found, a cell for each asked one
  std::vector<std::uint32_t> touched;
  std::uint32_t search = 0;
};

/// Every name whose score is at least `least`, in the order of names. `by_index` or by comparing them all.
std::vector<Scored> search(const NameIndex& index, const AskedName& asked, Kind kind, double least,
                           bool by_index, Workspace& workspace);

}  // namespace entente::screening
