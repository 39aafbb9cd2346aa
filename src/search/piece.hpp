// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "search/index.hpp"
#include "search/postings.hpp"
#include "search/stems.hpp"

namespace entente::search {

/// A word's number within its piece. The lowest stand for the end of a text of a zone, in a language that is
/// bent or in another: no phrase reaches across.
using TermId = std::uint32_t;
inline constexpr TermId kFirstTerm = 4 * (kTongues + 1);
constexpr TermId end_of(Zone zone, std::optional<Tongue> tongue) {
  return static_cast<TermId>(static_cast<std::size_t>(zone) * (kTongues + 1) +
                             (tongue ? static_cast<std::size_t>(*tongue) : kTongues));
}
/// What a word counts in a text that ends so.
constexpr std::uint32_t weight_in(TermId end) {
  constexpr std::array<std::uint32_t, 4> kWeights = {6, 3, 2, 1};
  return kWeights[end / (kTongues + 1)];
}
/// Each word of a sequence with each language that is bent in whose texts it stands, once.
std::vector<std::pair<TermId, Tongue>> bent_words(std::span<const TermId> sequence);
/// By Tongue: documents.
using ByTongue = std::array<std::uint32_t, kTongues>;
/// What a word and its kin are found by.
std::string kin_key(Tongue, std::string_view stem);

/// A facet's value, by number: those of the base first, then what has come since (see ValueTable).
using Code = std::uint32_t;

/// What results are ordered by.
struct Card {
  base::Uuid id;
  std::int64_t start = 0, updated = 0;  ///< as in Document
  std::string title;                    ///< folded
};
/// A document's figures, as the text of a query asks for them.
struct Figures {
  std::int64_t start = 0, changed = 0;
  std::vector<std::pair<std::string, std::int64_t>> amounts;
  std::vector<std::pair<std::int32_t, std::uint8_t>> lights;
};

/// Documents by number, their words and values: one of the few pieces an index consists of. What is removed
/// stays in it (see Removed). There are two kinds: what came lately, in memory (MemoryPiece), and the base
/// (Segment).
class Piece {
 public:
  virtual ~Piece() = default;
  virtual Doc size() const = 0;  ///< with the removed
  virtual std::optional<Doc> find(const base::Uuid&) const = 0;

  virtual std::optional<TermId> find(std::string_view word) const = 0;
  /// The words that begin so (all, for an empty prefix), in the order of their bytes, as long as it says
  /// true.
  virtual void each_word(std::string_view prefix,
                         const std::function<bool(std::string_view, TermId)>&) const = 0;
  /// One more than the greatest.
  virtual TermId terms() const = 0;
  virtual PostingList postings(TermId) const = 0;
  /// The documents that have it in a text of each language that is bent.
  virtual ByTongue spoken(TermId) const = 0;
  /// The words of a stem, kin_key(), in whose language they stand in some document.
  virtual void each_kin(std::string_view key, const std::function<void(std::string_view, TermId)>&) const = 0;
  /// The document's words in the order of its texts, each text closed by end_of() its zone. The view may be
  /// of `buffer`.
  virtual std::span<const TermId> sequence(Doc, std::vector<TermId>& buffer) const = 0;
  /// By document: the sum of the weights of its words.
  virtual std::span<const std::uint32_t> lengths() const = 0;
  virtual std::span<const std::uint8_t> attested() const = 0;  ///< by document, as in Document
  /// The light it shows on a day, of kLights; nothing where it shows none.
  virtual std::optional<std::uint8_t> light(Doc, std::int64_t day) const = 0;

  virtual std::span<const Code> values(Doc, std::vector<Code>& buffer) const = 0;
  virtual Card card(Doc) const = 0;
  virtual Figures figures(Doc) const = 0;
  virtual std::string_view kept(Doc) const = 0;  ///< as in Document
};

/// What is no longer part of a piece, and what therefore is to be taken off its counts.
class Removed {
 public:
  bool has(Doc doc) const { return doc / 64 < bits_.size() && (bits_[doc / 64] >> (doc % 64) & 1) != 0; }
  /// Not twice.
  void add(const Piece&, Doc);
  std::size_t size() const { return docs_.size(); }
  const std::vector<std::uint64_t>& bits() const { return bits_; }  ///< 64 documents each; there may be fewer
  const std::vector<Doc>& docs() const { return docs_; }            ///< in the order in which they went
  std::uint32_t of(TermId id) const {
    const auto at = terms_.find(id);
    return at == terms_.end() ? 0 : at->second.documents;
  }
  ByTongue spoken(TermId id) const {
    const auto at = terms_.find(id);
    return at == terms_.end() ? ByTongue{} : at->second.spoken;
  }

 private:
  std::vector<std::uint64_t> bits_;
  std::vector<Doc> docs_;
  struct Lost {
    std::uint32_t documents = 0;
    ByTongue spoken{};
  };
  std::unordered_map<TermId, Lost> terms_;
};

/// One that changed last comes first; that decides between equals in every order.
inline bool later(const Card& a, const Card& b) {
  return a.updated != b.updated ? a.updated > b.updated : a.id < b.id;
}

}  // namespace entente::search
