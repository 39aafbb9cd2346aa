// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/hangul.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace entente::screening {
namespace {

constexpr UChar32 kFirstLeading = 0x1100, kFirstMedial = 0x1161, kFirstTrailing = 0x11A8;
constexpr std::size_t kLetterBytes = 3;

struct Latin {
  std::string_view papers, rules, people;
};
constexpr std::array<Latin, 19> kLeading{{{"k", "g", "g"},
                                          {"kk", "kk", "k"},
                                          {"n", "n", "n"},
                                          {"t", "d", "d"},
                                          {"tt", "tt", "t"},
                                          {"r", "r", "r"},
                                          {"m", "m", "m"},
                                          {"p", "b", "b"},
                                          {"pp", "pp", "p"},
                                          {"s", "s", "s"},
                                          {"ss", "ss", "s"},
                                          {"", "", ""},
                                          {"j", "j", "ch"},
                                          {"tch", "jj", "j"},
                                          {"ch", "ch", "ch"},
                                          {"k", "k", "k"},
                                          {"t", "t", "t"},
                                          {"p", "p", "p"},
                                          {"h", "h", "h"}}};
constexpr std::array<Latin, 21> kMedial{{{"a", "a", "a"},       {"ae", "ae", "ae"},    {"ya", "ya", "ya"},
                                         {"yae", "yae", "yae"}, {"o", "eo", "u"},      {"e", "e", "e"},
                                         {"yo", "yeo", "you"},  {"ye", "ye", "ye"},    {"o", "o", "o"},
                                         {"wa", "wa", "wa"},    {"wae", "wae", "wae"}, {"oe", "oe", "oi"},
                                         {"yo", "yo", "yo"},    {"u", "u", "oo"},      {"wo", "wo", "wo"},
                                         {"we", "we", "we"},    {"wi", "wi", "wi"},    {"yu", "yu", "yoo"},
                                         {"u", "eu", "eu"},     {"ui", "ui", "eui"},   {"i", "i", "ee"}}};
constexpr std::array<std::string_view, 27> kTrailing{"k", "k", "k",  "n", "n", "n", "t", "l", "k",
                                                     "m", "l", "l",  "l", "p", "l", "m", "p", "p",
                                                     "t", "t", "ng", "t", "t", "k", "t", "p", "t"};

struct Family {
  std::string_view hangul;
  std::vector<std::string> latin;
};
const std::vector<Family>& families() {
  static const std::vector<Family> all{{"김", {"kim", "gim"}},
                                       {"이", {"lee", "yi", "rhee", "ri"}},
                                       {"리", {"ri", "lee", "yi"}},
                                       {"박", {"park", "pak", "bak"}},
                                       {"최", {"choi", "choe"}},
                                       {"정", {"jung", "jeong", "chung", "chong", "jong"}},
                                       {"강", {"kang", "gang"}},
                                       {"조", {"cho", "jo"}},
                                       {"윤", {"yoon", "yun"}},
                                       {"장", {"jang", "chang"}},
                                       {"임", {"lim", "im", "rim"}},
                                       {"림", {"rim", "lim"}},
                                       {"한", {"han"}},
                                       {"오", {"oh", "o"}},
                                       {"서", {"seo", "suh", "so"}},
                                       {"신", {"shin", "sin"}},
                                       {"권", {"kwon", "gwon"}},
                                       {"황", {"hwang"}},
                                       {"안", {"ahn", "an"}},
                                       {"송", {"song"}},
                                       {"류", {"ryu", "yoo", "yu"}},
                                       {"유", {"yoo", "yu", "ryu"}},
                                       {"전", {"jeon", "chon", "jun"}},
                                       {"홍", {"hong"}},
                                       {"고", {"ko", "go", "koh"}},
                                       {"문", {"moon", "mun"}},
                                       {"양", {"yang"}},
                                       {"손", {"son", "sohn"}},
                                       {"배", {"bae", "pae"}},
                                       {"백", {"baek", "paek", "paik"}},
                                       {"허", {"heo", "ho", "hur"}},
                                       {"남", {"nam"}},
                                       {"심", {"shim", "sim"}},
                                       {"노", {"noh", "roh", "no"}},
                                       {"하", {"ha"}},
                                       {"곽", {"kwak", "gwak"}},
                                       {"성", {"sung", "seong"}},
                                       {"차", {"cha"}},
                                       {"주", {"joo", "ju", "chu"}},
                                       {"우", {"woo", "u"}},
                                       {"구", {"koo", "ku", "gu"}},
                                       {"민", {"min"}},
                                       {"진", {"jin", "chin"}},
                                       {"지", {"ji", "chi"}},
                                       {"엄", {"um", "eom", "om"}},
                                       {"채", {"chae"}},
                                       {"원", {"won"}},
                                       {"천", {"chun", "cheon"}},
                                       {"방", {"bang", "pang"}},
                                       {"현", {"hyun", "hyon"}},
                                       {"변", {"byun", "pyon"}},
                                       {"태", {"tae"}},
                                       {"길", {"kil", "gil"}},
                                       {"렴", {"ryom", "yeom"}}};
  return all;
}

const Family* family(std::string_view written) {
  const auto found = std::ranges::find(families(), written, &Family::hangul);
  return found == families().end() ? nullptr : &*found;
}

UChar32 letter(std::string_view text, std::size_t at) {
  UChar32 c = 0;
  U8_GET(reinterpret_cast<const std::uint8_t*>(text.data()), 0, at, static_cast<std::int32_t>(text.size()),
         c);
  return c;
}

}  // namespace

bool all_hangul(std::string_view folded) {
  if (folded.empty() || folded.size() % kLetterBytes != 0) return false;
  for (std::size_t i = 0; i < folded.size(); i += kLetterBytes)
    if (const auto c = letter(folded, i); c < kFirstLeading || c > 0x11FF) return false;
  return true;
}

void add_hangul(Piece piece, std::vector<Piece>& out) {
  constexpr std::size_t kSyllable = 3, kMost = 4;
  const auto syllables = piece.written.size() / kSyllable;
  const auto first = piece.written.substr(0, kSyllable);
  // Written in whole syllables, so that its first is the surname.
  if (syllables < 2 || syllables > kMost || piece.written.size() % kSyllable != 0 ||
      family(first) == nullptr) {
    out.push_back(std::move(piece));
    return;
  }
  std::size_t at = 2 * kLetterBytes;
  if (at < piece.folded.size() && letter(piece.folded, at) >= kFirstTrailing) at += kLetterBytes;
  Piece rest = piece;
  piece.written = first;
  piece.folded.resize(at);
  piece.surname = true;
  rest.written.erase(0, kSyllable);
  rest.folded.erase(0, at);
  out.push_back(std::move(piece));
  out.push_back(std::move(rest));
}

std::vector<std::string> hangul_forms(const Piece& piece) {
  if (piece.surname)
    if (const auto* known = family(piece.written)) return known->latin;
  std::string papers, rules, people;
  for (std::size_t i = 0; i < piece.folded.size(); i += kLetterBytes) {
    const auto c = letter(piece.folded, i);
    const auto take = [&](const auto& table, UChar32 from) {
      const auto at = static_cast<std::size_t>(c - from);
      if (at >= table.size()) return;
      papers += table[at].papers;
      rules += table[at].rules;
      people += table[at].people;
    };
    if (c >= kFirstTrailing) {
      if (const auto at = static_cast<std::size_t>(c - kFirstTrailing); at < kTrailing.size())
        for (auto* text : {&papers, &rules, &people}) *text += kTrailing.at(at);
    } else if (c >= kFirstMedial) {
      take(kMedial, kFirstMedial);
    } else {
      take(kLeading, kFirstLeading);
    }
  }
  std::vector<std::string> forms;
  for (auto& form : {papers, rules, people})
    if (!form.empty() && std::ranges::find(forms, form) == forms.end()) forms.push_back(form);
  return forms;
}

}  // namespace entente::screening
