// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/find_bytes.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

namespace entente::base {
namespace {

/// Sixteen bytes that the processor compares at once.
using Sixteen = std::uint8_t __attribute__((vector_size(16)));
constexpr Sixteen sixteen_times(char byte) {
  return Sixteen{} + static_cast<std::uint8_t>(byte);
}
Sixteen sixteen_at(const char* from) {
  Sixteen bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  return bytes;
}

}  // namespace

std::size_t find_bytes(std::string_view bytes, std::string_view text, std::size_t from) {
  const auto first = sixteen_times(bytes.front()), last = sixteen_times(bytes.back());
  for (; from + bytes.size() - 1 + sizeof(Sixteen) <= text.size(); from += sizeof(Sixteen)) {
    const auto begins = sixteen_at(text.data() + from),
               ends = sixteen_at(text.data() + from + bytes.size() - 1);
    const auto both = (begins == first) & (ends == last);
    const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(both);
    if ((halves[0] | halves[1]) == 0) continue;
    const auto at = text.substr(0, from + bytes.size() - 1 + sizeof(Sixteen)).find(bytes, from);
    if (at != std::string_view::npos) return at;
  }
  return text.find(bytes, from);
}

}  // namespace entente::base
