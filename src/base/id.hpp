// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace entente::base {

/// The identifier of a record: a UUID of version 7 (RFC 9562), made by the application, so that
/// records made later sort later. The zero UUID stands for "none".
class Uuid {
 public:
  constexpr Uuid() = default;
  explicit constexpr Uuid(const std::array<std::uint8_t, 16>& bytes) : bytes_(bytes) {}

  /// A new one for this moment; within one process each is greater than the one before.
  static Uuid v7(Instant);
  /// The 36-character form, either case. Nothing where it is not one.
  static std::optional<Uuid> parse(std::string_view);

  std::string str() const;  ///< 36 characters, lower case
  /// When one of version 7 was made; another version's is meaningless.
  Instant made() const;
  bool is_nil() const { return *this == Uuid{}; }
  const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }
  auto operator<=>(const Uuid&) const = default;

 private:
  std::array<std::uint8_t, 16> bytes_{};
};

}  // namespace entente::base

template <>
struct std::hash<entente::base::Uuid> {
  std::size_t operator()(const entente::base::Uuid& id) const noexcept {
    std::size_t h = 0;
    for (const auto b : id.bytes()) h = h * 1'099'511'628'211ULL ^ b;
    return h;
  }
};
