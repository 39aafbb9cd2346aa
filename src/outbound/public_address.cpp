// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "outbound/public_address.hpp"

#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace entente::outbound {

namespace {

using Bytes = std::array<std::uint8_t, 16>;

struct Network {
  Bytes first;
  std::size_t bits;
};

/// The registries of special-purpose addresses of IANA (RFC 6890 and what has come since).
constexpr std::array<Network, 15> kSpecial4{{
    {{0}, 8},              // "this network"
    {{10}, 8},             // private
    {{100, 64}, 10},       // shared by customers of one provider
    {{127}, 8},            // this machine
    {{169, 254}, 16},      // link-local
    {{172, 16}, 12},       // private
    {{192, 0, 0}, 24},     // protocols
    {{192, 0, 2}, 24},     // for documents
    {{192, 88, 99}, 24},   // relays of 6to4
    {{192, 168}, 16},      // private
    {{198, 18}, 15},       // measurements
    {{198, 51, 100}, 24},  // for documents
    {{203, 0, 113}, 24},   // for documents
    {{224}, 4},            // multicast
    {{240}, 4},            // reserved, and the broadcast
}};

/// Global unicast is 2000::/3 (RFC 4291, 2.4); these of it are not.
constexpr Network kGlobal6{{0x20}, 3};
constexpr std::array<Network, 4> kSpecial6{{
    {{0x20, 0x01, 0x00}, 23},        // protocols, Teredo among them
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // for documents
    {{0x20, 0x02}, 16},              // 6to4
    {{0x3f, 0xff, 0x00}, 20},        // for documents
}};

bool is_in(const Bytes& address, const Network& network) {
  for (std::size_t bit = 0; bit < network.bits; ++bit) {
    const auto mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
    if (((address.at(bit / 8) ^ network.first.at(bit / 8)) & mask) != 0) return false;
  }
  return true;
}

template <std::size_t N>
bool is_in_one(const Bytes& address, const std::array<Network, N>& networks) {
  return std::ranges::any_of(networks, [&](const Network& network) { return is_in(address, network); });
}

}  // namespace

bool is_public_address(const sockaddr& address) {
  Bytes bytes{};
  if (address.sa_family == AF_INET) {
    sockaddr_in four{};
    std::memcpy(&four, &address, sizeof(four));
    std::memcpy(bytes.data(), &four.sin_addr.s_addr, sizeof(four.sin_addr.s_addr));
    return !is_in_one(bytes, kSpecial4);
  }
  if (address.sa_family != AF_INET6) return false;
  sockaddr_in6 six{};
  std::memcpy(&six, &address, sizeof(six));
  std::memcpy(bytes.data(), &six.sin6_addr, bytes.size());
  return is_in(bytes, kGlobal6) && !is_in_one(bytes, kSpecial6);
}

}  // namespace entente::outbound
