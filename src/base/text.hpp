// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace entente::base {

/// The languages of the register, in the order of the United Nations' documents.
inline constexpr std::string_view kLanguages[] = {"ar", "zh", "en", "fr", "ru", "es"};
bool is_language(std::string_view code);

/// One text in one language. `language` is a lower-case BCP 47 tag, "und" where nobody said.
struct Narrative {
  std::string language;
  std::string value;
  bool operator==(const Narrative&) const = default;
};

/// The same text in several languages: at most one narrative a language, sorted by language.
struct Text {
  std::vector<Narrative> narratives;

  Text() = default;
  Text(std::string_view language, std::string_view value) { add(language, value); }

  /// Adds one; a second text in the same language is joined to the first by an empty line. An empty
  /// value is ignored, an empty language becomes "und".
  void add(std::string_view language, std::string_view value);
  bool empty() const { return narratives.empty(); }
  /// The reader's language if it is there; else English, else the first. Null where there is none.
  /// Compare `language` of what comes back: a page says so when it is not the reader's.
  const Narrative* pick(std::string_view language) const;
  /// pick()'s value, or "".
  std::string_view str(std::string_view language) const;
  bool has(std::string_view language) const;

  bool operator==(const Text&) const = default;
};

/// True where the bytes are UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view bytes);
/// At most `bytes` bytes, cut between characters.
std::string_view clip_utf8(std::string_view text, std::size_t bytes);
/// Without the spaces, tabs and ends of lines at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace entente::base
