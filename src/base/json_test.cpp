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

}  // namespace
}  // namespace entente::base
