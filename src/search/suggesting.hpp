// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"
#include "search/matcher.hpp"

namespace entente::search {

/// Documents to offer to somebody who is typing: every word is in them, the last one perhaps not whole yet.
/// Those with the words in their titles come first, then what changed last. What it costs is bounded, however
/// large the index: of the words that begin so, the first 20,000 of each piece are walked and the most
/// frequent of these are tried, and of what has them, what changed lately. A single letter is taken as a
/// whole word, a single ideograph is not.
std::vector<base::Uuid> suggested(const Corpus&, std::string_view text, std::size_t limit);

/// A code of a vocabulary whose name, in any language, has the text: at its beginning, or at that of one of
/// its words.
struct SuggestedCode {
  Facet facet = Facet::goal;
  std::string code;
  base::Text name;
  bool operator==(const SuggestedCode&) const = default;
};
/// Goals, countries, regions and fields; the nearest first, each once.
std::vector<SuggestedCode> suggested_codes(std::string_view text, std::size_t limit);

}  // namespace entente::search
