// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "search/kept_counts.hpp"

namespace entente::search {

/// The documents of many lists, collected in the order of the documents.
class GapLists {
 public:
  std::uint32_t add_list() {
    lists_.emplace_back();
    return static_cast<std::uint32_t>(lists_.size() - 1);
  }
  /// The same document may be added again.
  void add(std::uint32_t list, Doc doc);
  std::uint32_t documents(std::uint32_t list) const { return lists_[list].documents; }
  std::vector<Posting> of(std::uint32_t list) const;

 private:
  struct List {
    std::string gaps;  ///< varints
    Doc next = 0;      ///< one more than the last document
    std::uint32_t documents = 0;
  };
  std::vector<List> lists_;
};

/// Collects, for two frequent words, the documents in which the second follows the first in one text: what
/// phrases of them are found by.
class PairLists {
 public:
  /// Of the words with ranks below.
  explicit PairLists(std::uint32_t words) : words_(words), numbers_(std::size_t{words} * words) {}
  /// Documents come in their order. `sequence`: as Piece::sequence(), of the new base's numbers.
  void add(Doc doc, std::span<const TermId> sequence);
  /// Counts the values of pairs with so many documents; their places go to `counted`. Says how many pairs
  /// there are. After it, place_of() knows the pairs of `long_run` documents.
  std::uint32_t write(SectionWriter&, const Thresholds&, KeptCounts&, std::vector<std::uint32_t>& counted);
  /// One more than the place of the pair, or 0.
  std::uint32_t place_of(TermId first, TermId second) const {
    const auto a = first - kFirstTerm, b = second - kFirstTerm;
    return a < words_ && b < words_ ? numbers_[std::size_t{a} * words_ + b] : 0;
  }

 private:
  std::uint32_t words_;
  // By first times words_ and second: one more than a number in lists_; afterwards, than a place.
  std::vector<std::uint32_t> numbers_;
  GapLists lists_;
};

/// The same for three frequent words in a row and more: such as begin and end with frequent runs of one less.
class RunLists {
 public:
  /// After all pairs are known.
  void add(Doc doc, std::span<const TermId> sequence, const PairLists&);
  /// `pairs`: how many there are.
  void write(SectionWriter&, std::uint32_t pairs, const Thresholds&, KeptCounts&,
             std::vector<std::uint32_t>& counted);

 private:
  /// Runs that follow one another in a text, each beginning a word later: for each such row the document, how
  /// many, and their places, plus one. There are several a document, so they stand in blocks, none of which
  /// is copied when there are more.
  class Chains {
   public:
    void add(Doc doc, const std::vector<std::uint32_t>& runs);
    bool empty() const { return blocks_.empty(); }
    template <class Visit>
    void each(const Visit& visit) const {
      for (const auto& block : blocks_)
        for (std::size_t at = 0; at < block.size(); at += 2 + block[at + 1])
          visit(Doc{block[at]}, std::span(block).subspan(at + 2, block[at + 1]));
    }

   private:
    std::vector<std::vector<std::uint32_t>> blocks_;
  };
  static void add_chain(Chains& chains, Doc doc, std::vector<std::uint32_t>& runs);
  Chains chains_;
};

}  // namespace entente::search
