// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/money.hpp"

#include <limits>

#include "base/error.hpp"

namespace entente::base {

std::optional<Decimal> Decimal::parse(std::string_view s) {
  const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!s.empty() && space(s.front())) s.remove_prefix(1);
  while (!s.empty() && space(s.back())) s.remove_suffix(1);
  bool negative = false;
  if (!s.empty() && (s.front() == '-' || s.front() == '+')) {
    negative = s.front() == '-';
    s.remove_prefix(1);
  }
  // Digits and the place of the point; then the exponent moves the point.
  std::string digits;
  int point = -1, exponent = 0;
  std::size_t i = 0;
  for (; i < s.size(); ++i) {
    const char c = s[i];
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c == '.' && point < 0) {
      point = static_cast<int>(digits.size());
    } else {
      break;
    }
    if (digits.size() > 64) return std::nullopt;
  }
  if (digits.empty()) return std::nullopt;
  if (i < s.size()) {
    if (s[i] != 'e' && s[i] != 'E') return std::nullopt;
    bool minus = false;
    if (++i < s.size() && (s[i] == '-' || s[i] == '+')) minus = s[i++] == '-';
    if (i == s.size() || s.size() - i > 2) return std::nullopt;
    for (; i < s.size(); ++i) {
      if (s[i] < '0' || s[i] > '9') return std::nullopt;
      exponent = exponent * 10 + (s[i] - '0');
    }
    if (minus) exponent = -exponent;
  }
  const int whole = (point < 0 ? static_cast<int>(digits.size()) : point) + exponent;
  // scaled = the digits up to `whole + 4`, as an integer, rounded by what follows.
  const int keep = whole + 4;
  std::int64_t value = 0;
  constexpr auto kMax = std::numeric_limits<std::int64_t>::max();
  for (int k = 0; k < keep; ++k) {
    const int d = k < static_cast<int>(digits.size()) ? digits[static_cast<std::size_t>(k)] - '0' : 0;
    if (value > (kMax - d) / 10) return std::nullopt;
    value = value * 10 + d;
  }
  if (keep >= 0 && keep < static_cast<int>(digits.size())) {
    const auto at = static_cast<std::size_t>(keep);
    const bool above =
        digits[at] > '5' || (digits[at] == '5' && digits.find_first_not_of('0', at + 1) != std::string::npos);
    const bool half = digits[at] == '5' && !above;
    if (above || (half && value % 2 == 1)) {
      if (value == kMax) return std::nullopt;
      ++value;
    }
  }
  return Decimal(negative ? -value : value);
}

std::string Decimal::str() const {
  const bool negative = scaled_ < 0;
  const auto magnitude =
      negative ? 0 - static_cast<std::uint64_t>(scaled_) : static_cast<std::uint64_t>(scaled_);
  std::string out = (negative ? "-" : "") + std::to_string(magnitude / kScale);
  if (auto fraction = magnitude % kScale) {
    std::string f = std::to_string(fraction + kScale).substr(1);
    while (f.back() == '0') f.pop_back();
    out += '.' + f;
  }
  return out;
}

Decimal Decimal::operator+(Decimal other) const {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(scaled_, other.scaled_, &sum))
    throw BadInput("sum of amounts", "is larger than the register can hold",
                   "Check the amounts for a misplaced decimal point.");
  return Decimal(sum);
}

}  // namespace entente::base
