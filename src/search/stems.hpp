// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entente::search {

/// The languages of which the index knows how words are bent.
enum class Tongue : std::uint8_t { en, fr, es, ru, ar };
inline constexpr std::size_t kTongues = 5;

/// That of a text in a language ("en", "fr-ca"); nothing for languages that are not bent here.
std::optional<Tongue> tongue_of(std::string_view language);
/// True where words of that language are written in the script of this one.
bool writes_so(Tongue, std::string_view folded_word);

/// What a folded word has in common with its other forms, as Snowball sees it. It follows from the word
/// alone, so that an index does not depend on how a word was first met. Words of under three characters, and
/// those with digits, are their own stems.
std::string stem_of(Tongue, std::string_view folded_word);

}  // namespace entente::search
