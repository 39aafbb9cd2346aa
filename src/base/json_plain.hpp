// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

/// Internal to base: which letters stand in a string of JSON as they are.
namespace entente::base {

/// Where, from `at` on, the next quote, backslash or control character stands; the end where there is none.
inline std::size_t json_plain_end(std::string_view s, std::size_t at) {
  const auto plain = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; };
  const auto plain_eight = [](const char* from) {
    constexpr std::uint64_t kOnes = 0x0101010101010101U, kHighest = 0x80 * kOnes;
    std::uint64_t eight = 0;
    std::memcpy(&eight, from, sizeof eight);
    // The highest bit of a byte that is zero, and now and then of one above it: then the bytes are looked at.
    const auto zero = [](std::uint64_t bytes) { return (bytes - kOnes) & ~bytes & kHighest; };
    const auto control = (eight - 0x20 * kOnes) & ~eight & kHighest;
    return (control | zero(eight ^ '"' * kOnes) | zero(eight ^ '\\' * kOnes)) == 0;
  };
  while (at + sizeof(std::uint64_t) <= s.size() && plain_eight(s.data() + at)) at += sizeof(std::uint64_t);
  while (at < s.size() && plain(s[at])) ++at;
  return at;
}

}  // namespace entente::base
