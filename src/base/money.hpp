// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"

namespace entente::base {

/// A decimal number in fixed point with four places, ±922 337 203 685 477.5807.
/// Amounts and percentages are never floating point: 33.33 × 3 is 99.99, not 100.
class Decimal {
 public:
  static constexpr std::int64_t kScale = 10'000;

  constexpr Decimal() = default;
  static constexpr Decimal from_scaled(std::int64_t scaled) { return Decimal(scaled); }
  static constexpr Decimal from_integer(std::int32_t n) { return Decimal(std::int64_t{n} * kScale); }
  /// "-12", "3.50", "+1.2", ".5", "1e3" (xs:decimal and the exponent some publishers write). Digits beyond
  /// the fourth place are rounded half to even. Nothing where it is no number or out of range.
  static std::optional<Decimal> parse(std::string_view);

  /// Shortest exact form: "12", "3.5", "-0.0001".
  std::string str() const;
  std::int64_t scaled() const { return scaled_; }
  bool is_zero() const { return scaled_ == 0; }
  double as_double() const { return static_cast<double>(scaled_) / kScale; }

  /// Throws BadInput on overflow: a sum is right or it is refused.
  Decimal operator+(Decimal) const;
  Decimal operator-() const { return Decimal(-scaled_); }
  auto operator<=>(const Decimal&) const = default;

 private:
  explicit constexpr Decimal(std::int64_t scaled) : scaled_(scaled) {}
  std::int64_t scaled_ = 0;
};

/// An amount in a currency (ISO 4217 code), with the day whose exchange rate applies
/// (IATI: value-date). The currency is empty where the source did not name one.
struct Money {
  Decimal amount;
  std::string currency;
  std::optional<PartialDate> value_date;
  bool operator==(const Money&) const = default;
};

}  // namespace entente::base
