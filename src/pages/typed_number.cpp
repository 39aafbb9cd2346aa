// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/typed_number.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"

namespace entente::pages {

namespace {

constexpr std::array<std::string_view, 10> kArabic = {"٠", "١", "٢", "٣", "٤", "٥", "٦", "٧", "٨", "٩"},
                                           kPersian = {"۰", "۱", "۲", "۳", "۴", "۵", "۶", "۷", "۸", "۹"},
                                           kWide = {"０", "１", "２", "３", "４",
                                                    "５", "６", "７", "８", "９"};

/// What a character is in a number: a digit, '.' before the decimals, another sign between thousands (each
/// its own: ',', ' ', 'q' for an apostrophe, 'a' for the Arabic mark, 'p' for a point); 0 for any other.
struct Sign {
  char is;
  std::size_t bytes;
};

Sign sign_at(std::string_view text, bool comma_is_decimal, bool point_is_mark) {
  const char c = text.front();
  if (c >= '0' && c <= '9') return {c, 1};
  if (c == '.' && point_is_mark) return {'p', 1};
  if (c == '.') return {comma_is_decimal ? '\0' : '.', 1};
  if (c == ',') return {comma_is_decimal ? '.' : ',', 1};
  if (c == ' ') return {' ', 1};
  if (c == '\'') return {'q', 1};
  for (const auto& digits : {kArabic, kPersian, kWide})
    for (std::size_t i = 0; i < digits.size(); ++i)
      if (text.starts_with(digits[i])) return {static_cast<char>('0' + i), digits[i].size()};
  if (text.starts_with("\u066b")) return {'.', 2};
  if (text.starts_with("\u066c")) return {'a', 2};
  if (text.starts_with("\u2019")) return {'q', 3};
  for (const std::string_view space : {"\u00a0", "\u2009", "\u202f"})
    if (text.starts_with(space)) return {' ', space.size()};
  return {0, 1};
}

constexpr std::string_view kThousandsMarks = ", qap";

/// "1,234": one to three digits, then threes, all behind the same mark; or no mark at all.
bool is_grouped(std::string_view whole) {
  const auto first = whole.find_first_of(kThousandsMarks);
  if (first == whole.npos) return true;
  if (first == 0 || first > 3) return false;
  for (auto at = first; at != whole.npos; at = whole.find_first_of(kThousandsMarks, at + 1)) {
    const auto next = std::min(whole.find_first_of(kThousandsMarks, at + 1), whole.size());
    if (whole[at] != whole[first] || next - at != 4) return false;
  }
  return true;
}

bool has_decimal_comma(std::string_view language) {
  return language == "fr" || language == "es" || language == "ru";
}

}  // namespace

std::optional<base::Decimal> typed_number(std::string_view typed, std::string_view language) {
  constexpr std::size_t kLongest = 60, kDecimals = 4;
  typed = base::trimmed(typed);
  if (typed.empty() || typed.size() > kLongest) return std::nullopt;
  const bool comma_is_decimal = has_decimal_comma(language);
  std::string signs;
  while (!typed.empty()) {
    const auto sign = sign_at(typed, comma_is_decimal, language == "es");
    if (sign.is == 0) return std::nullopt;
    signs += sign.is;
    typed.remove_prefix(sign.bytes);
  }
  const auto point = signs.find('.');
  auto whole = signs.substr(0, point);
  const auto decimals = point == signs.npos ? std::string() : signs.substr(point + 1);
  if (decimals.find_first_not_of("0123456789") != decimals.npos || decimals.size() > kDecimals)
    return std::nullopt;
  if (whole.empty() || (point != signs.npos && decimals.empty()) || !is_grouped(whole)) return std::nullopt;
  std::erase_if(whole, [](char c) { return kThousandsMarks.find(c) != kThousandsMarks.npos; });
  return base::Decimal::parse(decimals.empty() ? whole : whole + "." + decimals);
}

std::string number_to_type(const base::Decimal& number, std::string_view language) {
  auto text = number.str();
  if (has_decimal_comma(language)) std::ranges::replace(text, '.', ',');
  return text;
}

}  // namespace entente::pages
