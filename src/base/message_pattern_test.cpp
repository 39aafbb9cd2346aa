// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/message_pattern.hpp"

#include <gtest/gtest.h>
#include <unicode/msgfmt.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "base/json.hpp"
#include "base/text.hpp"

namespace entente::base {
namespace {

/// What ICU makes of a pattern whose arguments are the texts A and "it's {B}".
std::string by_icu(std::string_view pattern) {
  const auto wide = [](std::string_view s) {
    return icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<std::int32_t>(s.size())));
  };
  UErrorCode code = U_ZERO_ERROR;
  const icu::MessageFormat format(wide(pattern), icu::Locale("en"), code);
  const std::vector<icu::UnicodeString> names{icu::UnicodeString("value"), icu::UnicodeString("other")};
  const std::vector<icu::Formattable> values{icu::Formattable("A"), icu::Formattable("it's {B}")};
  icu::UnicodeString out;
  format.format(names.data(), values.data(), 2, out, code);
  EXPECT_TRUE(U_SUCCESS(code)) << pattern;
  std::string text;
  return out.toUTF8String(text);
}

std::optional<std::string> by_us(std::string_view pattern) {
  const auto read = MessagePattern::read(pattern);
  if (!read) return std::nullopt;
  return read->fill({{"value", std::string_view("A")}, {"other", std::string_view("it's {B}")}});
}

TEST(MessagePattern, PutsTextsIntoPlacesAsIcuDoes) {
  for (const auto* pattern : {"", "plain", "{value}", "a {value} b {other}{value}", "l'{value}",
                              "l''or {value}", "'{value}' {other}", "'{it''s}' {value}", "'}' {value} '",
                              "a } b", "d'abord ' {value}", "'{open {value}"})
    EXPECT_EQ(by_us(pattern), by_icu(pattern)) << pattern;
}

TEST(MessagePattern, LeavesTheRestToIcu) {
  for (const auto* pattern : {"{value, plural, one {# a} other {# b}}", "{0}", "{value", "{}", "{ value }"})
    EXPECT_FALSE(MessagePattern::read(pattern)) << pattern;
  const auto read = MessagePattern::read("{value} of {other}").value();
  EXPECT_FALSE(read.fill({{"value", std::string_view("A")}})) << "one is missing";
  EXPECT_FALSE(read.fill({{"value", std::string_view("A")}, {"other", std::int64_t{1}}})) << "a number";
  EXPECT_FALSE(read.fill({{"value", std::string_view("A")}, {"other", std::string_view("\xFF")}}))
      << "no UTF-8";
}

TEST(MessagePattern, EveryMessageSaysWhatIcuMakesOfIt) {
  std::size_t compared = 0;
  for (const auto language : kLanguages) {
    const auto path = ENTENTE_SOURCE_DIR "/data/messages/" + std::string(language) + ".json";
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    const auto all = parse_json(text.str(), path);
    for (const auto& [name, value] : all.as_object()) {
      const std::string_view pattern = value.as_string();
      const auto ours = by_us(pattern);
      if (!ours) continue;
      ++compared;
      EXPECT_EQ(*ours, by_icu(pattern)) << path << " " << std::string_view(name);
    }
  }
  EXPECT_GT(compared, 3000U);
}

}  // namespace
}  // namespace entente::base
