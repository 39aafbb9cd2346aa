// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/messages.hpp"
#include "pages/page.hpp"
#include "registry/views.hpp"

namespace entente::pages {

/// {value, no_currency, rate_of}: the day whose exchange rate applies is said where it is not the fact's own.
void set_value(View& row, const std::optional<base::Money>& value,
               const std::optional<base::PartialDate>& date, const base::Messages&);

/// What was delivered against one promise, where the source says so: a sum a currency, never converted.
std::map<std::string, base::Decimal> delivered_against(const base::Uuid& commitment,
                                                       const registry::PartnershipView&);

/// {sums, over_time, commitments, deliveries, budgets}: tables of what was promised, given and planned. A row
/// of commitments has an anchor, by which deliveries point at it, and says whether it was due by `today`
/// (days since 1970-01-01).
View money_view(const registry::PartnershipView&, std::int64_t today, const base::Messages&);

}  // namespace entente::pages
