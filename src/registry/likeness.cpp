// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/likeness.hpp"

#include <string>

namespace entente::registry {

namespace {

template <class Each>
void each_piece(std::string_view text, const Each& each) {
  std::uint32_t piece = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    piece = (piece << 8 | static_cast<std::uint8_t>(text[i])) & 0xffffff;
    if (i >= 2) each(piece);
  }
}

std::size_t hint(std::uint32_t piece) {
  return (piece ^ piece >> 8) & 0xffff;
}

}  // namespace

Likeness::Likeness(std::string_view folded) {
  // The spaces around make beginnings and ends of words pieces of their own.
  const auto padded = " " + std::string(folded.substr(0, kLongest)) + " ";
  each_piece(padded, [this](std::uint32_t piece) {
    numbers_.try_emplace(piece, static_cast<std::uint8_t>(numbers_.size()));
    hints_.set(hint(piece));
  });
}

double Likeness::share_in(std::string_view folded) const {
  if (numbers_.empty()) return 0;
  std::bitset<256> there;
  each_piece(folded, [&](std::uint32_t piece) {
    if (!hints_.test(hint(piece))) return;
    if (const auto found = numbers_.find(piece); found != numbers_.end()) there.set(found->second);
  });
  return static_cast<double>(there.count()) / static_cast<double>(numbers_.size());
}

}  // namespace entente::registry
