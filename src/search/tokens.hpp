// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace entente::search {

/// One piece of a folded text.
struct Token {
  enum class Kind {
    word,
    pair,  ///< two neighbours in a run of ideographs or kana
    lone,  ///< a run of one
    tail,  ///< the last character of a run, after its last pair: so that every character begins some token
  };
  std::string_view text;
  Kind kind = Kind::word;
};

/// Views into `folded`, in the order of the text.
std::vector<Token> split(std::string_view folded);

}  // namespace entente::search
