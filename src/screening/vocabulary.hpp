// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "screening/words.hpp"

/// Every word that the names of the lists are made of, once.
namespace entente::screening {

class Vocabulary {
 public:
  using Id = std::uint32_t;
  static constexpr Id kNone = 0xFFFFFFFF;

  /// The word's number; the same for words that are compared alike.
  Id add(NameWord word);
  /// Once all are added, and before any is looked for.
  void finish();

  std::size_t size() const { return words_.size(); }
  const NameWord& word(Id id) const { return words_[id]; }
  /// The one that is written so, or kNone.
  Id find(const NameWord& word) const;

  struct Found {
    Id id;
    Near near;
  };
  /// Each word that is near, whatever makes it so; initials apart, which are near too many. In the order of
  /// their numbers. The same as asking every word, without doing so.
  std::vector<Found> near(const AskedWord& asked) const;
  /// Those that words written apart make when they are joined.
  const std::vector<Id>& joined(const std::string& run_key) const;
  /// Those that are written so, in one form of theirs or another.
  const std::vector<Id>& written(const std::string& form) const;

 private:
  /// Strings of one length, with what tells fast that one is too different.
  struct OfLength {
    std::vector<std::uint64_t> letters;
    std::vector<Id> ids;
    std::string bytes;  ///< one after the other
  };
  using ByLength = std::vector<OfLength>;
  using ByText = std::unordered_map<std::string, std::vector<Id>>;

  static const std::vector<Id>& those(const ByText&, const std::string& text);
  static void add_by_length(ByLength& to, std::string_view text, Id id);
  static void look_by_letters(const ByLength& all, const Spelling& asked, unsigned most,
                              std::vector<Id>& out);

  std::vector<NameWord> words_;
  std::unordered_map<std::string, Id> by_identity_;
  ByText by_form_, by_skeleton_, by_run_key_, by_han_;
  std::unordered_map<std::uint32_t, std::vector<Id>> by_equivalents_;
  ByLength forms_, letters_, skeletons_of_arabic_, skeletons_of_others_;
};

}  // namespace entente::screening
