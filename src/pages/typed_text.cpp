// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/typed_text.hpp"

#include <algorithm>

namespace entente::pages {

std::string typed_text(std::string_view typed) {
  std::string text;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    if (typed[i] == '\r' && i + 1 < typed.size() && typed[i + 1] == '\n') continue;
    text += typed[i] == '\r' ? '\n' : typed[i];
  }
  return std::string(base::trimmed(text));
}

std::string value_in(const base::Text& text, std::string_view language) {
  const auto found = std::ranges::find(text.narratives, language, &base::Narrative::language);
  return found == text.narratives.end() ? std::string() : found->value;
}

base::Text with_value(const base::Text& text, std::string_view language, std::string_view value) {
  return typed_text(value_in(text, language)) == value ? text : base::Text(language, value);
}

}  // namespace entente::pages
