// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/message_pattern.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace entente::base {

namespace {

bool is_argument_name(std::string_view s) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  return !s.empty() && letter(s.front()) &&
         std::ranges::all_of(s, [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

}  // namespace

std::optional<MessagePattern> MessagePattern::read(std::string_view pattern) {
  MessagePattern made;
  std::string text;
  bool quoted = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const auto rest = pattern.substr(i + 1);
    if (c == '\'' && rest.starts_with('\'')) {
      text += c;  // two are one
      ++i;
    } else if (c == '\'' && (quoted || rest.starts_with('{') || rest.starts_with('}'))) {
      quoted = !quoted;
    } else if (c == '{' && !quoted) {
      const auto name = rest.substr(0, rest.find('}'));
      if (name.size() == rest.size() || !is_argument_name(name)) return std::nullopt;
      made.places_.push_back({std::move(text), std::string(name)});
      text.clear();
      i += name.size() + 1;
    } else {
      text += c;
    }
  }
  made.end_ = std::move(text);
  return made;
}

std::optional<std::string> MessagePattern::fill(Arguments arguments) const {
  std::string out;
  for (const auto& place : places_) {
    const auto* const given = std::ranges::find(arguments, place.name, &Arguments::value_type::first);
    const auto* const text =
        given == arguments.end() ? nullptr : std::get_if<std::string_view>(&given->second);
    if (text == nullptr || !is_utf8(*text)) return std::nullopt;
    out += place.before;
    out += *text;
  }
  out += end_;
  return out;
}

}  // namespace entente::base
