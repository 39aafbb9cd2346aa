// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/json/tree.hpp"

#include <gtest/gtest.h>

namespace entente::exchange::json {
namespace {

std::string fault(std::string_view text, const Limits& limits = {}) {
  try {
    parse(text, limits);
    return {};
  } catch (const SyntaxFault& f) {
    return std::to_string(f.offset) + " " + f.cause;
  }
}

TEST(Tree, ReadsWhatIsJsonAndWritesItBack) {
  const auto tree = parse(" { \"a\" : [ 1 , -2.5e+3 , true , null , \"\\u00e9\\ud83d\\ude00\\n\" ] } ", {});
  EXPECT_EQ(write(tree.root), "{\"a\":[1,-2.5e+3,true,null,\"é😀\\u000a\"]}");
  EXPECT_TRUE(tree.flaws.empty());
  EXPECT_EQ(tree.root.begin, 1u);
  EXPECT_EQ(write(parse("{}", {}).root), "{}");
  EXPECT_EQ(write(parse("[[],{}]", {}).root), "[[],{}]");
}

TEST(Tree, RefusesWhatIsNot) {
  for (const auto* text :
       {"",          "{",          "[",     "[1",       "[1,",       "[1,]",   "{\"a\"", "{\"a\":",
        "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{'a':1}",  "01",        "1.",     ".5",     "+1",
        "1e",        "-",          "NaN",   "Infinity", "tru",       "\"",     "\"\\",   "\"\\x\"",
        "\"\\u12\"", "\"\n\"",     "[] []", "[1 2]",    "{\"a\" 1}", "/**/[]", "[]\x01"})
    EXPECT_NE(fault(text), "") << text;
  EXPECT_EQ(fault("[1, x]"), "4 a value is missing");
  EXPECT_EQ(fault("[\"a"), "3 it ends within a string");
}

TEST(Tree, LimitsDepthAndNumberOfValues) {
  Limits limits;
  limits.depth = 3;
  limits.values = 10;
  EXPECT_EQ(fault("[[1]]", limits), "");
  EXPECT_NE(fault("[[[1]]]", limits), "");
  EXPECT_NE(fault("[1,2,3,4,5,6,7,8,9,10]", limits).find("more than 10 values"), std::string::npos);
  EXPECT_NE(fault(std::string(1'000'000, '[')).find("deep"), std::string::npos);
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  EXPECT_NE(fault(objects).find("deep"), std::string::npos);
}

TEST(Tree, MarksWhatCannotBeTrusted) {
  const auto tree =
      parse("{\"a\":1,\"a\":2,\"b\":\"\\u0000\",\"c\":[\"\\ud800\",\"\\ud800\\u0041\",\"\\udc00\"]}", {});
  ASSERT_EQ(tree.flaws.size(), 5u);
  std::vector<std::string> paths;
  for (const auto& flaw : tree.flaws) paths.push_back(path_to(tree.root, flaw.offset) + " " + flaw.cause);
  EXPECT_EQ(paths[0], "b holds a NUL character");
  EXPECT_EQ(paths[1], "c[0] holds half of a surrogate pair, which is no character");
  EXPECT_EQ(paths[2].substr(0, 4), "c[1]");
  EXPECT_EQ(paths[3].substr(0, 4), "c[2]");
  EXPECT_EQ(paths[4], "a stands twice");
  EXPECT_EQ(tree.root.member("c")->children[1].text,
            "\xEF\xBF\xBD"
            "A");
}

TEST(Tree, FindsPlacesByPathAndPathsByPlace) {
  const std::string text = "{\"places\":[{\"code\":\"KE\"},\n {\"code\":\"UG\"}]}";
  const auto tree = parse(text, {});
  const auto& node = at(tree.root, "places[1].code");
  EXPECT_EQ(node.text, "UG");
  EXPECT_EQ(path_to(tree.root, node.begin), "places[1].code");
  EXPECT_EQ(at(tree.root, "places[1].name").begin, tree.root.member("places")->children[1].begin);
  EXPECT_EQ(at(tree.root, "places[7]").kind, Kind::list);
  EXPECT_EQ(&at(tree.root, ""), &tree.root);
  const Lines lines(text);
  EXPECT_EQ(lines.line(node.begin), 2u);
  EXPECT_EQ(lines.column(node.begin), 10u);
  EXPECT_EQ(lines.line(0), 1u);
  EXPECT_EQ(lines.column(0), 1u);
}

}  // namespace
}  // namespace entente::exchange::json
