// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "screening/edits.hpp"
#include "screening/screener.hpp"
#include "screening/token.hpp"

/// The words of a name, and how near two of them are.
namespace entente::screening {

/// A letter is an initial of a name that has many, and stands for no word: "S. de R.L. de C.V.".
enum class Part : std::uint8_t { word, initial, letter, number, particle, legal_form };

inline constexpr double kOfInitials = 0.4;  ///< what an initial or a letter weighs

struct NameWord {
  Token token;
  Part part = Part::word;
  double weight = 1;          ///< of a word by itself, before any list is known
  std::string letters;        ///< of Cyrillic or Arabic, a byte for each; empty for other scripts
  std::uint32_t begins = 0;   ///< a bit for each letter that one of its Latin forms begins with
  bool abbreviation = false;  ///< two or three letters without a vowel, "JC"; none where there are many
  bool syllables = false;     ///< of Han or Hangul, in which a name is written whole

  const std::string& form() const { return token.forms.front(); }
};

std::vector<NameWord> words_of(std::string_view name, Kind);

struct Near {
  float similarity = 0;
  Likeness likeness = Likeness::none;
};

/// Of the forms of a word so many are compared by letters, the likeliest; the others as they stand.
inline constexpr std::size_t kEditedForms = 3;

/// A word that is compared with many: what can be worked out once.
class AskedWord {
 public:
  explicit AskedWord(NameWord word);
  const NameWord& word() const { return word_; }
  const std::vector<Spelling>& forms() const { return forms_; }
  const Spelling& letters() const { return letters_; }
  const Spelling& skeleton() const { return skeleton_; }
  /// The same whichever of the two asks.
  Near near(const NameWord& listed) const;

 private:
  NameWord word_;
  std::vector<Spelling> forms_;
  Spelling skeleton_, letters_;
};

/// Whether the skeletons of the two are compared by letters too: Arabic leaves vowels out, and the ones that
/// a reader puts in are not the ones that a list has.
constexpr bool skeletons_are_compared(Script a, Script b) {
  return a != b && (a == Script::arabic || b == Script::arabic);
}
constexpr std::size_t kShortestComparedSkeleton = 4;

/// What words written apart and together have in common: its key, or itself where little is left of it.
std::string run_key(std::string_view letters);
inline constexpr std::size_t kLongestRun = 3;
/// How near words written apart are to one; 0 where their keys differ.
double joined_likeness(std::string_view apart, std::string_view together);

}  // namespace entente::screening
