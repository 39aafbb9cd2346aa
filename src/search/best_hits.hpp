// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "search/phrase_hits.hpp"

namespace entente::search {

struct BestOfWord {
  std::vector<Hit> best;  ///< in the order of their numbers, their scores raised
  std::size_t total = 0;
  MarkCounter marks;  ///< of all, where the corpus has marks of a day
};
/// The documents that have a word, or another of its stem: counted, and the first by their score. Most are
/// told from two numbers to be none of these.
BestOfWord best_of_word(const Corpus&, const Slot&, std::size_t piece, std::size_t count);

}  // namespace entente::search
