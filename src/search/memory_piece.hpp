// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <map>

#include "search/piece.hpp"

namespace entente::search {

/// The documents that came since the base was made, in the order in which they came.
class MemoryPiece final : public Piece {
 public:
  /// Takes a document whose texts and title are folded, and its values.
  Doc add(Document document, const std::vector<Code>& values);
  /// Puts other numbers in the place of the values'.
  void renumber(const std::vector<Code>& new_codes);

  Doc size() const override { return static_cast<Doc>(cards_.size()); }
  std::optional<Doc> find(const base::Uuid&) const override;
  std::optional<TermId> find(std::string_view word) const override;
  void each_word(std::string_view prefix,
                 const std::function<bool(std::string_view, TermId)>&) const override;
  TermId terms() const override { return static_cast<TermId>(terms_.size()) + kFirstTerm; }
  PostingList postings(TermId id) const override { return PostingList(terms_[id - kFirstTerm].postings); }
  ByTongue spoken(TermId id) const override { return terms_[id - kFirstTerm].spoken; }
  void each_kin(std::string_view key, const std::function<void(std::string_view, TermId)>&) const override;
  std::span<const TermId> sequence(Doc doc, std::vector<TermId>&) const override { return sequence(doc); }
  std::span<const TermId> sequence(Doc doc) const {
    return std::span(sequences_).subspan(starts_[doc], starts_[doc + 1] - starts_[doc]);
  }
  std::span<const std::uint32_t> lengths() const override { return lengths_; }
  std::span<const std::uint8_t> attested() const override { return attested_; }
  std::optional<std::uint8_t> light(Doc, std::int64_t day) const override;
  std::span<const Code> values(Doc doc) const {
    return std::span(values_).subspan(value_starts_[doc], value_starts_[doc + 1] - value_starts_[doc]);
  }
  std::span<const Code> values(Doc doc, std::vector<Code>&) const override { return values(doc); }
  Card card(Doc doc) const override { return cards_[doc]; }
  const Card& card_at(Doc doc) const { return cards_[doc]; }
  /// All documents, the one that changed last at the end.
  const std::vector<Doc>& latest_last() const { return latest_last_; }
  Figures figures(Doc doc) const override { return figures_[doc]; }
  std::string_view kept(Doc doc) const override { return kept_[doc]; }

 private:
  struct Term {
    std::string text;
    std::vector<Posting> postings;
    ByTongue spoken{};
  };
  TermId id_of(std::string_view word);

  std::deque<Term> terms_;  // does not move its strings, which the two dictionaries look into
  std::unordered_map<std::string_view, TermId> ids_;
  std::map<std::string_view, TermId> sorted_;
  std::unordered_map<std::string, std::vector<TermId>> kin_;  // by kin_key()
  std::vector<TermId> sequences_;                             // all documents, one after the other
  std::vector<std::size_t> starts_ = {0};                     // where each begins, and the end
  std::vector<std::uint32_t> lengths_;
  std::vector<std::uint8_t> attested_;
  std::vector<Doc> latest_last_;
  std::vector<Code> values_;
  std::vector<std::size_t> value_starts_ = {0};
  std::vector<Card> cards_;
  std::vector<Figures> figures_;
  std::vector<std::string> kept_;
  std::unordered_map<base::Uuid, Doc> numbers_;  // the last of that id
  std::vector<std::pair<TermId, std::uint32_t>> scratch_;
};

}  // namespace entente::search
