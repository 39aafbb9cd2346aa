// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>

#include "search/matcher.hpp"
#include "search/value_slots.hpp"

namespace entente::search {

/// A word of a query and what fills its place, in each piece.
struct Slot {
  struct Part {
    std::vector<TermId> ids;           ///< sorted; kFirstTerm and above
    std::optional<TermId> exact;       ///< the word itself, where others of its stem will do
    std::optional<std::size_t> group;  ///< of the base, where it has the list of all of them
    std::vector<Posting> joined;  ///< where it is neither one nor a group: the living documents that have any
  };
  std::vector<Part> parts;    ///< by piece
  std::size_t documents = 0;  ///< that have any of them
  std::optional<std::size_t>
      exact;               ///< documents that have the word itself, where others of its stem will do
  bool cut = false;        ///< more words begin so than are looked for
  std::size_t number = 0;  ///< of all words and values of the query, as they were looked up

  bool filled_by(std::size_t piece, TermId id) const;
  PostingList list(const Corpus&, std::size_t piece) const;
};

/// What words, and values that words stand for, were looked up as while one query is answered: it asks for
/// most of them several times.
class SlotStore {
 public:
  const Slot& look_up(const Corpus&, const Word&);
  const ValueSlot& look_up(const Corpus&, const Values&);
  /// Of what was looked up before.
  const Slot& of(const Word& word) const { return words_.at(key_of(word)); }
  const ValueSlot& of(const Values& values) const { return values_.at({values.facet, values.any}); }

 private:
  using Key = std::tuple<std::string, bool, bool>;
  static Key key_of(const Word& word) { return {word.text, word.prefix, word.alike}; }
  std::size_t next_number() const { return words_.size() + values_.size(); }
  std::map<Key, Slot> words_;
  std::map<std::pair<Facet, std::vector<std::string>>, ValueSlot> values_;
};

/// Of all words of a query.
class Slots {
 public:
  Slots(const Corpus&, const Node&);
  const Slot& of(const Word& word) const { return store_->of(word); }
  /// Of values of that query that words stand for.
  const ValueSlot& of(const Values& values) const { return store_->of(values); }
  /// The prefixes that more words begin with than are looked for.
  const std::vector<std::string>& cut() const { return cut_; }
  /// What holds them.
  const std::shared_ptr<SlotStore>& store() const { return store_; }

 private:
  void collect(const Corpus&, const Node&);
  std::shared_ptr<SlotStore> store_;
  std::vector<std::string> cut_;
};

/// How many of a list's documents have not been removed.
std::size_t living_in(const Live&, const PostingList&);

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
  /// What no score reaches.
  float most() const { return rarity_; }
  /// Tells, without a division, what cannot reach a share of most(). It errs on the side of what can.
  struct Bound {
    float per_weight, least, per_length;
    bool reaches(float weight, std::uint32_t length) const {
      return per_weight * weight >= least + per_length * static_cast<float>(length);
    }
  };
  Bound above(float share) const {
    share *= 0.999F;
    if (share <= 0) return {0, 0, 0};
    return {(1 - share) / share, short_, per_length_};
  }

 private:
  float rarity_, short_, per_length_;
};

}  // namespace entente::search
