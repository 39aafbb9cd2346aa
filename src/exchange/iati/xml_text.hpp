// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace entente::exchange::iati {

/// XML as it is written: elements on lines of their own, everything escaped. What XML 1.0 has no place for
/// (control characters) is left out.
class XmlText {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;
  explicit XmlText(std::string& out) : out_(out) {}

  /// Attributes whose value is empty are left out.
  void open(std::string_view name, Attributes attributes = {});
  void close();
  void empty(std::string_view name, Attributes attributes = {});
  void element(std::string_view name, std::string_view text, Attributes attributes = {});
  /// A text as elements of that name, one a language; "und" goes without a language.
  void each_language(std::string_view name, const base::Text& text);
  /// An element that holds the text's narratives; nothing where there is no text.
  void narratives(std::string_view name, const base::Text& text, Attributes attributes = {});

 private:
  void begin(std::string_view name, Attributes attributes);
  void escaped(std::string_view text);

  std::string& out_;
  std::vector<std::string> open_;
};

}  // namespace entente::exchange::iati
