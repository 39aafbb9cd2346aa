// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "outbound/hook.hpp"

#include <gtest/gtest.h>

#include "outbound/receiver_test.hpp"

namespace entente::outbound {
namespace {

HookPost to(const std::string& url) {
  return {url, {{"Content-Type", "application/json"}, {"Entente-Signature", "t=1,v1=ab"}}, R"({"a":1})"};
}

TEST(Hook, AnAddressIsHttpsWithAHostAndNothingHidden) {
  const HookRules usual;
  for (const auto* url : {"https://receiver.example", "https://receiver.example:8443/take?from=entente",
                          "HTTPS://receiver.example/", "https://[2a00:1450::1]/"})
    EXPECT_TRUE(is_hook_url(url, usual)) << url;
  for (const auto* url :
       {"", "receiver.example", "http://receiver.example/", "ftp://receiver.example/", "file:///etc/passwd",
        "gopher://receiver.example/", "https://", "https:///take", "https://name@receiver.example/",
        "https://name:password@receiver.example/", "https://receiver.example/#part",
        "https://receiver.example/ take", "https://receiver.example/\r\nHost: other",
        "https://recei\tver.example/", "https://receiver.example\\@other.example/",
        "https://r\xc3\xa9"
        "cepteur.example/",
        "javascript:alert(1)"})
    EXPECT_FALSE(is_hook_url(url, usual)) << url;
  EXPECT_TRUE(is_hook_url("http://receiver.example/", kOpenRules));
  EXPECT_FALSE(is_hook_url("ftp://receiver.example/", kOpenRules));
  EXPECT_TRUE(is_hook_url("https://r.example/" + std::string(1'900, 'a'), usual));
  EXPECT_FALSE(is_hook_url("https://r.example/" + std::string(2'000, 'a'), usual));
  EXPECT_EQ(host_of_hook("https://receiver.example:8443/secret"), "receiver.example");
  EXPECT_EQ(host_of_hook("nothing"), "");
}

TEST(Hook, WhatIsSentArrivesAndTheStatusComesBack) {
  const Receiver receiver(answers("HTTP/1.1 204 No Content\r\n\r\n"));
  const auto answer = post(kOpenRules, to(receiver.url()), kGoOn);
  EXPECT_EQ(answer.status, 204);
  EXPECT_EQ(answer.fault, HookFault::none);
  const auto request = receiver.request();
  EXPECT_TRUE(request.starts_with("POST /take HTTP/1.1\r\n")) << request;
  EXPECT_NE(request.find("\r\nEntente-Signature: t=1,v1=ab\r\n"), request.npos) << request;
  EXPECT_TRUE(request.ends_with("\r\n\r\n{\"a\":1}")) << request;
  EXPECT_EQ(request.find("Expect"), request.npos);
}

TEST(Hook, NoSocketIsOpenedToAnInnerAddress) {
  const Receiver receiver(answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  auto rules = kOpenRules;
  rules.inner = false;
  // Each is this machine, by a name of it, a number, or an address of IPv6 that holds one of IPv4.
  for (const auto* host : {"127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0.0.0.0",
                           "[::ffff:127.0.0.1]", "[::1]", "[::]"}) {
    const auto answer = post(rules, to(receiver.url(host)), kGoOn);
    EXPECT_EQ(answer.status, 0) << host;
    EXPECT_EQ(answer.fault, HookFault::inner) << host;
  }
  for (const auto* url :
       {"http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://192.168.1.1/",
        "http://[fe80::1]/", "http://[fd00::1]/", "http://[64:ff9b::7f00:1]/"})
    EXPECT_EQ(post(rules, to(url), kGoOn).fault, HookFault::inner) << url;
  EXPECT_EQ(receiver.connections(), 0);
  EXPECT_EQ(post({}, to(receiver.url()), kGoOn).fault, HookFault::address) << "nor in clear";
}

TEST(Hook, WhatOthersNamedLeadsToPublicAddressesWhateverIsOpenToTheRegister) {
  const Receiver receiver(answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  auto named = to(receiver.url());
  named.by_others = true;
  EXPECT_EQ(post(kOpenRules, named, kGoOn).fault, HookFault::address) << "in clear";
  named.url = "https://127.0.0.1:" + receiver.url().substr(receiver.url().rfind(':') + 1);
  EXPECT_EQ(post(kOpenRules, named, kGoOn).fault, HookFault::inner);
  EXPECT_FALSE(is_hook_url("http://receiver.example/", rules_for_others(kOpenRules)));
  EXPECT_EQ(receiver.connections(), 0);
  auto trusting = kOpenRules;
  trusting.trusts_others = true;
  named.url = receiver.url();
  EXPECT_EQ(post(trusting, named, kGoOn).status, 200);
  EXPECT_TRUE(is_hook_url("http://receiver.example/", rules_for_others(trusting)));
}

TEST(Hook, ARedirectIsNotFollowed) {
  const Receiver other(answers("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
  const Receiver receiver(answers("HTTP/1.1 307 Temporary Redirect\r\nLocation: " + other.url() +
                                  "\r\nContent-Length: 0\r\n\r\n"));
  const auto answer = post(kOpenRules, to(receiver.url()), kGoOn);
  EXPECT_EQ(answer.status, 307);
  EXPECT_EQ(answer.fault, HookFault::status);
  EXPECT_EQ(other.connections(), 0);
}

TEST(Hook, AnAnswerWithoutEndIsReadNoFurther) {
  const Receiver talker([](int socket, const std::string&) {
    say(socket, "HTTP/1.1 500 Oops\r\n\r\n");
    for (int i = 0; i < 1'000; ++i) say(socket, std::string(64 * 1024, 'x'));
  });
  const auto answer = post(kOpenRules, to(talker.url()), kGoOn);
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.fault, HookFault::status);
}

TEST(Hook, OneThatSaysNothingIsLateAndStops) {
  std::atomic<bool> over = false;
  const Receiver silent([&](int, const std::string&) {
    while (!over) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  });
  auto rules = kOpenRules;
  rules.timeout = std::chrono::milliseconds(200);
  EXPECT_EQ(post(rules, to(silent.url()), kGoOn).fault, HookFault::late);
  over = true;
  const std::atomic<bool> stop = true;
  const auto began = std::chrono::steady_clock::now();
  rules.timeout = std::chrono::seconds(60);
  over = false;
  EXPECT_EQ(post(rules, to(silent.url()), stop).fault, HookFault::unreachable);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(10));
  over = true;
}

TEST(Hook, WhatGoesWrongHasAName) {
  const Receiver rude([](int, const std::string&) {});
  EXPECT_EQ(post(kOpenRules, to(rude.url()), kGoOn).fault, HookFault::unreachable) << "closed without a word";
  EXPECT_EQ(post(kOpenRules, to("http://127.0.0.1:1/"), kGoOn).fault, HookFault::unreachable);
  EXPECT_EQ(post(kOpenRules, to("http://receiver.invalid/"), kGoOn).fault, HookFault::unknown);
  auto url = rude.url();
  url.replace(0, 4, "https");
  EXPECT_EQ(post(kOpenRules, to(url), kGoOn).fault, HookFault::tls);
}

}  // namespace
}  // namespace entente::outbound
