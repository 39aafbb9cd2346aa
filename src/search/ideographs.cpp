// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/ideographs.hpp"

#include "search/tokens.hpp"

namespace entente::search {

std::vector<std::size_t> borders_of(std::string_view text) {
  std::vector<std::size_t> borders;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((text[i] & 0xC0) != 0x80) borders.push_back(i);
  borders.push_back(text.size());
  return borders;
}

std::string run_of(const Phrase& phrase) {
  std::string run;
  for (const auto& word : phrase.words)
    run += &word == &phrase.words.back() ? word.text : word.text.substr(0, borders_of(word.text)[1]);
  return run;
}

Phrase phrase_of_run(std::string_view run) {
  Phrase phrase{.words = {}, .loose = true};
  for (const auto& token : split(run))
    if (token.kind != Token::Kind::tail)
      phrase.words.push_back({.text = std::string(token.text), .prefix = token.kind == Token::Kind::lone});
  return phrase;
}

}  // namespace entente::search
