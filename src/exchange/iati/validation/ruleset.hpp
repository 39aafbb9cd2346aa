// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "exchange/iati/validation/expression.hpp"
#include "exchange/iati/validation/standard.hpp"

namespace entente::exchange::iati::validation {

/// One question of the rule set, as data/iati/2.03/rules.txt puts it.
struct Case {
  enum class Kind : std::uint8_t {
    at_most_one,
    at_least_one,
    only_one_of,
    one_or_all,
    dependent,
    date_now,
    date_order,
    between_dates,
    time_limit,
    forbidden,
    starts_with,
    unique,
    if_then,
    strict_sum,
    range,
    no_spaces
  };
  /// What every narrative, transaction or amount must have where the activity says nothing for all.
  enum class All : std::uint8_t { language, sector, currency };

  Kind kind = Kind::at_least_one;
  const Rule* rule = nullptr;
  /// Conditions of the context, each on the element so many levels up.
  std::vector<std::pair<int, std::int32_t>> context;
  std::int32_t when = -1, antecedent = -1, consequent = -1;
  std::vector<Path> paths, prefixes, excluded;
  bool agencies = false;  ///< the prefix is one of the known agencies
  std::string separator;
  std::optional<Path> each, one, less, more, date, start, end;  ///< no `more`: now
  All all = All::language;
  std::int64_t sum = 0, least = 0, most = 0;  ///< Number::kScale
  std::size_t at_most = 1;
  std::string forbidden;
  bool unless_publisher = false, unless_publisher_prefix = false;
};

struct Ruleset {
  explicit Ruleset(const Names& names) : pool(names), by_name(names.size()) {}

  Expressions pool;
  std::vector<Case> cases;
  std::vector<std::vector<std::uint16_t>> by_name;  ///< cases asked of an element wherever it stands
};

}  // namespace entente::exchange::iati::validation
