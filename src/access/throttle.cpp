// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/throttle.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace entente::access {

namespace {

/// "203.0.113.5" of "203.0.113.5:49152" and "fe80::1" of "[fe80::1%eth0]:443", as some proxies write them.
std::string_view without_port(std::string_view address) {
  if (address.starts_with('['))
    address = address.substr(1, address.find(']') - 1);
  else if (std::ranges::count(address, ':') == 1)
    address = address.substr(0, address.find(':'));
  return address.substr(0, address.find('%'));
}

}  // namespace

base::Instant heard_again(const Throttle& throttle, std::int64_t failures, base::Instant last) {
  if (failures < throttle.free) return {};
  auto wait = throttle.first_ms;
  for (auto n = throttle.free; n < failures && wait < throttle.longest_ms; ++n) wait *= 2;
  return {last.ms + std::min(wait, throttle.longest_ms)};
}

std::string network_of(std::string_view address) {
  constexpr std::size_t kBytes = 16, kNetwork = 8, kMappedAt = 12;
  constexpr std::array<std::uint8_t, kMappedAt> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  const std::string text(without_port(address));
  std::array<std::uint8_t, kBytes> bytes{};
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) return text;
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return {};
  std::array<char, INET6_ADDRSTRLEN> written{};
  if (std::equal(kMapped.begin(), kMapped.end(), bytes.begin()))
    return inet_ntop(AF_INET, bytes.data() + kMappedAt, written.data(), written.size());
  std::fill(bytes.begin() + kNetwork, bytes.end(), std::uint8_t{0});
  return std::string(inet_ntop(AF_INET6, bytes.data(), written.data(), written.size())) + "/64";
}

}  // namespace entente::access
