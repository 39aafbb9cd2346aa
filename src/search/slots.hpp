// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>

#include "search/matcher.hpp"

namespace entente::search {

/// A word of a query and what fills its place, in each piece.
struct Slot {
  struct Part {
    std::vector<TermId> ids;      ///< sorted; kFirstTerm and above
    std::optional<TermId> exact;  ///< the word itself, where others of its stem will do
    std::vector<Posting> joined;  ///< where it is not exactly one: the living documents that have any
  };
  std::vector<Part> parts;    ///< by piece
  std::size_t documents = 0;  ///< that have any of them
  std::optional<std::size_t>
      exact;  ///< documents that have the word itself, where others of its stem will do

  bool filled_by(std::size_t piece, TermId id) const;
  PostingList list(const Corpus&, std::size_t piece) const;
};
Slot slot_for(const Corpus&, const Word&);

/// What a word of the same stem scores of what the word itself does, which gets the rest on top.
inline constexpr float kAlikeShare = 0.5F;
/// Other words of the same stem, in the languages in whose texts this one stands; of a word that stands
/// nowhere, in all of its script. With the documents that have them; in the order of their bytes.
std::map<std::string, std::size_t> alike(const Corpus&, std::string_view word);

/// BM25 over the weights, which are its F. A title's word weighs six, so it saturates later than usual.
class Score {
 public:
  Score(const Corpus&, std::size_t in_documents, float share = 1);
  float operator()(std::uint32_t weight, std::uint32_t length) const {
    const auto w = static_cast<float>(weight);
    return rarity_ * w / (w + short_ + per_length_ * static_cast<float>(length));
  }

 private:
  float rarity_, short_, per_length_;
};

}  // namespace entente::search
