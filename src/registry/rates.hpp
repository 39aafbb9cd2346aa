// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.hpp"

/// Exchange rates as an operator hands them in: for each currency and day, how much of the common currency
/// one unit of it is. The register asks nobody for rates, and guesses none.
namespace entente::registry {

inline constexpr std::size_t kMostRateBytes = 16 * 1024 * 1024;

struct Rate {
  std::int64_t day = 0;     ///< days since 1970-01-01
  std::int64_t scaled = 0;  ///< billionths of the common currency for one unit
  std::string source;       ///< who says so
};

class Rates {
 public:
  Rates() = default;
  /// A CSV file with the columns date, currency, rate, source, in any order of lines. `name` is that of the
  /// file. Throws base::BadInput naming the line that cannot be read.
  Rates(std::string_view csv, std::string common, const std::string& name);

  /// ISO 4217 code; empty where there are no rates.
  const std::string& common() const { return common_; }
  /// The rate of the day, else of the nearest day before it; null where there is none.
  const Rate* at(std::string_view currency, std::int64_t day) const;
  /// Rounded half to even. Nothing without a rate, or where it is out of range.
  std::optional<base::Decimal> converted(base::Decimal amount, std::string_view currency,
                                         std::int64_t day) const;
  /// Tells one file from another; empty where there is none.
  const std::string& stamp() const { return stamp_; }
  /// Who the rates come from, each once, and the days they are of.
  const std::vector<std::string>& sources() const { return sources_; }
  std::int64_t first_day() const { return first_; }
  std::int64_t last_day() const { return last_; }
  /// Those of days up to this one, by which somebody would have converted on it. There are none, and no
  /// common currency, where all are of later days.
  Rates until(std::int64_t day) const;

 private:
  void count_days();

  std::string common_, stamp_;
  std::map<std::string, std::vector<Rate>, std::less<>> rates_;  ///< by currency; each by day
  std::vector<std::string> sources_;
  std::int64_t first_ = 0, last_ = 0;
};

}  // namespace entente::registry
