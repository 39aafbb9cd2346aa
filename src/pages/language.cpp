// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/page.hpp"

#include <algorithm>
#include <string_view>

#include "base/money.hpp"
#include "base/text.hpp"

namespace entente::pages {

namespace {

/// Our language for a tag ("zh-Hant-TW" → "zh"); "" where we do not speak it.
std::string_view ours(std::string_view tag) {
  const auto primary = tag.substr(0, tag.find('-'));
  const auto* it = std::ranges::find_if(base::kLanguages, [&](std::string_view language) {
    return http::same_ignoring_case(language, primary);
  });
  return it == std::end(base::kLanguages) ? std::string_view{} : *it;
}

/// The weight of "fr;q=0.8": 1 where none is given, 0 where it cannot be read.
base::Decimal weight_of(std::string_view parameters) {
  const auto at = parameters.find("q=");
  if (at == parameters.npos) return base::Decimal::from_integer(1);
  auto value = parameters.substr(at + 2);
  return base::Decimal::parse(base::trimmed(value.substr(0, value.find(';')))).value_or(base::Decimal{});
}

}  // namespace

std::string_view preferred_language(const http::Request& request, std::span<const std::string> offered) {
  const auto is_offered = [&](std::string_view language) {
    return offered.empty() || std::ranges::find(offered, language) != offered.end();
  };
  std::string_view best = is_offered("en") ? "en" : std::string_view(offered.front()),
                   rest = request.header("accept-language");
  base::Decimal best_weight;  // 0: what weighs nothing is not wanted (RFC 9110 section 12.4.2)
  while (!rest.empty()) {
    const auto one = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    const auto semicolon = one.find(';');
    const auto language = ours(base::trimmed(one.substr(0, semicolon)));
    const auto weight = weight_of(semicolon == one.npos ? std::string_view{} : one.substr(semicolon));
    if (!language.empty() && is_offered(language) && weight > best_weight) {
      best = language;
      best_weight = weight;
    }
  }
  return best;
}

std::string_view language_of(const http::Request& request, std::span<const std::string> offered) {
  std::string_view path = request.path;
  if (path.starts_with('/')) path.remove_prefix(1);
  const auto segment = path.substr(0, path.find('/'));
  const auto* it = std::ranges::find(base::kLanguages, segment);
  return it == std::end(base::kLanguages) ? preferred_language(request, offered) : *it;
}

}  // namespace entente::pages
