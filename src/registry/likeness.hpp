// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bitset>
#include <cstdint>
#include <string_view>
#include <unordered_map>

namespace entente::registry {

/// How much of one name stands in others, whatever the order of its words and with a letter wrong here and
/// there: the share of its pieces of three bytes that they hold. Made once, asked of many.
class Likeness {
 public:
  static constexpr std::size_t kLongest = 200;  ///< bytes of the name that count

  /// Both names as search::fold() gives them.
  explicit Likeness(std::string_view folded);
  /// From 0 (nothing) to 1 (every piece is there). 0 for a name without pieces.
  double share_in(std::string_view folded) const;

 private:
  std::unordered_map<std::uint32_t, std::uint8_t> numbers_;  ///< of each piece
  std::bitset<1 << 16> hints_;                               ///< most pieces of other names are not ours
};

}  // namespace entente::registry
