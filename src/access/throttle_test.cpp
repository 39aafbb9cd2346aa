// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/throttle.hpp"

#include <gtest/gtest.h>

namespace entente::access {
namespace {

TEST(Throttle, TheFirstAttemptsCostNothingAndLaterOnesEverMore) {
  const base::Instant last{1'000'000};
  for (int n = 0; n < 5; ++n) EXPECT_EQ(heard_again(kForAccount, n, last).ms, 0) << n;
  EXPECT_EQ(heard_again(kForAccount, 5, last).ms, last.ms + 30'000);
  EXPECT_EQ(heard_again(kForAccount, 6, last).ms, last.ms + 60'000);
  EXPECT_EQ(heard_again(kForAccount, 8, last).ms, last.ms + 240'000);
  for (const std::int64_t many : {12, 13, 100, 1'000'000})
    EXPECT_EQ(heard_again(kForAccount, many, last).ms, last.ms + 3'600'000) << many;
}

TEST(Throttle, ANetworkIsWhatOneClientIsGiven) {
  EXPECT_EQ(network_of("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(network_of("::ffff:192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
  EXPECT_EQ(network_of("2001:db8:1:2:ffff::9"), network_of("2001:db8:1:2::1"));
  EXPECT_NE(network_of("2001:db8:1:3::1"), network_of("2001:db8:1:2::1"));
  EXPECT_EQ(network_of("fe80::1%eth0"), "fe80::/64");
  EXPECT_EQ(network_of("::1"), "::/64");
  EXPECT_EQ(network_of(""), "");
  // As some proxies write them; a port is no network of its own.
  EXPECT_EQ(network_of("203.0.113.5:49152"), "203.0.113.5");
  EXPECT_EQ(network_of("[2001:db8:1:2::1]:443"), "2001:db8:1:2::/64");
  EXPECT_EQ(network_of("[fe80::1%eth0]"), "fe80::/64");
  for (const auto* none : {"unknown", "[", "[]", "1.2.3", ":", "\xff\xfe", "203.0.113.5, 1"})
    EXPECT_EQ(network_of(none), "") << none;
}

}  // namespace
}  // namespace entente::access
