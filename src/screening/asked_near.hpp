// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "screening/workspace.hpp"

/// A name that is asked, and how near the words of the lists are to each of its own.
namespace entente::screening {

struct AskedName {
  std::vector<AskedWord> words;
  std::vector<double> weights;
  double weight = 0;  ///< of all, legal forms apart
};

AskedName asked_name(std::string_view text, Kind kind, const NameIndex* index);

/// For one search, which it begins in the workspace.
class AskedNear {
 public:
  /// `by_index`: by the vocabulary's search, which leaves initials out; or by comparing every word.
  AskedNear(const NameIndex& index, const AskedName& asked, bool by_index, Workspace& space);

  std::size_t size() const { return words_.size(); }
  const std::vector<const NameWord*>& words() const { return words_; }
  const NameWord& word(std::size_t asked) const { return *words_[asked]; }
  /// What an asked word weighs; legal forms are weighed apart.
  double weight(std::size_t asked) const {
    return words_[asked]->part == Part::legal_form ? 0 : asked_.weights[asked];
  }
  /// The words of the lists that are near an asked one, in the order of their numbers.
  const std::vector<Vocabulary::Found>& found(std::size_t asked) const { return found_[asked]; }
  /// How near a word of the lists is to each asked one; null where to none. A listed initial is laid beside
  /// them when it is first met; asked initials are compared name by name, and have nothing here.
  const Near* of(Vocabulary::Id id);
  /// What a word of the lists takes at the least where it stands beside an asked one that it is near.
  double lost_by(std::size_t asked, const Vocabulary::Found& found) const;

  /// How many words of a listed name an asked initial or abbreviation may stand for; 0 for other words.
  double may_stand_for(std::size_t asked) const;
  /// Whether it may stand for words of this name.
  bool stands_for_any(std::size_t asked, std::span<const Vocabulary::Id> name) const;

 private:
  std::vector<Vocabulary::Found> near_of_all(const AskedWord& asked) const;
  Near& cell(Vocabulary::Id id, std::size_t asked);

  const NameIndex& index_;
  const AskedName& asked_;
  Workspace& space_;
  std::vector<const NameWord*> words_;
  std::vector<std::vector<Vocabulary::Found>> found_;
};

}  // namespace entente::screening
