// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/identifier.hpp"

#include <algorithm>

namespace entente::model {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

std::string upper(std::string_view s) {
  std::string out(s);
  for (auto& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

/// ISO 7064 MOD 97-10 over 20 characters, letters standing for 10…35.
bool lei_holds(std::string_view value) {
  const auto s = upper(value);
  if (s.size() != 20 || !is_digit(s[18]) || !is_digit(s[19])) return false;
  int rest = 0;
  for (const char c : s) {
    if (is_digit(c))
      rest = (rest * 10 + (c - '0')) % 97;
    else if (is_upper(c))
      rest = (rest * 100 + (c - 'A' + 10)) % 97;
    else
      return false;
  }
  return rest == 1;
}

/// "0" + six characters of Crockford base 32 + two check digits = 98 − (number × 100 mod 97).
bool ror_holds(std::string_view value) {
  for (const std::string_view prefix : {"https://ror.org/", "http://ror.org/", "ror.org/"})
    if (value.starts_with(prefix)) value.remove_prefix(prefix.size());
  const auto s = upper(value);
  if (s.size() != 9 || s[0] != '0' || !is_digit(s[7]) || !is_digit(s[8])) return false;
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  long long number = 0;
  for (const char c : s.substr(0, 7)) {
    const auto at = kAlphabet.find(c);
    if (at == std::string_view::npos) return false;
    number = number * 32 + static_cast<long long>(at);
  }
  return 98 - (number * 100) % 97 == (s[7] - '0') * 10 + (s[8] - '0');
}

/// Luhn over the digits that come of writing letters as 10…35.
bool isin_holds(std::string_view value) {
  const auto s = upper(value);
  if (s.size() != 12 || !is_upper(s[0]) || !is_upper(s[1]) || !is_digit(s[11])) return false;
  std::string digits;
  for (const char c : s) {
    if (is_digit(c))
      digits += c;
    else if (is_upper(c))
      digits += std::to_string(c - 'A' + 10);
    else
      return false;
  }
  int sum = 0;
  bool twice = false;
  for (auto i = digits.size(); i-- > 0; twice = !twice) {
    const int d = digits[i] - '0';
    sum += twice ? (d * 2 > 9 ? d * 2 - 9 : d * 2) : d;
  }
  return sum % 10 == 0;
}

}  // namespace

std::optional<bool> check_digits_hold(std::string_view scheme, std::string_view value) {
  if (scheme == kLei) return lei_holds(value);
  if (scheme == kRor) return ror_holds(value);
  if (scheme == kIsin) return isin_holds(value);
  return std::nullopt;
}

std::string identifier_key(std::string_view scheme, std::string_view value) {
  const auto space = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
  while (!value.empty() && space(value.front())) value.remove_prefix(1);
  while (!value.empty() && space(value.back())) value.remove_suffix(1);
  // IATI compares identifiers as they are written, and so do we; publishers of organisation references do
  // not.
  if (scheme == kIatiActivity || scheme == kEntente) return std::string(value);
  return upper(value);
}

bool is_linkable(std::string_view url) {
  if (url.empty() || url.size() > 4'000) return false;
  if (std::ranges::any_of(
          url, [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '\\'; }))
    return false;
  const auto starts = [&](std::string_view scheme) {
    return url.size() > scheme.size() &&
           std::equal(scheme.begin(), scheme.end(), url.begin(), [](char a, char b) {
             return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b - 'A' + 'a') : b);
           });
  };
  if (starts("mailto:")) return url.find('@') != std::string_view::npos;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!starts(scheme)) continue;
    const auto rest = url.substr(scheme.size());
    const auto host = rest.substr(0, rest.find_first_of("/?#"));
    // Credentials in an address serve only to deceive about where it leads.
    return !host.empty() && host.find('@') == std::string_view::npos;
  }
  return false;
}

}  // namespace entente::model
