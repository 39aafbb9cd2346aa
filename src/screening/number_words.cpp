// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/number_words.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace entente::screening {
namespace {

constexpr unsigned kTen = 10, kTwenty = 20, kHundred = 100;

/// 0 for what is no number: zero names nothing.
unsigned number_in_words(std::string_view folded) {
  static const std::unordered_map<std::string_view, unsigned> all{
      {"one", 1},     {"two", 2},      {"three", 3},    {"four", 4},      {"five", 5},      {"six", 6},
      {"seven", 7},   {"eight", 8},    {"nine", 9},     {"ten", 10},      {"eleven", 11},   {"twelve", 12},
      {"twenty", 20}, {"thirty", 30},  {"forty", 40},   {"fifty", 50},    {"sixty", 60},    {"seventy", 70},
      {"eighty", 80}, {"ninety", 90},  {"first", 1},    {"second", 2},    {"third", 3},     {"fourth", 4},
      {"fifth", 5},   {"sixth", 6},    {"seventh", 7},  {"eighth", 8},    {"ninth", 9},     {"tenth", 10},
      {"premier", 1}, {"premiere", 1}, {"deuxieme", 2}, {"troisieme", 3}, {"quatrieme", 4}, {"cinquieme", 5},
      {"primero", 1}, {"primera", 1},  {"segundo", 2},  {"segunda", 2},   {"tercero", 3},   {"tercera", 3},
      {"первый", 1},  {"первая", 1},   {"первое", 1},   {"второй", 2},    {"вторая", 2},    {"второе", 2},
      {"третий", 3},  {"третья", 3},   {"третье", 3},   {"четвертый", 4}, {"пятый", 5},     {"шестой", 6}};
  const auto at = all.find(folded);
  return at == all.end() ? 0 : at->second;
}

/// Of "44" and of "1st"; 0 for what is no such number of up to three digits.
unsigned number_in_digits(std::string_view folded) {
  constexpr std::size_t kMostDigits = 3;
  for (const std::string_view ending : {"st", "nd", "rd", "th"})
    if (folded.size() > ending.size() && folded.ends_with(ending)) {
      folded.remove_suffix(ending.size());
      break;
    }
  if (folded.empty() || folded.size() > kMostDigits) return 0;
  unsigned number = 0;
  for (const char c : folded) {
    if (c < '0' || c > '9') return 0;
    number = number * kTen + static_cast<unsigned>(c - '0');
  }
  return number;
}

}  // namespace

void read_number_words(std::vector<Piece>& pieces, Kind kind) {
  if (kind == Kind::person) return;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    auto number = number_in_words(pieces[i].folded);
    if (number >= kTwenty && number < kHundred && i + 1 < pieces.size()) {
      const auto words = number_in_words(pieces[i + 1].folded);
      const auto one = words > 0 ? words : number_in_digits(pieces[i + 1].folded);
      if (one > 0 && one < kTen) {
        number += one;
        pieces[i].written += " " + pieces[i + 1].written;
        pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(i + 1));
      }
    }
    if (number == 0) number = number_in_digits(pieces[i].folded);
    if (number == 0) continue;
    pieces[i].folded = std::to_string(number);
    pieces[i].script = Script::latin;
  }
}

}  // namespace entente::screening
