// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "outbound/fetch.hpp"

#include <gtest/gtest.h>

#include "outbound/receiver_test.hpp"

namespace entente::outbound {
namespace {

TEST(Fetch, WhatAServerSaysComesBackWhole) {
  const Receiver receiver(answers("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"));
  Fetcher fetcher(kOpenRules);
  for (int again = 0; again < 2; ++again) {
    const auto got = fetcher.get(receiver.url(), 5, kGoOn);
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.fault, HookFault::none);
    EXPECT_EQ(got.body, "hello");
    EXPECT_TRUE(got.whole);
  }
  EXPECT_TRUE(receiver.request().starts_with("GET /take HTTP/1.1\r\n")) << receiver.request();
}

TEST(Fetch, WhatIsNotThereIsAnAnswerToo) {
  const Receiver receiver(answers("HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\nnone"));
  const auto got = Fetcher(kOpenRules).get(receiver.url(), 100, kGoOn);
  EXPECT_EQ(got.status, 404);
  EXPECT_EQ(got.fault, HookFault::status);
  EXPECT_EQ(got.body, "none");
}

TEST(Fetch, NoMoreIsReadThanWasAskedFor) {
  const Receiver receiver(answers("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello!"));
  const auto got = Fetcher(kOpenRules).get(receiver.url(), 5, kGoOn);
  EXPECT_EQ(got.status, 200);
  EXPECT_FALSE(got.whole);
  EXPECT_LE(got.body.size(), 5U);
  const Receiver talker([](int socket, const std::string&) {
    say(socket, "HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 100; ++i) say(socket, "X-More: " + std::string(4'000, 'x') + "\r\n");
  });
  EXPECT_FALSE(Fetcher(kOpenRules).get(talker.url(), 5, kGoOn).whole) << "headers without end";
}

TEST(Fetch, WhatIsPackedIsCountedUnpacked) {
  // gzip of 1,000 times the letter a.
  const std::string packed(
      "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\x4b\x4c\x1c\x05\xa3\x60\x14\x0c\x77\x00"
      "\x00\x03\xda\x38\x9a\xe8\x03\x00\x00",
      29);
  const Receiver receiver(answers("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " +
                                  std::to_string(packed.size()) + "\r\n\r\n" + packed));
  EXPECT_EQ(Fetcher(kOpenRules).get(receiver.url(), 1'000, kGoOn).body, std::string(1'000, 'a'));
  EXPECT_FALSE(Fetcher(kOpenRules).get(receiver.url(), 999, kGoOn).whole);
}

TEST(Fetch, NoSocketIsOpenedToAnInnerAddressUnlessTheRulesSaySo) {
  const Receiver receiver(answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  auto rules = kOpenRules;
  rules.inner = false;
  EXPECT_EQ(Fetcher(rules).get(receiver.url(), 5, kGoOn).fault, HookFault::inner);
  EXPECT_EQ(Fetcher({}).get(receiver.url(), 5, kGoOn).fault, HookFault::address) << "nor in clear";
  EXPECT_EQ(receiver.connections(), 0);
}

TEST(Fetch, AnAnswerToWhatWasSentComesBack) {
  const Receiver receiver(answers("HTTP/1.1 409 Conflict\r\nContent-Length: 3\r\n\r\n17\n"));
  const auto got = Fetcher(kOpenRules).post({receiver.url(), {{"X-One", "1"}}, "{}"}, 64, kGoOn);
  EXPECT_EQ(got.status, 409);
  EXPECT_EQ(got.body, "17\n");
  EXPECT_NE(receiver.request().find("\r\nX-One: 1\r\n"), std::string::npos);
}

}  // namespace
}  // namespace entente::outbound
