// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unicode/umachine.h>

#include <string>
#include <string_view>

#include "screening/token.hpp"

/// Characters of names, and what is the same among them.
namespace entente::screening {

enum class Role : std::uint8_t {
  letter,      ///< or digit
  nothing,     ///< may stand within a word and says nothing: marks, joiners, marks of direction
  apostrophe,  ///< within a word; after an article of one or two letters it parts them
  dot,         ///< parts words; between single letters it may be a short form
  divider      ///< parts words
};

Role role_of(UChar32);
Script script_of(UChar32 letter);
/// Appends a character without case and marks, its compatibility form taken apart (NFKD), Han simplified,
/// letters that are written for one another in a script as one; nothing for what is no letter.
void append_folded(UChar32, std::string& out);
/// The name in Latin letters, a to z and digits, as ICU writes it: for scripts that have no table here.
std::string latin_of(std::string_view folded);

}  // namespace entente::screening
