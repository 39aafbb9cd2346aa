// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/json.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "base/error.hpp"

namespace entente::base {
namespace {

std::string canonical(std::string_view text) {
  return canonical_json(parse_json(text, "test"));
}

TEST(CanonicalJson, SortsMembersAndDropsSpace) {
  EXPECT_EQ(canonical(R"({ "b" : 1, "a" : [ true, null, "x" ] })"), R"({"a":[true,null,"x"],"b":1})");
}

TEST(CanonicalJson, EscapesAsJsonStringifyDoes) {
  EXPECT_EQ(canonical(R"(["\u0001\n\"\\\/é水"])"), "[\"\\u0001\\n\\\"\\\\/é水\"]");
}

TEST(CanonicalJson, SortsByUtf16CodeUnits) {
  // The example of RFC 8785, 3.2.3, in part: U+1F600 is written with a surrogate, which sorts before U+FB33.
  EXPECT_EQ(canonical("{\"\xEF\xAC\xB3\":1,\"\xF0\x9F\x98\x80\":2}"),
            "{\"\xF0\x9F\x98\x80\":2,\"\xEF\xAC\xB3\":1}");
}

TEST(CanonicalJson, RefusesWhatHasNoOneForm) {
  EXPECT_THROW(canonical("1.5"), Error);
  EXPECT_THROW(canonical("9007199254740992"), Error);
  EXPECT_EQ(canonical("9007199254740991"), "9007199254740991");
}

TEST(ParseJson, NamesTheLineOfAFault) {
  try {
    parse_json("{\n\"a\": 1,\n}", "settings");
    FAIL();
  } catch (const BadInput& e) {
    EXPECT_EQ(e.thing(), "settings");
    EXPECT_NE(std::string(e.what()).find("line 3"), std::string::npos) << e.what();
  }
}

TEST(ParseJson, HasLimits) {
  EXPECT_THROW(parse_json(std::string(100, '[') + std::string(100, ']'), "deep"), BadInput);
  EXPECT_THROW(parse_json("{} x", "tail"), BadInput);
  EXPECT_THROW(parse_json("", "empty"), BadInput);
  EXPECT_THROW(parse_json("{\"a\":", "cut"), BadInput);
}

TEST(CanonicalJson, EscapesAreFoundWhereverTheyStand) {
  for (const std::string_view special : {"\"", "\\", "\n", "\x01", "\x1f"})
    for (std::size_t at = 0; at < 20; ++at) {
      std::string text = "plain ~\x7f text, its last letter \xc3\xa9";
      text.replace(at, 0, special);
      std::string out;
      append_canonical(out, text);
      EXPECT_EQ(out.size(), text.size() + 2 + (special[0] == '\x01' || special[0] == '\x1f' ? 5 : 1)) << at;
      EXPECT_EQ(boost::json::parse(out).as_string(), text);
    }
}

TEST(CanonicalJson, MembersAreSortedAsUtf16) {
  // U+1F600 is a surrogate pair from D83D on: before U+FB33, although its bytes come after.
  boost::json::object object{{"\xef\xac\xb3", 1}, {"\xf0\x9f\x98\x80", 2}, {"\xc3\xb6", 3}, {"b", 4},
                             {"ba", 5},           {"\xee\x80\x80", 6}};
  EXPECT_EQ(canonical_json(object),
            "{\"b\":4,\"ba\":5,\"\xc3\xb6\":3,\"\xf0\x9f\x98\x80\":2,\"\xee\x80\x80\":6,\"\xef\xac\xb3\":1}");
}

}  // namespace
}  // namespace entente::base
