// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/messages.hpp"
#include "base/money.hpp"
#include "pages/page.hpp"
#include "registry/views.hpp"

namespace entente::pages {

/// What was promised and delivered in one year, and up to its end.
struct MoneyYear {
  int year = 0;
  base::Decimal promised, delivered, promised_so_far, delivered_so_far;
  bool operator==(const MoneyYear&) const = default;
};
/// One currency over the years. Money that came in is not counted as given on, as in the sums.
struct MoneyLine {
  std::string currency;
  std::vector<MoneyYear> years;  ///< in order, those in which something happened
  std::int64_t undrawn = 0;      ///< amounts without a year, or larger than a sum can hold
  bool promises = false, deliveries = false;
};
/// By currency; one without a dated amount has no line.
std::vector<MoneyLine> money_lines(const registry::PartnershipView&);

/// List of {currency, name, label, undated, chart, rows}: the finding in words, the drawing where there are
/// two years or more ({{>money_chart}}), the years as a table.
View money_charts(const registry::PartnershipView&, const base::Messages&);

}  // namespace entente::pages
