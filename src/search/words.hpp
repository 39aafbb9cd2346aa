// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
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
#include "search/stems.hpp"

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

/// A document that was found, and how well it fits.
struct Hit {
  Doc doc = 0;
  float score = 0;
};

/// Which words stand in which documents, and in which order. A removed document leaves its postings
/// behind until compact(); the counts leave it out at once, so that ranking does not depend on history.
class WordIndex {
 public:
  /// Takes texts that are folded; they become the document size().
  void add(const std::vector<Passage>& folded);
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
  /// Other words of the same stem, in the languages in whose texts this one stands; of a word that stands
  /// nowhere, in all of its script. In the order of their ids.
  std::vector<TermId> alike(std::string_view word) const;
  std::string_view text(TermId id) const { return terms_[id].text; }
  std::span<const Posting> postings(TermId id) const { return terms_[id].postings; }
  std::size_t live(TermId id) const { return terms_[id].live; }  ///< documents that have it

  /// The words in the order of the texts. After each text stands what is no word: no phrase reaches across.
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
    std::array<std::uint32_t, kTongues> live_in{};  // documents that have it in a text of that language
    std::uint8_t kindred = 0;                       // by language: it stands among its kin
  };
  /// After a text, its language: kFirstBreak + the Tongue, or kTongues for none.
  static constexpr TermId kFirstBreak = UINT32_MAX - kTongues;
  static bool is_break(TermId id) { return id >= kFirstBreak; }
  TermId id_of(std::string_view word);
  /// Each word of a document in each language of its texts that is bent, once.
  std::vector<std::pair<TermId, Tongue>> bent_words(std::span<const TermId> sequence) const;
  void add_to_kin(TermId id, Tongue tongue);
  std::vector<TermId> forget_dead_terms(const std::vector<Doc>& renumbered);

  std::deque<Term> terms_;  // does not move its strings, which the two dictionaries look into
  std::unordered_map<std::string_view, TermId> ids_;
  std::map<std::string_view, TermId> sorted_;

  std::unordered_map<std::string, std::vector<TermId>> kin_;  // by language and stem

  std::vector<TermId> sequences_;          // all documents, one after the other
  std::vector<std::size_t> starts_ = {0};  // where each begins, and the end
  std::vector<std::uint32_t> lengths_;     // sum of the weights of its words
  std::vector<std::uint8_t> alive_;
  std::size_t live_ = 0;
  std::uint64_t weight_ = 0;  // sum of the lengths of the living
  std::vector<std::pair<TermId, std::uint32_t>> scratch_;
};

}  // namespace entente::search
