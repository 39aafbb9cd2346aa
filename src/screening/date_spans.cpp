// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/date_spans.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "screening/list_entry.hpp"

namespace entente::screening {

namespace {

constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};

bool is_number(std::string_view word, std::size_t least, std::size_t most) {
  return word.size() >= least && word.size() <= most &&
         std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

/// 1 to 12 for "Jun", "Sept.", "November"; 0 for anything else.
unsigned month_named(std::string_view word) {
  if (word.ends_with('.')) word.remove_suffix(1);
  constexpr std::size_t kShortest = 3;
  if (word.size() < kShortest) return 0;
  for (std::size_t i = 0; i < kMonths.size(); ++i)
    if (word.size() <= kMonths.at(i).size() && same_word(word, kMonths.at(i).substr(0, word.size())))
      return static_cast<unsigned>(i + 1);
  return 0;
}

std::string two_digits(std::string_view number) {
  return number.size() < 2 ? "0" + std::string(number) : std::string(number);
}

/// The text without the word, where it begins with it.
bool take_word(std::string_view& text, std::string_view word) {
  if (text.size() <= word.size() || !same_word(text.substr(0, word.size()), word)) return false;
  text.remove_prefix(word.size());
  while (text.starts_with(' ')) text.remove_prefix(1);
  return true;
}

}  // namespace

std::optional<base::PartialDate> read_written_date(std::string_view text) {
  if (const auto iso = base::PartialDate::parse(text)) return iso;
  const auto words = split_list(text, " ");
  constexpr std::size_t kWithDay = 3;
  if (words.size() < 2 || words.size() > kWithDay || !is_number(words.back(), 4, 4)) return std::nullopt;
  const auto month = month_named(words[words.size() - 2]);
  if (month == 0) return std::nullopt;
  auto iso = words.back() + "-" + two_digits(std::to_string(month));
  if (words.size() == kWithDay) {
    if (!is_number(words.front(), 1, 2)) return std::nullopt;
    iso += "-" + two_digits(words.front());
  }
  return base::PartialDate::parse(iso);
}

std::optional<DateSpan> date_span(base::PartialDate from, base::PartialDate to, bool approximate) {
  if (to.last_day() < from.first_day()) return std::nullopt;
  return DateSpan{from, to, approximate};
}

std::optional<DateSpan> read_date_span(std::string_view text) {
  const auto whole = squeezed(text);
  std::string_view rest = whole;
  bool approximate = false;
  for (const std::string_view about : {"circa ", "approximately ", "approx. ", "about "})
    if (take_word(rest, about)) approximate = true;
  for (const std::string_view between : {"between ", "from "}) take_word(rest, between);
  if (const auto one = read_written_date(rest)) return DateSpan{*one, *one, approximate};
  for (const std::string_view joint : {" to ", " and ", " - ", "-"}) {
    const auto at = rest.find(joint);
    if (at == std::string_view::npos) continue;
    const auto to = read_written_date(rest.substr(at + joint.size()));
    auto first = std::string(rest.substr(0, at));
    // "Aug. and Sep. 1977": the year of the second is that of the first.
    if (to && month_named(first) != 0) first += " " + to->str().substr(0, 4);
    const auto from = read_written_date(first);
    if (from && to) return date_span(*from, *to, approximate);
  }
  return std::nullopt;
}

}  // namespace entente::screening
