// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/base32.hpp"

#include <cstdint>

namespace entente::access {

std::string base32(std::string_view bytes) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz234567";
  constexpr unsigned kBits = 5;
  std::string out;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char byte : bytes) {
    held = held << 8 | static_cast<unsigned char>(byte);
    bits += 8;
    while (bits >= kBits) {
      bits -= kBits;
      out += kLetters[held >> bits & 31];
    }
  }
  if (bits > 0) out += kLetters[held << (kBits - bits) & 31];
  return out;
}

std::optional<std::string> read_base32(std::string_view text) {
  std::string out;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (char c : text) {
    if (c == ' ') continue;
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (!is_base32(c)) return std::nullopt;
    held = held << 5 | static_cast<std::uint32_t>(c >= 'a' ? c - 'a' : c - '2' + 26);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    out += static_cast<char>(held >> bits & 0xFF);
  }
  return out;
}

bool is_base32(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= '2' && letter <= '7');
}

}  // namespace entente::access
