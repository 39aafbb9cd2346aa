// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "pages/page.hpp"

namespace entente::pages {

/// A stretch of a text, and whether it is one of the words looked for.
struct Piece {
  std::string value;
  bool marked = false;
  bool operator==(const Piece&) const = default;
};

/// The text cut where the words of a query stand in it (search::Answer::words: folded, a prefix with its
/// star, ideographs in pairs). Whole words are marked: a mark inside one would break the joins of Arabic.
std::vector<Piece> pieces_of(std::string_view text, const std::vector<std::string>& words);

/// At most about `longest` bytes around the first word found, else the beginning; cut between words, with
/// "…".
std::string excerpt_of(std::string_view text, const std::vector<std::string>& words, std::size_t longest);

/// As text_view, with `pieces` [{value, marked}] of the excerpt, for {{>marked}}.
View marked_view(const base::Text& text, std::string_view language, const std::vector<std::string>& words,
                 std::size_t longest);

}  // namespace entente::pages
