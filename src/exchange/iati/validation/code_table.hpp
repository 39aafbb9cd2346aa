// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "exchange/iati/validation/scan.hpp"

namespace entente::exchange::iati::validation {

/// How a code stands in a list.
enum class Standing : std::uint8_t { unknown, withdrawn, known };

/// The codes of a list, to be asked for millions of times: one of sixteen bytes or fewer, as almost all are,
/// is found by one look at a flat table.
class CodeTable {
 public:
  CodeTable() : slots_(kLeast) {}

  /// Added again, the later standing holds.
  void add(std::string_view code, Standing);
  Standing find(std::string_view code) const {
    if (code.size() > kShort) return find_long(code);
    const auto ends = scan::ends_of(code);
    for (auto slot = ends.hash(code.size());; ++slot) {
      const auto& s = slots_[slot & (slots_.size() - 1)];
      if (s.standing == Standing::unknown || (s.ends == ends && s.length == code.size())) return s.standing;
    }
  }

 private:
  static constexpr std::size_t kShort = 16, kLeast = 8;

  struct Slot {
    scan::Ends ends;
    std::uint8_t length = 0;
    Standing standing = Standing::unknown;  ///< unknown: the slot is free
  };

  Slot& place(const scan::Ends&, std::size_t length);
  Standing find_long(std::string_view code) const;

  std::vector<Slot> slots_;  ///< a power of two of them, half of them free
  std::size_t used_ = 0;
  std::unordered_map<std::string, Standing, scan::Hash, std::equal_to<>> long_;
};

}  // namespace entente::exchange::iati::validation
