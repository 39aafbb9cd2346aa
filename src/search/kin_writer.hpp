// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "search/kept_counts.hpp"
#include "search/word_lists.hpp"

namespace entente::search {

/// Which words share a stem in the languages in whose texts they stand; and, for those that are frequent
/// together, the documents that have any of them.
class KinWriter {
 public:
  explicit KinWriter(const MergedWords&);
  void write_kin(SectionWriter&) const;
  /// The groups of words that one word of them stands for, where `least` documents have any.
  void write_groups(SectionWriter&, WordLists&, Doc documents, std::size_t least, KeptCounts&) const;

 private:
  /// Sorted sets of ranks, sorted; such as so many documents may have.
  std::vector<std::vector<std::uint32_t>> groups(std::size_t least) const;

  const MergedWords& words_;
  struct Kin {
    std::string key;  ///< kin_key()
    std::uint32_t place, rank;
  };
  std::vector<Kin> kin_;  // by key, those of one in the order of words
};

}  // namespace entente::search
