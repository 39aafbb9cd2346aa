// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace entente::base {

bool is_language(std::string_view code) {
  return std::ranges::find(kLanguages, code) != std::end(kLanguages);
}

namespace {
/// "pt-br" speaks to a reader of "pt".
bool speaks(std::string_view tag, std::string_view language) {
  return tag == language ||
         (tag.size() > language.size() && tag.starts_with(language) && tag[language.size()] == '-');
}
}  // namespace

void Text::add(std::string_view language, std::string_view value) {
  if (value.empty()) return;
  std::string tag(language.empty() ? std::string_view("und") : language);
  for (auto& c : tag)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  auto at = std::ranges::lower_bound(narratives, tag, {}, &Narrative::language);
  if (at == narratives.end() || at->language != tag)
    narratives.insert(at, {std::move(tag), std::string(value)});
  else if (at->value != value)
    at->value.append("\n\n").append(value);
}

const Narrative* Text::pick(std::string_view language) const {
  if (narratives.empty()) return nullptr;
  for (const auto wanted : {language, std::string_view("en")})
    for (const auto& n : narratives)
      if (speaks(n.language, wanted)) return &n;
  return &narratives.front();
}

std::string_view Text::str(std::string_view language) const {
  const auto* n = pick(language);
  return n ? std::string_view(n->value) : std::string_view();
}

bool Text::has(std::string_view language) const {
  return std::ranges::any_of(narratives, [&](const auto& n) { return speaks(n.language, language); });
}

bool is_utf8(std::string_view bytes) {
  const auto* s = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t i = 0;
  const std::size_t n = bytes.size();
  while (i < n) {
    if (s[i] < 0x80) {
      // Most of it is ASCII: eight bytes at a time, as long as none has its highest bit set.
      std::uint64_t eight = 0;
      for (; i + sizeof eight <= n; i += sizeof eight) {
        std::memcpy(&eight, s + i, sizeof eight);
        if ((eight & 0x8080808080808080U) != 0) break;
      }
      while (i < n && s[i] < 0x80) ++i;
      continue;
    }
    UChar32 c = 0;
    U8_NEXT(s, i, n, c);
    if (c < 0) return false;
  }
  return true;
}

std::string_view clip_utf8(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(kSpaces)));
  return text.substr(0, text.find_last_not_of(kSpaces) + 1);
}

}  // namespace entente::base
