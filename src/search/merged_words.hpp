// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "search/segment_writer.hpp"

namespace entente::search {

/// The words of several pieces under common numbers: a rank, by falling number of the documents that have it.
class MergedWords {
 public:
  explicit MergedWords(std::span<const Source>);

  std::uint32_t size() const { return static_cast<std::uint32_t>(by_rank_.size()); }
  /// What a piece's number has become, kFirstTerm included; of words that no document has, it says nothing.
  const std::vector<TermId>& new_ids(std::size_t source) const { return new_ids_[source]; }
  /// The number that a word has in a piece; 0 where it is not in there.
  TermId old_id(std::size_t source, std::uint32_t rank) const { return old_ids_[source][rank]; }
  std::uint32_t documents(std::uint32_t rank) const { return by_rank_[rank]; }
  /// In the order of their bytes.
  template <class Visit>
  void each(const Visit& visit) const {
    for (const auto& word : words_)
      if (word.documents > 0) visit(std::string_view(letters_).substr(word.begin, word.size), word.rank);
  }
  const ByTongue& spoken(std::uint32_t rank) const { return spoken_[rank]; }

 private:
  struct Word {
    std::uint64_t begin = 0;
    std::uint32_t size = 0, documents = 0, rank = 0;
    ByTongue spoken{};
  };
  std::string letters_;
  std::vector<Word> words_;
  std::vector<std::uint32_t> by_rank_;
  std::vector<ByTongue> spoken_;
  std::vector<std::vector<TermId>> new_ids_, old_ids_;
};

}  // namespace entente::search
