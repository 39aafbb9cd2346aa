// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>

/// Numbers in few bytes: what the base of the index is written in. Little-endian throughout.
namespace entente::search {
static_assert(std::endian::native == std::endian::little, "the base is mapped into memory as it is");

/// Readers of packed bits look at eight bytes at once: so many must follow the last.
inline constexpr std::size_t kBitPadding = 8;

template <class T>
T load(const char* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return value;
}

template <class T>
void store(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

inline void put_varint(std::string& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

/// Takes a number off the front. Where the bytes end too early, `bytes` becomes empty and the number is 0.
inline std::uint64_t take_varint(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size() && i < 10; ++i) {
    const auto byte = static_cast<std::uint8_t>(bytes[i]);
    value |= static_cast<std::uint64_t>(byte & 0x7F) << (7 * i);
    if (byte < 0x80) {
      bytes.remove_prefix(i + 1);
      return value;
    }
  }
  bytes = {};
  return 0;
}

/// Numbers near zero on either side, as small ones.
constexpr std::uint64_t zigzag(std::int64_t n) {
  return static_cast<std::uint64_t>(n) << 1 ^ static_cast<std::uint64_t>(n >> 63);
}
constexpr std::int64_t unzigzag(std::uint64_t n) {
  return static_cast<std::int64_t>(n >> 1 ^ (~(n & 1) + 1));
}

constexpr std::size_t packed_size(std::size_t count, unsigned width) {
  return (count * width + 7) / 8;
}

/// Appends the numbers, `width` bits each (32 at most).
inline void pack(std::string& out, std::span<const std::uint32_t> numbers, unsigned width) {
  std::uint64_t held = 0;
  unsigned bits = 0;
  for (const auto n : numbers) {
    held |= static_cast<std::uint64_t>(n) << bits;
    for (bits += width; bits >= 8; bits -= 8, held >>= 8) out += static_cast<char>(held);
  }
  if (bits > 0) out += static_cast<char>(held);
}

/// Eight numbers of a width that is known beforehand: where each begins is, too.
template <unsigned kWidth, std::size_t... kAt>
void unpack_eight(const char* from, std::uint32_t* out, std::index_sequence<kAt...> /*places*/) {
  constexpr auto kMask = (std::uint64_t{1} << kWidth) - 1;
  ((out[kAt] = static_cast<std::uint32_t>(load<std::uint64_t>(from + kAt * kWidth / 8) >> (kAt * kWidth % 8) &
                                          kMask)),
   ...);
}
/// As unpack(), of so many times eight numbers.
template <unsigned kWidth>
void unpack_eights(const char* from, std::size_t eights, std::uint32_t* out) {
  for (; eights > 0; --eights, from += kWidth, out += 8)
    unpack_eight<kWidth>(from, out, std::make_index_sequence<8>());
}

/// Reads `count` of them; kBitPadding bytes behind the last must be readable.
inline void unpack(const char* from, std::size_t count, unsigned width, std::uint32_t* out) {
  const auto mask = width == 32 ? UINT32_MAX : (1U << width) - 1;
  std::size_t at = 0;
  for (std::size_t i = 0; i < count; ++i, at += width)
    out[i] = static_cast<std::uint32_t>(load<std::uint64_t>(from + at / 8) >> (at % 8)) & mask;
}

}  // namespace entente::search
