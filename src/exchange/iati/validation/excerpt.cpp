// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/excerpt.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "exchange/iati/encoding.hpp"

namespace entente::exchange::iati::validation {

namespace {

struct Window {
  std::uint64_t first;  ///< character
  std::size_t taken = 0;
  Excerpts::Line* line;
};

bool begins_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
}

/// Gives a character's byte to the windows that show it. They begin in order and are equally long, so those
/// before `full` have what they show.
void show(char c, std::uint64_t column, std::vector<Window>& windows, std::size_t& full) {
  for (auto i = full; i < windows.size() && windows[i].first <= column; ++i) {
    auto& w = windows[i];
    if (begins_character(c) && ++w.taken > Excerpts::kLongest) {
      w.line->cut_after = true;
      full = i + 1;
      continue;
    }
    w.line->text += c;
  }
}

}  // namespace

void Excerpts::read(std::istream& in, std::string_view file_name, const std::function<bool()>& stop) {
  Utf8Source source(in, file_name);
  std::string text;
  std::uint64_t line = 1, column = 0;
  auto next = lines_.begin();
  std::vector<Window> windows;  ///< of the line being read
  std::size_t full = 0;
  const auto open = [&] {
    windows.clear();
    column = full = 0;
    while (next != lines_.end() && next->first.first < line) ++next;
    for (; next != lines_.end() && next->first.first == line; ++next) {
      next->second.there = true;
      next->second.cut_before = next->first.second > 1;
      windows.push_back({next->first.second, 0, &next->second});
    }
  };
  open();
  while ((next != lines_.end() || !windows.empty()) && source.read(text)) {
    if (stop && stop()) break;
    for (std::size_t at = 0; at < text.size();) {
      const auto end = text.find('\n', at);
      const auto line_end = std::min(end, text.size());
      if (!windows.empty())
        for (; at < line_end; ++at) {
          if (begins_character(text[at])) ++column;
          show(text[at], column, windows, full);
        }
      at = line_end + 1;
      if (end == text.npos) continue;
      ++line;
      open();
      if (next == lines_.end() && windows.empty()) break;
    }
    text.clear();
  }
  // What is shown must be text, whatever the file holds.
  for (auto& [where, shown] : lines_) {
    if (shown.text.ends_with('\r')) shown.text.pop_back();
    if (!base::is_utf8(shown.text))
      std::ranges::replace_if(
          shown.text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
    std::ranges::replace_if(
        shown.text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  }
}

}  // namespace entente::exchange::iati::validation
