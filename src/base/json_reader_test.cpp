// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/json_reader.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <limits>

#include "base/error.hpp"
#include "base/json.hpp"

namespace entente::base {
namespace {

/// Reads any value into a tree, so that it can be compared with what another parser makes of the text.
boost::json::value tree_of(JsonReader& in) {
  switch (in.next()) {
    case JsonReader::Kind::object: {
      boost::json::object object;
      in.begin();
      for (std::string_view name; in.member(name);) object[name] = tree_of(in);
      return object;
    }
    case JsonReader::Kind::array: {
      boost::json::array array;
      in.begin();
      while (in.item()) array.push_back(tree_of(in));
      return array;
    }
    case JsonReader::Kind::string:
      return boost::json::string(in.string());
    case JsonReader::Kind::number:
      if (const auto number = in.integer()) return *number;
      return "no integer";
    case JsonReader::Kind::literal:
      in.skip();
      return nullptr;
  }
  return nullptr;
}

boost::json::value tree_of(std::string_view text) {
  JsonReader in(text, "text");
  auto tree = tree_of(in);
  in.end();
  return tree;
}

std::string refusal_of(std::string_view text) {
  try {
    tree_of(text);
  } catch (const BadInput& e) {
    return e.what();
  }
  return {};
}

TEST(JsonReader, ReadsWhatAnotherParserReads) {
  for (const std::string_view text :
       {R"({})", R"([])", R"("")", R"(null)", R"(-0)", R"( [ 1 , -23 , 9007199254740991 ] )",
        R"({"a":{"b":[{"c":"d"},[],{}]},"e":"f"})", R"({"escaped \" name":"\\ \/ \b\f\n\r\t"})",
        R"(["\u0041\u00e9\u20ac\uD83D\ude00","\u0000"])", "{\"中\":\"文\", \"é\" : \"😀\"}\n",
        R"(["long enough to be looked at in pieces of eight, with a \" here and \n there"])"})
    EXPECT_EQ(tree_of(text), parse_json(text, "text")) << text;
}

TEST(JsonReader, GivesAMemberThatStandsTwiceAsOftenInItsOrder) {
  constexpr std::string_view kTwice = R"({"a":1,"b":[],"a":{"c":2,"c":3}})";
  JsonReader in(kTwice, "text");
  ASSERT_EQ(in.next(), JsonReader::Kind::object);
  in.begin();
  std::string names;
  for (std::string_view name; in.member(name); in.skip()) names += name;
  EXPECT_EQ(names, "aba") << "whoever reads makes the last one hold, as the parser does that makes a tree";
  EXPECT_EQ(tree_of(kTwice), parse_json(kTwice, "text"));
}

TEST(JsonReader, RefusesWhatIsNoJson) {
  for (const std::string_view text : {"",
                                      " ",
                                      "{",
                                      "[",
                                      "\"",
                                      "\"\\",
                                      "\"\\u12",
                                      "{\"a\"",
                                      "{\"a\":",
                                      "{\"a\":1",
                                      "{\"a\":1,}",
                                      "{,}",
                                      "[1,]",
                                      "[1 2]",
                                      "[,1]",
                                      "{a:1}",
                                      "{1:1}",
                                      "{\"a\" 1}",
                                      "nul",
                                      "truth",
                                      "01",
                                      "1.",
                                      "-",
                                      "1e",
                                      ".5",
                                      "+1",
                                      "\"\\x\"",
                                      "\"\\u12g4\"",
                                      "\"\\ud800\"",
                                      "\"\\udc00\"",
                                      "\"\\ud800\\u0041\"",
                                      "\"tab\there\"",
                                      "1 2",
                                      "{} x",
                                      "]",
                                      "}",
                                      "\"\xff\"",
                                      "\"\xed\xa0\x80\""}) {
    EXPECT_FALSE(refusal_of(text).empty()) << text;
    EXPECT_THROW(parse_json(text, "text"), BadInput) << text;
  }
}

TEST(JsonReader, SaysInWhichLineAndOfWhat) {
  EXPECT_EQ(refusal_of("{\n\"a\": 1,\n}"),
            BadInput("text", "is not JSON: a member without a name in line 3").what());
}

TEST(JsonReader, TellsIntegersFromOtherNumbers) {
  for (const std::string_view other : {"1.0", "1e2", "9223372036854775808", "-9223372036854775809"}) {
    JsonReader in(other, "number");
    EXPECT_EQ(in.next(), JsonReader::Kind::number);
    EXPECT_EQ(in.integer(), std::nullopt) << other;
    in.end();
  }
  JsonReader least("-9223372036854775808", "number");
  least.next();
  EXPECT_EQ(least.integer(), std::numeric_limits<std::int64_t>::min());
}

TEST(JsonReader, PassesOverWhateverAValueIs) {
  const std::string text = R"({"a": [{"b":[1,2.5,"x\"]"],"c":true},{}] ,"d":7})";
  JsonReader in(text, "text");
  ASSERT_EQ(in.next(), JsonReader::Kind::object);
  in.begin();
  std::string_view name;
  ASSERT_TRUE(in.member(name));
  in.next();
  const auto begin = in.at();
  in.skip();
  EXPECT_EQ(text.substr(begin, in.at() - begin), R"([{"b":[1,2.5,"x\"]"],"c":true},{}])");
  ASSERT_TRUE(in.member(name));
  EXPECT_EQ(name, "d");
  in.next();
  EXPECT_EQ(in.integer(), 7);
  EXPECT_FALSE(in.member(name));
  in.end();

  const auto deep = std::string(100, '[') + std::string(100, ']');
  EXPECT_THROW(JsonReader(deep, "deep").skip(), BadInput);
}

}  // namespace
}  // namespace entente::base
