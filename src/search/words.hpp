// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "search/index.hpp"

namespace entente::search {

/// A document's number: they are given in order of arrival, and again when the index is compacted.
using Doc = std::uint32_t;
using TermId = std::uint32_t;

/// A document in the list of a word: its number in the high 24 bits, the word's weight in it (each
/// occurrence counts as its zone does, 255 at most) in the low 8. So a list is sorted by document.
using Posting = std::uint32_t;
inline constexpr Doc kMaxDocs = 1U << 24;
constexpr Doc doc_of(Posting p) {
  return p >> 8;
}
constexpr std::uint32_t weight_of(Posting p) {
  return p & 0xFF;
}
constexpr Posting posting(Doc doc, std::uint32_t weight) {
  return doc << 8 | (weight < 255 ? weight : 255);
}

/// Which words stand in which documents, and in which order. A removed document leaves its postings
/// behind until compact(); the counts leave it out at once, so that ranking does not depend on history.
class WordIndex {
 public:
  /// Between two texts of a document: no phrase reaches across.
  static constexpr TermId kBreak = UINT32_MAX;

  /// Takes texts that are folded; they become the document size().
  void add(const std::vector<std::pair<Zone, std::string>>& folded);
  void remove(Doc);
  /// Forgets the removed: the documents left are numbered anew, in their order.
  void compact();

  std::size_t size() const { return alive_.size(); }  ///< with the removed
  std::size_t live() const { return live_; }
  bool alive(Doc doc) const { return alive_[doc] != 0; }

  /// The word itself, if any document has it.
  std::vector<TermId> find(std::string_view word) const;
  /// The words that begin so, at most `limit`: those in most documents. In the order of their ids.
  std::vector<TermId> begin_with(std::string_view prefix, std::size_t limit) const;
  std::span<const Posting> postings(TermId id) const { return terms_[id].postings; }
  std::size_t live(TermId id) const { return terms_[id].live; }  ///< documents that have it

  std::span<const TermId> sequence(Doc doc) const {
    return std::span(sequences_).subspan(starts_[doc], starts_[doc + 1] - starts_[doc]);
  }
  /// The document's length over the average, both by weight.
  float relative_length(Doc doc) const {
    return weight_ == 0
               ? 1.0F
               : static_cast<float>(lengths_[doc]) * static_cast<float>(live_) / static_cast<float>(weight_);
  }

 private:
  struct Term {
    std::string text;
    std::vector<Posting> postings;
    std::uint32_t live = 0;
  };
  TermId id_of(std::string_view word);
  std::vector<TermId> forget_dead_terms(const std::vector<Doc>& renumbered);

  std::deque<Term> terms_;  // does not move its strings, which the two dictionaries look into
  std::unordered_map<std::string_view, TermId> ids_;
  std::map<std::string_view, TermId> sorted_;

  std::vector<TermId> sequences_;          // all documents, one after the other
  std::vector<std::size_t> starts_ = {0};  // where each begins, and the end
  std::vector<std::uint32_t> lengths_;     // sum of the weights of its words
  std::vector<std::uint8_t> alive_;
  std::size_t live_ = 0;
  std::uint64_t weight_ = 0;  // sum of the lengths of the living
  std::vector<std::pair<TermId, std::uint32_t>> scratch_;
};

}  // namespace entente::search
