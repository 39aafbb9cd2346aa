// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/published/source.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace entente::exchange::iati::published {

void check_word(std::string_view word, const std::string& file, std::string_view what) {
  constexpr std::size_t kLongestWord = 200;
  const auto marks = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7F'; };
  if (!word.empty() && word.size() <= kLongestWord && base::is_utf8(word) &&
      std::ranges::none_of(word, marks) && !word.starts_with('#') && !word.starts_with('~') &&
      !word.starts_with('['))
    return;
  const auto shown = base::is_utf8(word) ? "'" + std::string(base::clip_utf8(word, 60)) + "'" : "bytes";
  throw base::BadInput(file, "has " + shown + " as " + std::string(what) + ", which is none",
                       "Fetch the file anew from the standard's own site");
}

std::string code_lines(const std::vector<ListedCode>& codes) {
  constexpr std::size_t kWidth = 100;
  std::string text, line;
  for (const auto& code : codes) {
    const auto word = (code.withdrawn ? "~" : "") + code.code;
    if (!line.empty() && line.size() + 1 + word.size() > kWidth) {
      text += line + "\n";
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  return line.empty() ? text : text + line + "\n";
}

std::string made_of_official_files(std::string_view what) {
  return "# " + std::string(what) + " of IATI 2.03, made by 'entente standard update' of official files.\n";
}

}  // namespace entente::exchange::iati::published
