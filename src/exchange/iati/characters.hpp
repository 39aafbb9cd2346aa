// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "base/text.hpp"

/// The small print of XML 1.0 that pugixml does not check.
namespace entente::exchange::iati {

constexpr bool is_space(char c) {
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

constexpr std::string_view trimmed(std::string_view s) {
  while (!s.empty() && is_space(s.front())) s.remove_prefix(1);
  while (!s.empty() && is_space(s.back())) s.remove_suffix(1);
  return s;
}

/// Whether a text that begins with '&' begins with a reference that needs no declaration: one of the five
/// entities XML has of itself, or the number of a character XML allows.
bool is_reference(std::string_view text);

/// The first byte that XML does not allow: a control character or one that is not UTF-8.
std::optional<std::size_t> first_bad_byte(std::string_view text);

/// Takes the next name="value" off the front of a start tag's inside; nothing where there is none.
std::optional<std::pair<std::string_view, std::string_view>> next_attribute(std::string_view& rest);

}  // namespace entente::exchange::iati
