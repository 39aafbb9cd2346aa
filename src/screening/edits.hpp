// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

/// How near two words are by their letters. Words are Latin forms, folded: bytes are letters.
namespace entente::screening {

/// Words longer than this are compared as wholes only.
inline constexpr std::size_t kLongestEdited = 64;

/// How many letters may differ between words the longer of which has so many. A short word with a letter
/// changed is another word.
constexpr unsigned edits_allowed(std::size_t length) {
  return length <= 2 ? 0 : length <= 5 ? 1 : length <= 9 ? 2 : 3;
}

inline constexpr unsigned kMostEdits = 3;

/// The least likeness by letters at which two words are laid beside each other at all.
double least_likeness(std::size_t length);

/// Which letters a word has, each counted up to twice: one edit changes two bits at most.
std::uint64_t letters_of(std::string_view word);

/// A word made ready to be compared with many.
class Spelling {
 public:
  explicit Spelling(std::string_view word);
  std::string_view word() const { return word_; }
  std::uint64_t letters() const { return letters_; }
  /// Insertions, deletions, substitutions and exchanges of neighbours. Both at most kLongestEdited bytes.
  unsigned edits_to(std::string_view other) const;
  /// 1 for the same word, 0 where more letters differ than edits_allowed. An edit that hands and ears make
  /// often (a letter doubled, one vowel for another, c for k) takes less than another.
  double likeness_to(std::string_view other) const;

 private:
  std::string word_;
  std::uint64_t letters_ = 0;
  std::array<std::uint64_t, 256> places_{};  ///< where each letter stands
};

/// Whatever differs: 1 for the same, 0 for nothing in common, by the weighted edits over the longer word.
double nearness(std::string_view a, std::string_view b);

/// What is left of words that are written together or apart: consonants, none twice in a row.
std::string joint_key(std::string_view letters);

}  // namespace entente::screening
