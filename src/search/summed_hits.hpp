// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>

#include "search/word_hits.hpp"

namespace entente::search {

/// Joins what many parts of a query find in a piece, one after the other. Each part is looked at once and may
/// be let go of, and what a word weighs is held once, in however many of them it stands: so time grows with
/// what the parts find and memory with the different words, not with the parts times the words.
class SummedHits {
 public:
  /// Of a piece of so many documents.
  explicit SummedHits(std::size_t documents) : documents_(documents), found_(documents / 64 + 1) {}

  /// Adds what a part finds.
  void unite(const WordHits&);
  /// Leaves what a part finds, too.
  void intersect(const WordHits&);
  /// Leaves what is in a set, too.
  void keep_in(BitsView);
  bool empty() const;
  /// The words stand in their order in the query, whichever parts were looked at.
  WordHits take() const;

 private:
  struct Column {
    Scoring word;
    std::vector<std::uint8_t> weights, times;  ///< by document; of what is not found, too
  };
  void add_columns(const WordHits&);

  std::size_t documents_;
  Bits found_;
  std::map<std::size_t, Column> columns_;  ///< by the number of the word
};

}  // namespace entente::search
