// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/head.hpp"

#include <gtest/gtest.h>

namespace entente::http {
namespace {

using Headers = std::vector<std::pair<std::string, std::string>>;

Request with(Headers headers, std::string target = "/", std::string method = "GET") {
  Request r;
  r.method = std::move(method);
  r.target = std::move(target);
  r.headers = std::move(headers);
  return r;
}

/// 0 where the head is accepted.
int refusal(Request r, bool http_1_1 = true) {
  const auto refused = read_head(r, http_1_1, {});
  EXPECT_TRUE(!refused || !refused->reason.empty());
  return refused ? refused->status : 0;
}

const Headers kHost = {{"host", "a"}};

Headers host_and(Headers more) {
  more.emplace_back("host", "a");
  return more;
}

TEST(Head, FillsPathAndQuery) {
  auto r = with(kHost, "/a%20b?x=1&y=%26");
  ASSERT_FALSE(read_head(r, true, {}));
  EXPECT_EQ(r.path, "/a b");
  EXPECT_EQ(r.parameter("y"), "&");
}

TEST(Head, ReadsTheAbsoluteForm) {
  auto r = with({{"host", "Example.org:80"}}, "http://example.org:80/a?b=c");
  ASSERT_FALSE(read_head(r, true, {}));
  EXPECT_EQ(r.path, "/a");
  EXPECT_EQ(r.parameter("b"), "c");
  auto bare = with({{"host", "a"}}, "HTTPS://a");
  ASSERT_FALSE(read_head(bare, true, {}));
  EXPECT_EQ(bare.path, "/");
  EXPECT_EQ(refusal(with({{"host", "b"}}, "http://a/")), 400);
}

TEST(Head, RefusesTargets) {
  for (const char* target : {"*", "a", "/../a", "/%", "/?a=%", "/#a", "/?a#b", "ftp://a/"})
    EXPECT_EQ(refusal(with(kHost, target)), 400) << target;
  EXPECT_EQ(refusal(with(kHost, "/" + std::string(8 * 1024, 'a'))), 414);
}

TEST(Head, WantsOneHost) {
  EXPECT_EQ(refusal(with({})), 400);
  EXPECT_EQ(refusal(with({}), false), 0);
  EXPECT_EQ(refusal(with({{"host", "a"}, {"host", "a"}})), 400);
  EXPECT_EQ(refusal(with({{"host", ""}})), 400);
  EXPECT_EQ(refusal(with({{"host", "a b"}}), false), 400);
}

TEST(Head, KnowsAnAuthority) {
  for (const char* good : {"a", "example.org", "example.org:8080", "127.0.0.1:1", "[::1]", "[::1]:8080"})
    EXPECT_TRUE(is_authority(good)) << good;
  for (const char* bad :
       {"", ":80", "a@b", "a/b", "a:b", "a:", "a:123456", "[::1", "[]", "[::1]x", "a,b", "ü"})
    EXPECT_FALSE(is_authority(bad)) << bad;
}

TEST(Head, BodyHasOneLength) {
  EXPECT_EQ(refusal(with(host_and({{"content-length", "5"}}))), 0);
  EXPECT_EQ(refusal(with(host_and({{"transfer-encoding", "Chunked"}}))), 0);
  EXPECT_EQ(refusal(with(host_and({{"content-length", "5"}, {"transfer-encoding", "chunked"}}))), 400);
  EXPECT_EQ(refusal(with(host_and({{"content-length", "5"}, {"content-length", "5"}}))), 400);
  EXPECT_EQ(refusal(with(host_and({{"content-length", "5, 5"}}))), 400);
  EXPECT_EQ(refusal(with(host_and({{"content-length", "+5"}}))), 400);
  EXPECT_EQ(refusal(with(host_and({{"transfer-encoding", "chunked"}, {"transfer-encoding", "chunked"}}))),
            400);
  EXPECT_EQ(refusal(with(host_and({{"transfer-encoding", "identity"}}))), 501);
  EXPECT_EQ(refusal(with(host_and({{"transfer-encoding", "gzip, chunked"}}))), 501);
  EXPECT_EQ(refusal(with(host_and({{"transfer-encoding", "chunked"}})), false), 400);
}

TEST(Head, KnowsAFoldedHeader) {
  EXPECT_TRUE(is_folded("Host: a\r\nX: y\r\n z\r\n"));
  EXPECT_TRUE(is_folded("X: y\r\n\tz\r\n\r\n"));
  EXPECT_FALSE(is_folded("Host: a\r\nX: y\r\n\r\n"));
  EXPECT_FALSE(is_folded("Host: a\r\n\r\nbody\r\n of it"));
}

TEST(Head, RefusesUnknownMethodsAndExpectations) {
  EXPECT_EQ(refusal(with(kHost, "/", "BREW")), 501);
  EXPECT_EQ(refusal(with(kHost, "a:1", "CONNECT")), 501);
  EXPECT_EQ(refusal(with(host_and({{"expect", "100-Continue"}}))), 0);
  EXPECT_EQ(refusal(with(host_and({{"expect", "miracles"}}))), 417);
}

}  // namespace
}  // namespace entente::http
