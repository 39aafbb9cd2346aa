// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
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
    const auto ends = scan::ends_of(text);
    for (auto slot = ends.hash(text.size());; ++slot) {
      const auto& s = slots_[slot % kSlots];
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

  struct Slot {
    scan::Ends ends;
    std::uint32_t length = 0;
    Name name = 0;
  };

  std::vector<Slot> slots_;
  std::vector<std::string> texts_;
};

}  // namespace entente::exchange::iati::validation
