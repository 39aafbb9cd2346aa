// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unicode/umachine.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace entente::screening {

/// The reading of an ideograph of the common block, as ICU has it for one that stands alone, without its
/// tone; empty where there is none. The table is made when the first is asked for, in some 300 ms.
std::string_view pinyin_of(UChar32 han);
/// The same syllable as Wade and Giles write it, without its marks: "xu" is "hsu", "zhang" is "chang".
std::string wade_giles(std::string_view pinyin);
/// A number for each word of one or two syllables of pinyin, below 2^18; 0 for what is none.
std::uint32_t pinyin_word(std::string_view latin);
/// A word of two syllables of pinyin as Wade and Giles write it: "xiaoming" is "hsiaoming"; empty for what is
/// no such word, or is written alike.
std::string wade_giles_of_word(std::string_view latin);

}  // namespace entente::screening
