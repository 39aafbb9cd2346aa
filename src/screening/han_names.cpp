// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/han_names.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "base/han.hpp"
#include "base/text.hpp"
#include "embedded/screening_data.hpp"
#include "screening/lexicon.hpp"
#include "screening/pinyin.hpp"

namespace entente::screening {
namespace {

constexpr std::size_t kIdeograph = 3;      ///< bytes in UTF-8
constexpr std::size_t kPersonLongest = 4;  ///< characters of a name of which nobody said what it names

struct ViewHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
};
using Table = std::unordered_map<std::string, std::vector<std::string>, ViewHash, std::equal_to<>>;

/// Lines of a word in Han and its readings, parted by spaces.
Table table_of(const char* path) {
  Table out;
  const auto text = embedded::screening_data(path);
  for (std::size_t from = 0; from < text.size();) {
    const auto end = std::min(text.find('\n', from), text.size());
    auto line = base::trimmed(text.substr(from, std::min(text.find('#', from), end) - from));
    from = end + 1;
    const auto space = line.find(' ');
    if (space == std::string_view::npos) continue;
    auto& readings = out[pieces_of(line.substr(0, space)).front().folded];
    for (line = base::trimmed(line.substr(space)); !line.empty();) {
      const auto size = std::min(line.find(' '), line.size());
      readings.emplace_back(line.substr(0, size));
      line = base::trimmed(line.substr(size));
    }
  }
  return out;
}

const Table& surnames() {
  static const Table all = table_of("data/screening/surnames.txt");
  return all;
}
/// Of the characters of given names, as they are read in Hong Kong and overseas.
const Table& readings() {
  static const Table all = table_of("data/screening/readings.txt");
  return all;
}

/// How many bytes of a name are its surname; 0: it begins with none that is known.
std::size_t surname_of(std::string_view run) {
  for (const std::size_t characters : {std::size_t{2}, std::size_t{1}})
    if (run.size() > characters * kIdeograph && surnames().contains(run.substr(0, characters * kIdeograph)))
      return characters * kIdeograph;
  return 0;
}

std::size_t bytes_at(std::string_view run, std::size_t at) {
  std::size_t end = at + 1;
  while (end < run.size() && (static_cast<unsigned char>(run[end]) & 0xC0) == 0x80) ++end;
  return end - at;
}

void add_reading(std::vector<std::string>& forms, std::string form) {
  if (!form.empty() && std::ranges::find(forms, form) == forms.end()) forms.push_back(std::move(form));
}

}  // namespace

void add_han(Piece run, Kind kind, bool alone, std::vector<Piece>& out) {
  const bool plain = run.written.size() == run.folded.size();  // else it is cut as it was folded
  const auto piece = [&](std::size_t from, std::size_t size, bool surname) {
    const std::string& text = plain ? run.written : run.folded;
    out.push_back({.written = text.substr(from, size),
                   .folded = run.folded.substr(from, size),
                   .script = Script::han,
                   .dotted = false,
                   .surname = surname});
  };
  const auto& lexicon = Lexicon::ours();
  const std::string_view all = run.folded;
  if (kind != Kind::person) {
    std::size_t from = 0, known = 0;
    for (std::size_t at = 0; at < all.size();) {
      const auto size = lexicon.han(all.substr(at));
      if (size == 0) {
        at += bytes_at(all, at);
        continue;
      }
      if (at > from) piece(from, at - from, false);
      piece(at, size, false);
      at += size;
      // What a place is called besides its name is a word of its own: 深圳市.
      for (const std::string_view rank : {"市", "省", "县", "区"})
        if (all.substr(at).starts_with(rank) && all.size() > at + rank.size()) {
          piece(at, rank.size(), false);
          at += rank.size();
          break;
        }
      from = at;
      ++known;
    }
    if (known > 0) {
      if (from < all.size()) piece(from, all.size() - from, false);
      return;
    }
  }
  const auto characters = all.size() / kIdeograph;
  constexpr std::size_t kPlainly = 3;  // characters of a known name that is hardly a surname and another name
  const bool foreign = (characters >= kPlainly || !alone) && lexicon.word(all, Kind::person) != nullptr;
  const auto surname = foreign ? 0
                       : kind == Kind::person || (kind == Kind::unknown && characters <= kPersonLongest)
                           ? surname_of(all)
                           : 0;
  if (surname > 0) piece(0, surname, true);
  piece(surname, all.size() - surname, surname == 0 && characters <= 2 && kind != Kind::organisation);
}

bool is_surname_in_pinyin(std::string_view latin) {
  static const auto all = [] {
    std::unordered_set<std::string, ViewHash, std::equal_to<>> read;
    for (const auto& [han, forms] : surnames()) read.insert(forms.front());
    return read;
  }();
  return all.contains(latin);
}

std::vector<std::string> han_forms(const Piece& piece) {
  std::vector<std::string> forms;
  if (piece.surname)
    if (const auto found = surnames().find(piece.folded); found != surnames().end()) forms = found->second;
  std::string pinyin, wade, overseas;
  bool all_overseas = true;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(piece.folded.data());
  for (std::size_t i = 0; i < piece.folded.size();) {
    const auto from = i;
    UChar32 c = 0;
    U8_NEXT(bytes, i, piece.folded.size(), c);
    if (c < 0x80) {
      for (auto* text : {&pinyin, &wade, &overseas}) *text += static_cast<char>(c);
      continue;
    }
    if (c < base::kFirstHan || c > base::kLastHan) continue;
    const auto syllable = pinyin_of(c);
    pinyin += syllable;
    wade += wade_giles(syllable);
    const auto other = readings().find(std::string_view(piece.folded).substr(from, i - from));
    all_overseas = all_overseas && other != readings().end();
    if (all_overseas) overseas += other->second.front();
  }
  const bool known = !forms.empty();
  if (!known) add_reading(forms, pinyin);
  add_reading(forms, known ? wade_giles(forms.front()) : wade);
  if (all_overseas) add_reading(forms, overseas);
  return forms;
}

}  // namespace entente::screening
