// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/direction.hpp"

#include <cstddef>

namespace entente::base {

namespace {

enum class Turn { none, embedding, isolate, end_of_embedding, end_of_isolate };

/// What begins a text, in the three bytes that each of these controls has.
Turn turn_at(std::string_view text) {
  if (text.size() < 3 || text[0] != '\xe2') return Turn::none;
  const auto last = static_cast<unsigned char>(text[2]);
  if (text[1] == '\x80' && last >= 0xaa && last <= 0xae)
    return last == 0xac ? Turn::end_of_embedding : Turn::embedding;
  if (text[1] == '\x81' && last >= 0xa6 && last <= 0xa9)
    return last == 0xa9 ? Turn::end_of_isolate : Turn::isolate;
  return Turn::none;
}

/// Each end ends what was opened last.
bool ends_what_it_opens(std::string_view text) {
  std::string open;
  for (auto at = text.find('\xe2'); at != text.npos; at = text.find('\xe2', at + 1)) {
    const auto turn = turn_at(text.substr(at));
    if (turn == Turn::none) continue;
    if (turn == Turn::embedding || turn == Turn::isolate) {
      open += turn == Turn::embedding ? 'e' : 'i';
      continue;
    }
    if (open.empty() || open.back() != (turn == Turn::end_of_embedding ? 'e' : 'i')) return false;
    open.pop_back();
  }
  return open.empty();
}

}  // namespace

std::string ending_its_turns(std::string_view text) {
  if (ends_what_it_opens(text)) return std::string(text);
  constexpr std::size_t kBytes = 3;
  std::string kept;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (turn_at(text.substr(at)) == Turn::none)
      kept += text[at];
    else
      at += kBytes - 1;
  }
  return kept;
}

}  // namespace entente::base
