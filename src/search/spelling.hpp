// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/matcher.hpp"

namespace entente::search {

/// Slips that are forgiven: so many letters left out, added, exchanged for others or with their neighbours.
std::size_t slips_allowed(std::string_view folded_word);
/// Fewest slips that make one word of the other; more than `most` where it takes more.
std::size_t slips_between(std::u32string_view, std::u32string_view, std::size_t most);

/// Words that nobody has, or hardly anybody, with the one that was probably meant: for those words of a
/// query, outside quotation marks, that are in `rare` documents at most and do not name anything. A slip in
/// the first letter is found only where that letter was left out, put in, or changed places with the second.
/// At most kCorrections.
std::vector<Correction> corrections(const Corpus&, const Node& tree, std::size_t rare);
inline constexpr std::size_t kCorrections = 3;

/// The query with the better words in the place of the others.
Node corrected(Node tree, const std::vector<Correction>&);

}  // namespace entente::search
