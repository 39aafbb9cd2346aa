// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "registry/rates.hpp"
#include "registry/views.hpp"

/// What was promised, delivered and is overdue in a partnership. Governments' money stands apart from that of
/// others (62/211, ¶3), and what was promised is never added to what was delivered.
namespace entente::registry {

/// Amounts of one kind of giver in one currency.
struct MoneySum {
  bool government = false;  ///< the givers are governments or other public bodies
  std::string currency;     ///< the common one, in a sum that was converted
  base::Decimal promised, delivered;
  base::Decimal
      overdue;  ///< of promises whose day is past: what was not delivered against them in that currency
  std::int64_t promises = 0, deliveries = 0, overdue_promises = 0;
  bool whole = true;  ///< false: amounts that no sum can hold were left out
};

struct MoneySums {
  std::vector<MoneySum> original;  ///< by who gives, then currency
  std::vector<MoneySum> common;    ///< by who gives; empty where there are no rates
  std::int64_t unconverted = 0;    ///< amounts without a day, or without a rate of that day or one before it
};

/// On a day (days since 1970-01-01). A delivery counts for the kind of its own giver. An amount is converted
/// by the day its source names for it, else by its own.
MoneySums sums_of(const PartnershipView&, const Rates&, std::int64_t today);

}  // namespace entente::registry
