// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "search/index.hpp"
#include "search/tokens.hpp"

namespace entente::search {

std::vector<Written> written_words(std::string_view text) {
  std::vector<Written> words;
  for (const auto& token : split(text)) {
    if (token.kind != Token::Kind::word) continue;
    words.push_back({fold(token.text), token.text});
  }
  return words;
}

std::string respelled(std::string_view text, const std::vector<Correction>& corrections) {
  std::string out;
  std::size_t at = 0;
  for (const auto& [folded, written] : written_words(text)) {
    const auto better = std::ranges::find(corrections, folded, &Correction::word);
    if (better == corrections.end()) continue;
    const auto begin = static_cast<std::size_t>(written.data() - text.data());
    out.append(text.substr(at, begin - at)).append(better->better);
    at = begin + written.size();
  }
  return out.append(text.substr(at));
}

}  // namespace entente::search
