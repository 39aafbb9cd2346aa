// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "outbound/public_address.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <cstring>
#include <string>

namespace entente::outbound {
namespace {

bool is_public(const std::string& text) {
  sockaddr_storage storage{};
  sockaddr_in four{};
  sockaddr_in6 six{};
  if (inet_pton(AF_INET, text.c_str(), &four.sin_addr) == 1) {
    four.sin_family = AF_INET;
    std::memcpy(&storage, &four, sizeof(four));
  } else if (inet_pton(AF_INET6, text.c_str(), &six.sin6_addr) == 1) {
    six.sin6_family = AF_INET6;
    std::memcpy(&storage, &six, sizeof(six));
  } else {
    ADD_FAILURE() << text << " is no address";
  }
  return is_public_address(reinterpret_cast<const sockaddr&>(storage));
}

TEST(PublicAddress, WhatEverybodyMayMeanIsOne) {
  for (const auto* text : {"1.1.1.1",
                           "8.8.8.8",
                           "9.255.255.255",
                           "11.0.0.0",
                           "100.63.255.255",
                           "100.128.0.0",
                           "126.255.255.255",
                           "128.0.0.0",
                           "169.253.255.255",
                           "169.255.0.0",
                           "172.15.255.255",
                           "172.32.0.0",
                           "192.0.1.0",
                           "192.0.3.0",
                           "192.167.255.255",
                           "192.169.0.0",
                           "198.17.255.255",
                           "198.20.0.0",
                           "203.0.112.255",
                           "203.0.114.0",
                           "223.255.255.255",
                           "2001:200::1",
                           "2001:4860:4860::8888",
                           "2a00:1450::1",
                           "2600::",
                           "3ffe::1",
                           "2003::1",
                           "2001:db7::1",
                           "2001:db9::1"})
    EXPECT_TRUE(is_public(text)) << text;
}

TEST(PublicAddress, WhatIsInsideIsNone) {
  for (const auto* text :
       {"0.0.0.0",         "0.1.2.3",         "10.0.0.0",        "10.255.255.255", "100.64.0.0",
        "100.127.255.255", "127.0.0.1",       "127.255.255.255", "169.254.0.0",    "169.254.169.254",
        "172.16.0.0",      "172.31.255.255",  "192.0.0.8",       "192.0.2.1",      "192.88.99.1",
        "192.168.0.1",     "192.168.255.255", "198.18.0.0",      "198.19.255.255", "198.51.100.7",
        "203.0.113.9",     "224.0.0.1",       "239.255.255.255", "240.0.0.1",      "255.255.255.255"})
    EXPECT_FALSE(is_public(text)) << text;
}

TEST(PublicAddress, OfSixTheSameAndWhatHidesOneOfFour) {
  for (const auto* text : {"::",
                           "::1",
                           "fe80::1",
                           "febf::1",
                           "fec0::1",
                           "fc00::1",
                           "fd12:3456:789a::1",
                           "ff02::1",
                           "ff0e::1",
                           "100::1",
                           "5f00::1",
                           "4000::1",
                           "1fff::1",
                           "::ffff:127.0.0.1",
                           "::ffff:10.0.0.1",
                           "::ffff:8.8.8.8",  // mapped
                           "::127.0.0.1",
                           "::8.8.8.8",  // compatible
                           "64:ff9b::7f00:1",
                           "64:ff9b::808:808",
                           "64:ff9b:1::a00:1",  // NAT64
                           "2002:7f00:1::",
                           "2002:808:808::1",  // 6to4
                           "2001::1",
                           "2001:0:4136:e378:8000:63bf:3fff:fdd2",  // Teredo
                           "2001:2::1",
                           "2001:10::1",
                           "2001:20::1",
                           "2001:1ff:ffff::1",
                           "2001:db8::1",
                           "3fff::1",
                           "3fff:fff::1"})
    EXPECT_FALSE(is_public(text)) << text;
}

TEST(PublicAddress, AnotherFamilyIsNone) {
  sockaddr_un local{};
  local.sun_family = AF_UNIX;
  EXPECT_FALSE(is_public_address(reinterpret_cast<const sockaddr&>(local)));
  const sockaddr nothing{};
  EXPECT_FALSE(is_public_address(nothing));
}

}  // namespace
}  // namespace entente::outbound
