// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "registry/views.hpp"

/// The tables of a record's page as CSV, whole: texts in the reader's language where there is one, codes and
/// dates as they stand in the record, amounts as plain decimals beside their currency.
namespace entente::pages {

std::string parties_csv(const registry::PartnershipView&, std::string_view language);
std::string commitments_csv(const registry::PartnershipView&, std::string_view language);
std::string deliveries_csv(const registry::PartnershipView&, std::string_view language);
/// By currency and year, as the drawing of money over time shows it.
std::string money_csv(const registry::PartnershipView&, std::string_view language);
/// One row a figure: baselines, targets and actuals of every indicator.
std::string results_csv(const registry::PartnershipView&, std::string_view language);

}  // namespace entente::pages
