// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/answer_cache.hpp"

#include <gtest/gtest.h>

#include <string>

namespace entente::http {
namespace {

Request asking_for(std::string target) {
  Request request;
  request.method = "GET";
  request.target = std::move(target);
  request.headers = {{"host", "example.org"}, {"accept-encoding", "gzip"}};
  return request;
}

/// A page that counts how often it is made; each time with another body.
struct Page {
  int made = 0;
  std::size_t size = 2000;
  std::string vary, cookie, caching = "no-cache", etag = "\"1\"";
  int status = 200;

  Response operator()(const Request&) {
    auto response = text(status, std::string(size, static_cast<char>('a' + made % 26)), "text/html");
    ++made;
    response.set("Cache-Control", caching);
    if (!etag.empty()) response.set("ETag", etag);
    if (!vary.empty()) response.set("Vary", vary);
    if (!cookie.empty()) response.set("Set-Cookie", cookie);
    return response;
  }
};

int made_for(Page page, const Request& first, const Request& second) {
  AnswerCache cache(1 << 20);
  const auto make = [&page](const Request& request) { return page(request); };
  cache.answer(first, "1", make);
  cache.answer(second, "1", make);
  return page.made;
}

TEST(AnswerCache, GivesTheSameAnswerCompressedOnce) {
  AnswerCache cache(1 << 20);
  Page page;
  const auto make = [&page](const Request& request) { return page(request); };
  const auto first = cache.answer(asking_for("/a"), "1", make),
             second = cache.answer(asking_for("/a"), "1", make);
  EXPECT_EQ(page.made, 1);
  EXPECT_EQ(first.body, second.body);
  EXPECT_EQ(second.header("content-encoding"), "gzip");
  EXPECT_EQ(second.header("etag"), "W/\"1\"");
  EXPECT_EQ(second.header("vary"), "Accept-Encoding");
  EXPECT_LT(second.body.size(), 200U);
  EXPECT_EQ(cache.figures().hits, 1U);
  EXPECT_EQ(cache.figures().misses, 1U);
  EXPECT_EQ(cache.figures().answers, 1U);
}

TEST(AnswerCache, KeepsApartWhatDiffers) {
  EXPECT_EQ(made_for({}, asking_for("/a"), asking_for("/a")), 1);
  EXPECT_EQ(made_for({}, asking_for("/a"), asking_for("/b")), 2);
  auto other = asking_for("/a");
  other.headers = {{"host", "example.org"}};
  EXPECT_EQ(made_for({}, asking_for("/a"), other), 2) << "who takes no gzip";
  other.headers = {{"host", "example.net"}, {"accept-encoding", "gzip"}};
  EXPECT_EQ(made_for({}, asking_for("/a"), other), 2) << "another host";
  other.headers = {{"host", "example.org"}, {"accept-encoding", "gzip"}, {"save-data", "on"}};
  EXPECT_EQ(made_for({}, asking_for("/a"), other), 2) << "who saves data";
}

TEST(AnswerCache, KeepsOnlyWhatSaysThatItMayBe) {
  const auto a = asking_for("/a");
  EXPECT_EQ(made_for({.vary = "Save-Data, Accept-Encoding"}, a, a), 1);
  EXPECT_EQ(made_for({.vary = "Accept-Language"}, a, a), 2);
  EXPECT_EQ(made_for({.vary = "*"}, a, a), 2);
  EXPECT_EQ(made_for({.cookie = "a=b"}, a, a), 2);
  EXPECT_EQ(made_for({.caching = "no-store"}, a, a), 2);
  EXPECT_EQ(made_for({.etag = ""}, a, a), 2);
  EXPECT_EQ(made_for({.status = 404}, a, a), 2);
  auto post = a;
  post.method = "POST";
  EXPECT_EQ(made_for({}, post, post), 2);
  auto head = a;
  head.method = "HEAD";
  EXPECT_EQ(made_for({}, head, a), 2) << "a HEAD leaves nothing behind";
  EXPECT_EQ(made_for({}, a, head), 1) << "but may be answered";
}

TEST(AnswerCache, DropsAllWhenTheStateChanges) {
  AnswerCache cache(1 << 20);
  Page page;
  const auto make = [&page](const Request& request) { return page(request); };
  const auto before = cache.answer(asking_for("/a"), "1", make);
  const auto after = cache.answer(asking_for("/a"), "2", make);
  EXPECT_EQ(page.made, 2);
  EXPECT_NE(before.body, after.body);
  EXPECT_EQ(cache.figures().answers, 1U);
}

TEST(AnswerCache, KeepsNothingThatWasMadeFromAnEarlierState) {
  AnswerCache cache(1 << 20);
  Page page;
  const auto make = [&page](const Request& request) { return page(request); };
  // While the first is being made, the register goes on and somebody else asks.
  cache.answer(asking_for("/a"), "1", [&](const Request& request) {
    auto slow = page(request);
    cache.answer(asking_for("/b"), "2", make);
    return slow;
  });
  EXPECT_EQ(cache.figures().answers, 1U);
  cache.answer(asking_for("/a"), "2", make);
  EXPECT_EQ(page.made, 3) << "the slow one was not kept";
}

TEST(AnswerCache, TellsWhatIsUnchanged) {
  AnswerCache cache(1 << 20);
  Page page;
  const auto make = [&page](const Request& request) { return page(request); };
  cache.answer(asking_for("/a"), "1", make);
  auto again = asking_for("/a");
  again.headers.emplace_back("if-none-match", "W/\"1\"");
  const auto response = cache.answer(again, "1", make);
  EXPECT_EQ(response.status, 304);
  EXPECT_EQ(response.body, "");
  EXPECT_EQ(response.header("etag"), "W/\"1\"");
  EXPECT_EQ(response.header("cache-control"), "no-cache");
  EXPECT_EQ(response.header("content-encoding"), "");
  EXPECT_EQ(page.made, 1);
}

TEST(AnswerCache, IsBounded) {
  constexpr std::size_t kMost = 64 * 1024;
  AnswerCache cache(kMost);
  Page page;
  const auto make = [&page](const Request& request) { return page(request); };
  const auto plain = [](int n) {
    auto request = asking_for("/" + std::to_string(n));
    request.headers = {{"host", "example.org"}};
    return request;
  };
  for (int n = 0; n < 200; ++n) {
    cache.answer(plain(n), "1", make);
    cache.answer(plain(0), "1", make);  // asked for all the time
    ASSERT_LE(cache.figures().bytes, kMost);
  }
  EXPECT_EQ(page.made, 200) << "what is asked for stays";
  EXPECT_GT(cache.figures().answers, 10U);
  cache.answer(plain(1), "1", make);
  EXPECT_EQ(page.made, 201) << "what is not goes";

  page.size = kMost / 4;
  const auto large = plain(1000);
  cache.answer(large, "1", make);
  cache.answer(large, "1", make);
  EXPECT_EQ(page.made, 203) << "one answer may not push out all others";

  AnswerCache none(0);
  page.size = 2000;
  none.answer(plain(0), "1", make);
  none.answer(plain(0), "1", make);
  EXPECT_EQ(page.made, 205);
}

}  // namespace
}  // namespace entente::http
