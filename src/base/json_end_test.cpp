// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/json_end.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace entente::base {
namespace {

/// Byte by byte.
std::size_t end_by_hand(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') {
      for (++at; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
    } else if (text[at] == '\\' && at + 1 < text.size() && (text[at + 1] == '"' || text[at + 1] == '\\')) {
      ++at;  // no JSON; what is within strings is counted alike
    } else if (text[at] == '{') {
      ++depth;
    } else if (text[at] == '}' && (depth == 0 || --depth == 0)) {
      return at + 1;
    }
  }
  return text.size();
}

TEST(JsonEnd, IsThatOfTheObject) {
  EXPECT_EQ(json_object_end("{}"), 2U);
  EXPECT_EQ(json_object_end("{},{}"), 2U);
  EXPECT_EQ(json_object_end("[{},{}]", 4), 6U);
  EXPECT_EQ(json_object_end(R"({"a":{"b":[{}]}})"), 16U);
  EXPECT_EQ(json_object_end(R"({"}":"{"} )"), 9U);
  EXPECT_EQ(json_object_end(R"({"a":"\"}"}})"), 11U) << "a quote within a string";
  EXPECT_EQ(json_object_end(R"({"a":"\\"}})"), 10U) << "a backslash at its end";
  EXPECT_EQ(json_object_end("{"), 1U);
  EXPECT_EQ(json_object_end(R"({"a":"})"), 7U);
  EXPECT_EQ(json_object_end(""), 0U);
  EXPECT_EQ(json_object_end("}"), 1U);
}

TEST(JsonEnd, AQuoteOrABackslashMayStandAnywhereInABlock) {
  for (std::size_t before = 0; before < 140; ++before)
    for (const std::string_view text : {R"(\"}")", R"(\\")", R"(\\\"}")", R"(\u007d}")", R"(}")"}) {
      const auto object = R"({"a":")" + std::string(before, 'x') + std::string(text) + "}";
      EXPECT_EQ(json_object_end(object + "}}"), object.size()) << before << " " << text;
    }
}

TEST(JsonEnd, IsTheSameAsByteByByte) {
  std::mt19937 random(62211);
  constexpr std::string_view kLetters = R"({{}}""\\a:,)";
  for (int round = 0; round < 20'000; ++round) {
    std::string text = "{";
    for (auto left = random() % 300; left > 0; --left)
      text += random() % 4 == 0 ? kLetters[random() % kLetters.size()] : 'x';
    ASSERT_EQ(json_object_end(text), end_by_hand(text)) << text;
  }
}

}  // namespace
}  // namespace entente::base
