// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "screening/listed.hpp"

/// A name taken apart into what is compared: its words, each in its own script and in Latin letters.
namespace entente::screening {

inline constexpr std::size_t kTokensRead = 128;       ///< of a name; the rest is cut
inline constexpr std::size_t kCharactersRead = 1024;  ///< of a name; the rest is cut

enum class Script : std::uint8_t { latin, cyrillic, arabic, han, other };

struct Token {
  std::string written;  ///< as the name has it
  /// What two tokens of one script are compared by: without case, marks and variants of letters; Han is
  /// simplified. Two tokens of Han that differ here are two names, though they sound the same.
  std::string folded;
  Script script = Script::latin;
  /// In Latin letters, a to z and digits alone, likeliest first and never none: what tokens of two scripts
  /// are compared by. A token of Latin letters has one, and a word of two syllables of pinyin that of Wade
  /// and Giles.
  std::vector<std::string> forms;
  /// How the likeliest form sounds without its vowels; one that begins with a vowel begins with "a". Where
  /// a script leaves vowels out (Arabic, Hebrew) this says more than the forms.
  std::string skeleton;
  std::uint32_t equivalents = 0;  ///< the class of names, or of words, that stand for each other; 0: none
  bool particle = false;          ///< al, von, de, bin; and, of; a title: may be left out
  bool legal_form = false;        ///< Ltd, OOO: of one class where they mean the same
};

/// In the order of the name. Marks of direction, joiners, emoji and punctuation are no part of any token;
/// bytes that are not UTF-8 part two tokens.
std::vector<Token> tokens_of(std::string_view name, Kind);

}  // namespace entente::screening
