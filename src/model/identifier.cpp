// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/identifier.hpp"

#include <algorithm>

#include "model/identifier_fault.hpp"

namespace entente::model {

namespace {

std::string upper(std::string_view s) {
  std::string out(s);
  for (auto& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

}  // namespace

std::optional<bool> check_digits_hold(std::string_view scheme, std::string_view value) {
  if (scheme != kLei && scheme != kRor && scheme != kIsin) return std::nullopt;
  return !identifier_fault(scheme, value);
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
