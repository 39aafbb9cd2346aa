// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/message.hpp"

#include <gtest/gtest.h>

namespace entente::http {
namespace {

using namespace std::string_literals;

TEST(Query, ReadsPairsInOrder) {
  const auto q = parse_query("q=clean+water&goal=6&goal=14&flag&&empty=&k%C3%A9=%E2%82%AC%2B");
  ASSERT_TRUE(q);
  const Parameters expected = {{"q", "clean water"}, {"goal", "6"}, {"goal", "14"},
                               {"flag", ""},         {"empty", ""}, {"ké", "€+"}};
  EXPECT_EQ(*q, expected);
  EXPECT_EQ(parse_query(""), Parameters{});
}

TEST(Query, RefusesWhatCannotBeRead) {
  for (const char* broken : {"a=%", "a=%2", "a=%zz", "%g1=a", "a=%ff", "a=%C3", "a=%ED%A0%80", "a=%00"})
    EXPECT_FALSE(parse_query(broken)) << broken;
  EXPECT_FALSE(parse_query("a=\0b"s));
}

TEST(Query, HoldsAtMostTwoHundredPairs) {
  std::string query;
  for (int i = 0; i < 200; ++i) query += "a=1&";
  EXPECT_TRUE(parse_query(query));
  EXPECT_FALSE(parse_query(query + "a=1"));
}

TEST(Query, WritesWhatItReads) {
  const Parameters all = {{"q", "a&b=c d+é"}, {"", ""}, {"x", ""}};
  EXPECT_EQ(write_query(all), "q=a%26b%3Dc%20d%2B%C3%A9&=&x=");
  EXPECT_EQ(parse_query(write_query(all)), all);
}

TEST(Path, IsDecoded) {
  EXPECT_EQ(decode_path("/"), "/");
  EXPECT_EQ(decode_path("/ar/partnerships/a%20b"), "/ar/partnerships/a b");
  EXPECT_EQ(decode_path("/%E6%B0%B4/a+b/"), "/水/a+b/");
  EXPECT_EQ(decode_path("/..a/b../.c"), "/..a/b../.c");
}

TEST(Path, RefusesWhatCouldMeanAnother) {
  for (const char* bad : {"", "a", "/%", "/%4", "/%4g", "/%00", "/%0a", "/a%7f", "/%ff", "/..", "/a/../b",
                          "/a/.", "/./a", "/%2e%2e/etc", "/a/%2E", "/a%2fb", "/a%2F..%2Fb", "/a\tb"})
    EXPECT_FALSE(decode_path(bad)) << bad;
  EXPECT_FALSE(decode_path("/a\0"s));
}

TEST(Escape, RoundTripsEveryByte) {
  EXPECT_EQ(escape_component("a/b c~é"), "a%2Fb%20c~%C3%A9");
  EXPECT_EQ(decode_path("/" + escape_component("50% of ünits?")), "/50% of ünits?");
}

TEST(Message, FindsHeadersAndParameters) {
  Request r;
  r.headers = {{"accept", "a"}, {"accept", "b"}};
  r.query = {{"x", "1"}, {"x", "2"}};
  EXPECT_EQ(r.header("accept"), "a");
  EXPECT_EQ(r.header("host"), "");
  EXPECT_EQ(r.parameter("x"), "1");
  EXPECT_EQ(r.parameter("y"), "");
}

TEST(Message, SetReplacesAHeaderOfTheSameName) {
  auto r = text(200, "hello", "text/plain");
  r.set("content-type", "text/html").set("ETag", "\"1\"");
  EXPECT_EQ(r.headers.size(), 2u);
  EXPECT_EQ(r.header("Content-Type"), "text/html");
  const auto to = redirect(303, "/en");
  EXPECT_EQ(to.status, 303);
  EXPECT_EQ(to.header("location"), "/en");
}

TEST(EntityTags, AreComparedWeakly) {
  EXPECT_TRUE(etag_matches(R"("a")", R"("a")"));
  EXPECT_TRUE(etag_matches(R"(W/"a")", R"("a")"));
  EXPECT_TRUE(etag_matches(R"("x", W/"b,c" ,"a")", R"(W/"b,c")"));
  EXPECT_TRUE(etag_matches("*", R"("a")"));
  EXPECT_FALSE(etag_matches("", R"("a")"));
  EXPECT_FALSE(etag_matches(R"("ab", "b")", R"("a")"));
  EXPECT_FALSE(etag_matches(R"(a)", R"("a")"));
  EXPECT_FALSE(etag_matches(R"("a)", R"("a")"));
}

}  // namespace
}  // namespace entente::http
