// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/highlight.hpp"

#include <algorithm>
#include <array>

#include "search/index.hpp"

namespace entente::pages {

namespace {

struct Span {
  std::size_t begin = 0, end = 0;
};

constexpr std::array<bool, 128> kInWord = [] {
  std::array<bool, 128> in{};
  for (std::size_t c = 0; c < in.size(); ++c)
    in[c] = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return in;
}();

/// Bytes of the separator that `text` begins with; 0 where it begins with a letter or digit. Marks and signs
/// beyond these stay parts of words, which then at worst are not marked.
std::size_t separator(std::string_view text) {
  constexpr std::array<std::string_view, 20> kOther = {"«",  "»",  "“",  "”",  "„",  "‘", "’",
                                                       "–",  "—",  "…",  "،",  "؛",  "؟", "、",
                                                       "。", "，", "；", "：", "（", "）"};
  const auto c = static_cast<unsigned char>(text.front());
  if (c < 0x80) return kInWord[c] ? 0 : 1;
  // All of them begin with one of these bytes, and few letters do.
  if (c != 0xC2 && c != 0xD8 && c != 0xE2 && c != 0xE3 && c != 0xEF) return 0;
  for (const auto sign : kOther)
    if (text.starts_with(sign)) return sign.size();
  return text.starts_with("\u00A0") ? 2 : 0;
}

bool in_word(char c) {
  return static_cast<unsigned char>(c) < 0x80 && kInWord[static_cast<unsigned char>(c)];
}

bool is_ideographs(std::string_view word) {
  // U+3400 to U+9FFF: lead bytes E3 90 … E9
  const auto lead = static_cast<unsigned char>(word.front());
  return lead >= 0xE3 && lead <= 0xE9;
}

bool is_wanted(const std::string& folded, const std::vector<std::string>& words) {
  return std::ranges::any_of(words, [&](std::string_view word) {
    if (!word.ends_with('*')) return folded == word;
    return folded.starts_with(word.substr(0, word.size() - 1));
  });
}

/// False where folding cannot help: most words of a text begin with another letter.
bool may_be_wanted(std::string_view word, const std::vector<std::string>& words) {
  if (!in_word(word.front())) return true;
  const auto first = static_cast<char>(word.front() | (word.front() >= 'A' ? 0x20 : 0));
  return std::ranges::any_of(words, [&](const auto& wanted) { return wanted.starts_with(first); });
}

/// Every place in a run of ideographs at which a wanted pair (or single character) stands.
void find_ideographs(std::string_view run, std::size_t offset, const std::vector<std::string>& words,
                     std::vector<Span>& found) {
  // Simplified ideographs take the bytes that traditional ones do; where folding changed more, places are
  // lost.
  const auto simple = search::fold(run);
  const auto folded = simple.size() == run.size() ? std::string_view(simple) : run;
  for (const auto& word : words) {
    if (word.empty() || !is_ideographs(word)) continue;
    for (auto at = folded.find(word); at != folded.npos; at = folded.find(word, at + 1))
      found.push_back({offset + at, offset + at + word.size()});
  }
}

enum class Wanted { all, first };

/// Where the wanted words stand, in order, those that touch or overlap joined.
std::vector<Span> find(std::string_view text, const std::vector<std::string>& words,
                       Wanted wanted = Wanted::all) {
  std::vector<Span> found;
  if (words.empty()) return found;
  for (std::size_t at = 0; at < text.size() && (wanted == Wanted::all || found.empty());) {
    if (const auto skip = separator(text.substr(at))) {
      at += skip;
      continue;
    }
    const auto begin = at;
    while (at < text.size() && (in_word(text[at]) || separator(text.substr(at)) == 0)) ++at;
    const auto word = text.substr(begin, at - begin);
    if (is_ideographs(word))
      find_ideographs(word, begin, words, found);
    else if (may_be_wanted(word, words) && is_wanted(search::fold(word), words))
      found.push_back({begin, at});
  }
  std::ranges::sort(found, {}, &Span::begin);
  std::vector<Span> joined;
  for (const auto& span : found) {
    if (!joined.empty() && span.begin <= joined.back().end)
      joined.back().end = std::max(joined.back().end, span.end);
    else
      joined.push_back(span);
  }
  return joined;
}

/// A place at or before `at` where a word begins; `at` itself in a script without spaces.
std::size_t word_begin(std::string_view text, std::size_t at) {
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  constexpr std::size_t kLookBack = 40;
  const auto space = text.rfind(' ', at);
  return space != text.npos && at - space < kLookBack ? space + 1 : at;
}

}  // namespace

std::vector<Piece> pieces_of(std::string_view text, const std::vector<std::string>& words) {
  std::vector<Piece> pieces;
  std::size_t at = 0;
  for (const auto& span : find(text, words)) {
    if (span.begin > at) pieces.push_back({std::string(text.substr(at, span.begin - at)), false});
    pieces.push_back({std::string(text.substr(span.begin, span.end - span.begin)), true});
    at = span.end;
  }
  if (at < text.size()) pieces.push_back({std::string(text.substr(at)), false});
  return pieces;
}

std::string excerpt_of(std::string_view text, const std::vector<std::string>& words, std::size_t longest) {
  if (text.size() <= longest) return std::string(text);
  std::size_t begin = 0;
  if (const auto found = find(text, words, Wanted::first); !found.empty() && found.front().end > longest)
    begin = word_begin(text, found.front().begin - std::min(found.front().begin, longest / 4));
  auto part = base::clip_utf8(text.substr(begin), longest);
  const bool cut = begin + part.size() < text.size();
  if (cut)
    if (const auto space = part.rfind(' '); space != part.npos && space > longest / 2)
      part = part.substr(0, space);
  return (begin > 0 ? "…" : "") + std::string(part) + (cut ? "…" : "");
}

View marked_view(const base::Text& text, std::string_view language, const std::vector<std::string>& words,
                 std::size_t longest) {
  const auto* narrative = text.pick(language);
  if (!narrative) return View(false);
  auto excerpt = excerpt_of(narrative->value, words, longest);
  auto pieces = list_view();
  for (auto& piece : pieces_of(excerpt, words)) {
    View one;
    one["value"] = View(std::move(piece.value));
    one["marked"] = View(piece.marked);
    pieces.push_back(std::move(one));
  }
  auto view = text_view(*narrative, std::move(excerpt), language, false);
  view["pieces"] = std::move(pieces);
  return view;
}

}  // namespace entente::pages
