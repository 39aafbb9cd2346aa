// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/identifier_fault.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <vector>

#include "base/text.hpp"
#include "embedded/iati_standard.hpp"
#include "model/identifier.hpp"

namespace entente::model {

namespace {

using enum IdentifierFault::Kind;

constexpr std::string_view kRorAddress = "https://ror.org/";
constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

bool is_number(char c) {
  return c >= '0' && c <= '9';
}
bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_either(char c) {
  return is_number(c) || is_capital(c);
}

std::string in_capitals(std::string_view text) {
  std::string all;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    all += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return all;
}

std::string_view behind_address(std::string_view value) {
  for (const std::string_view prefix :
       {kRorAddress, std::string_view("http://ror.org/"), std::string_view("ror.org/")})
    if (value.starts_with(prefix)) return value.substr(prefix.size());
  return value;
}

/// The character as people see it, be it of several bytes.
std::string character_at(std::string_view text, std::size_t at) {
  auto end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return std::string(text.substr(at, end - at));
}

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

using Allowed = std::function<bool(std::size_t at, char)>;

/// The first fault of form: a character that cannot stand where it does, else the length. What is too long
/// by a character that cannot stand anywhere is a matter of that character.
std::optional<IdentifierFault> fault_of_form(std::string_view text, std::size_t length,
                                             const Allowed& allowed) {
  for (std::size_t at = 0; at < std::min(text.size(), length); ++at)
    if (!allowed(at, text[at]))
      return IdentifierFault{character, characters_in(text.substr(0, at)) + 1, character_at(text, at), {}};
  if (text.size() != length)
    return IdentifierFault{IdentifierFault::Kind::length, 0, std::to_string(characters_in(text)),
                           std::to_string(length)};
  return std::nullopt;
}

std::string two_digits(long long number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::optional<IdentifierFault> fault_of_check(std::string_view text, std::string expected) {
  const auto at = text.size() - expected.size();
  if (text.substr(at) == expected) return std::nullopt;
  return IdentifierFault{check_digits, at + 1, std::string(text.substr(at)), std::move(expected)};
}

/// Letters stand for 10 … 35.
int rest_by_97(std::string_view text, int rest = 0) {
  for (const char c : text)
    rest = is_number(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97;
  return rest;
}

std::optional<IdentifierFault> fault_of_lei(std::string_view value) {
  const auto text = in_capitals(value);
  constexpr std::size_t kLength = 20;
  if (auto fault = fault_of_form(text, kLength, [](std::size_t at, char c) {
        return at < kLength - 2 ? is_either(c) : is_number(c);
      }))
    return fault;
  return fault_of_check(text, two_digits(98 - rest_by_97("00", rest_by_97(text.substr(0, kLength - 2)))));
}

std::optional<IdentifierFault> fault_of_ror(std::string_view value) {
  const auto text = in_capitals(behind_address(value));
  constexpr std::size_t kLength = 9;
  if (auto fault = fault_of_form(text, kLength, [](std::size_t at, char c) {
        if (at == 0) return c == '0';
        return at < kLength - 2 ? kCrockford.find(c) != kCrockford.npos : is_number(c);
      }))
    return fault;
  long long number = 0;
  for (const char c : text.substr(0, kLength - 2))
    number = number * 32 + static_cast<long long>(kCrockford.find(c));
  return fault_of_check(text, two_digits(98 - number * 100 % 97));
}

std::optional<IdentifierFault> fault_of_isin(std::string_view value) {
  const auto text = in_capitals(value);
  constexpr std::size_t kLength = 12;
  if (auto fault = fault_of_form(text, kLength, [](std::size_t at, char c) {
        if (at < 2) return is_capital(c);
        return at < kLength - 1 ? is_either(c) : is_number(c);
      }))
    return fault;
  std::string digits;
  for (const char c : text.substr(0, kLength - 1))
    digits += is_number(c) ? std::string(1, c) : std::to_string(c - 'A' + 10);
  int sum = 0;
  bool twice = true;
  for (auto i = digits.size(); i-- > 0; twice = !twice) {
    const int digit = (digits[i] - '0') * (twice ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return fault_of_check(text, std::to_string((10 - sum % 10) % 10));
}

/// Codes of the lists from which identifiers come, as the standard names them: "GB-CHC".
const std::set<std::string, std::less<>>& known_lists() {
  static const auto lists = [] {
    std::set<std::string, std::less<>> all;
    std::string_view text = embedded::iati_standard("data/iati/2.03/agencies.txt");
    bool in_section = false;
    while (!text.empty()) {
      const auto line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(text.size(), line.size() + 1));
      if (line.starts_with('#')) continue;
      if (line.starts_with('[')) {
        in_section = line == "[agencies]";
        continue;
      }
      for (std::size_t at = 0; in_section && at < line.size();) {
        const auto end = std::min(line.find(' ', at), line.size());
        if (end > at) all.emplace(line.substr(at, end - at));
        at = end + 1;
      }
    }
    return all;
  }();
  return lists;
}

/// What IATI leaves out of an identifier, and what no eye sees.
bool is_never_in_org_id(char c) {
  return static_cast<unsigned char>(c) <= ' ' || c == 0x7F ||
         std::string_view("/&|?").find(c) != std::string_view::npos;
}

std::optional<IdentifierFault> fault_of_org_id(std::string_view value) {
  const auto text = base::trimmed(value);
  const auto wrong = std::ranges::find_if(text, is_never_in_org_id);
  if (wrong != text.end()) {
    const auto at = static_cast<std::size_t>(wrong - text.begin());
    return IdentifierFault{character, characters_in(text.substr(0, at)) + 1, character_at(text, at), {}};
  }
  const auto first = text.find('-');
  const auto second = first == text.npos ? first : text.find('-', first + 1);
  if (first == 0 || second == text.npos || second == first + 1 || second + 1 == text.size())
    return IdentifierFault{form, 0, std::string(text), {}};
  const auto list_code = in_capitals(text.substr(0, second));
  if (!known_lists().contains(list_code)) return IdentifierFault{list, 1, list_code, {}};
  return std::nullopt;
}

}  // namespace

bool is_checked_scheme(std::string_view scheme) {
  return scheme == kLei || scheme == kRor || scheme == kIsin || scheme == kOrgId;
}

std::optional<IdentifierFault> identifier_fault(std::string_view scheme, std::string_view value) {
  if (scheme == kLei) return fault_of_lei(value);
  if (scheme == kRor) return fault_of_ror(value);
  if (scheme == kIsin) return fault_of_isin(value);
  if (scheme == kOrgId) return fault_of_org_id(value);
  return std::nullopt;
}

std::string text_of(const IdentifierFault& fault) {
  switch (fault.kind) {
    case length:
      return "which has " + fault.found + " characters, where " + fault.expected + " are due";
    case character:
      return "whose character " + std::to_string(fault.position) + ", '" + fault.found +
             "', cannot stand there";
    case check_digits:
      return "whose check digits do not hold: after what stands before them " + fault.expected +
             " would be due, not " + fault.found;
    case list:
      return "which begins with '" + fault.found + "', and no list of organisations is known by that code";
    case form:
      break;
  }
  return "which does not name its list: it is written as GB-CHC-202918";
}

std::string identifier_form(std::string_view scheme, std::string_view value) {
  if (scheme == kLei || scheme == kIsin) return in_capitals(value);
  if (scheme == kRor) {
    auto id = in_capitals(behind_address(base::trimmed(value)));
    for (auto& c : id)
      if (is_capital(c)) c = static_cast<char>(c - 'A' + 'a');
    return std::string(kRorAddress) + id;
  }
  return std::string(base::trimmed(value));
}

}  // namespace entente::model
