// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/wording.hpp"

#include <algorithm>
#include <array>

namespace entente::exchange::iati::validation {

namespace {

/// Findings that are mended as others are.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kMendedAs{{
    {"after_other", "order"},
    {"foreign_between", "order"},
    {"version_missing", "version"},
    {"twice_none", "twice"},
    {"place_both", "sector_both"},
    {"place_all", "no_place"},
    {"marker_narrative", "sector_narrative"},
    {"line_date", "dates"},
    {"reference_twice", "once"},
}};

std::string mend_key(std::string_view say, const base::Messages& messages) {
  const auto* other =
      std::ranges::find(kMendedAs, say, &std::pair<std::string_view, std::string_view>::first);
  auto key = "validate.mend." + std::string(other == kMendedAs.end() ? say : other->second);
  return messages.has(key) ? key : "validate.mend.xml";
}

}  // namespace

Words words_of(const Finding& f, const base::Messages& messages) {
  auto expected = f.expected;
  // Types have names a reader knows; codes, elements and attributes are named as the file names them.
  if (f.say == "value")
    if (const auto type = "validate.type." + expected; messages.has(type)) expected = messages.get(type);
  if (f.say == "official") expected = f.rule->text;
  const std::vector<base::NamedArgument> arguments{{"value", std::string_view(f.value)},
                                                   {"expected", std::string_view(expected)},
                                                   {"other", std::string_view(f.other)}};
  // The official rule is also said where there is no value at all.
  const auto say = f.say == "not_number" && f.value.empty() ? std::string_view("no_value") : f.say;
  return {messages.get("validate.what." + std::string(say), arguments),
          messages.get(mend_key(say, messages), arguments)};
}

std::string severity_word(Severity severity, const base::Messages& messages) {
  return messages.get("validate.severity." + std::string(name_of(severity)));
}

}  // namespace entente::exchange::iati::validation
