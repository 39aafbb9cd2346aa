// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/id.hpp"

#include <openssl/rand.h>

#include <mutex>

#include "base/error.hpp"

namespace entente::base {

Uuid Uuid::v7(Instant now) {
  // RFC 9562, method 3: 48 bits of milliseconds, then a 74-bit field that counts up within one
  // millisecond from a random start, so that order holds inside a batch.
  static std::mutex mutex;
  static std::uint64_t last_ms = 0;
  static std::array<std::uint8_t, 10> tail{};
  const std::scoped_lock lock(mutex);
  const auto ms = static_cast<std::uint64_t>(now.ms);
  if (ms != last_ms) {
    last_ms = ms;
    if (RAND_bytes(tail.data(), static_cast<int>(tail.size())) != 1)
      throw Error("new identifier", "the system gave no random bytes", "Check /dev/urandom.");
    tail[0] &= 0x07;  // room to count
  } else {
    for (std::size_t i = tail.size(); i-- > 0;) {
      if (i == 2) tail[i] &= 0x3f;
      if (++tail[i] != 0 && !(i == 2 && tail[i] > 0x3f)) break;
      tail[i] = 0;
    }
  }
  std::array<std::uint8_t, 16> b{};
  for (int i = 0; i < 6; ++i) b[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  for (std::size_t i = 0; i < 10; ++i) b[6 + i] = tail[i];
  b[6] = static_cast<std::uint8_t>((b[6] & 0x0f) | 0x70);
  b[8] = static_cast<std::uint8_t>((b[8] & 0x3f) | 0x80);
  return Uuid(b);
}

std::optional<Uuid> Uuid::parse(std::string_view s) {
  if (s.size() != 36) return std::nullopt;
  std::array<std::uint8_t, 16> b{};
  std::size_t nibble = 0;
  for (std::size_t i = 0; i < 36; ++i) {
    const char c = s[i];
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (c != '-') return std::nullopt;
      continue;
    }
    int v = 0;
    if (c >= '0' && c <= '9')
      v = c - '0';
    else if (c >= 'a' && c <= 'f')
      v = c - 'a' + 10;
    else if (c >= 'A' && c <= 'F')
      v = c - 'A' + 10;
    else
      return std::nullopt;
    b[nibble / 2] = static_cast<std::uint8_t>(b[nibble / 2] << 4 | v);
    ++nibble;
  }
  return Uuid(b);
}

Instant Uuid::made() const {
  std::int64_t ms = 0;
  for (std::size_t i = 0; i < 6; ++i) ms = ms << 8 | bytes_[i];
  return {ms};
}

std::string Uuid::str() const {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  out.reserve(36);
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += kHex[bytes_[i] >> 4];
    out += kHex[bytes_[i] & 15];
  }
  return out;
}

}  // namespace entente::base
