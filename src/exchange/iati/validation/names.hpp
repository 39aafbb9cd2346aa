// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/iati/validation/scan.hpp"

namespace entente::exchange::iati::validation {

/// A name of the standard as a small number; 0 for names it does not know.
using Name = std::uint16_t;

/// The names of the standard. Finding one costs a hash of its first and last bytes and one comparison.
class Names {
 public:
  Names() : slots_(kSlots), texts_(1) {}

  Name find(std::string_view text) const {
    const auto ends = ends_of(text);
    for (auto slot = ends.hash(text.size());; slot = (slot + 1) % kSlots) {
      const auto& s = slots_[slot];
      // The first and last eight bytes say all of a name of sixteen or fewer.
      if (s.name == 0 || (s.ends == ends && s.length == text.size() &&
                          (text.size() <= 16 || scan::same(texts_[s.name].data(), text.data(), text.size()))))
        return s.name;
    }
  }
  /// For making the tables. Throws Error where the standard outgrows them.
  Name add(std::string_view text);
  const std::string& text(Name name) const { return texts_[name]; }
  std::size_t size() const { return texts_.size(); }  ///< all names are below it

 private:
  static constexpr std::size_t kSlots = 1024;

  struct Ends {
    std::uint64_t first = 0, last = 0;
    bool operator==(const Ends&) const = default;
    std::size_t hash(std::size_t length) const {
      const auto mixed = (first ^ (last * 0x9E3779B97F4A7C15ULL) ^ length) * 0xD6E8FEB86659FD93ULL;
      return static_cast<std::size_t>(mixed >> 54U);
    }
  };
  struct Slot {
    Ends ends;
    std::uint32_t length = 0;
    Name name = 0;
  };

  static Ends ends_of(std::string_view text) {
    Ends ends;
    if (const auto n = text.size(); n >= 8) {
      std::memcpy(&ends.first, text.data(), 8);
      std::memcpy(&ends.last, text.data() + n - 8, 8);
    } else {
      for (const char c : text) ends.first = ends.first << 8U | static_cast<unsigned char>(c);
    }
    return ends;
  }

  std::vector<Slot> slots_;
  std::vector<std::string> texts_;
};

}  // namespace entente::exchange::iati::validation
