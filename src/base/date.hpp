// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace entente::base {

/// A date known to the year, the month or the day, of the proleptic Gregorian calendar
/// ("2019", "2019-05", "2019-05-03"; years 0001 to 9999). Never more precise than what was said.
class PartialDate {
 public:
  enum class Precision : std::uint8_t { year, month, day };

  PartialDate() = default;
  /// Reads the three forms; a time part after a full date ("2019-05-03T…", "2019-05-03Z") is ignored,
  /// as XML Schema dates carry zones. Nothing where the text is no real date.
  static std::optional<PartialDate> parse(std::string_view);
  /// From days since 1970-01-01.
  static PartialDate from_days(std::int64_t days);

  std::string str() const;
  int year() const { return year_; }
  unsigned month() const { return month_; }  ///< 1–12, or 0 where unknown
  unsigned day() const { return day_; }      ///< 1–31, or 0 where unknown
  Precision precision() const { return day_ ? Precision::day : month_ ? Precision::month : Precision::year; }
  /// First and last day it can mean, as days since 1970-01-01.
  std::int64_t first_day() const;
  std::int64_t last_day() const;

  auto operator<=>(const PartialDate&) const = default;

 private:
  std::int16_t year_ = 1970;
  std::uint8_t month_ = 0, day_ = 0;
};

}  // namespace entente::base
