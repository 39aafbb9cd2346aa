// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "pages/page.hpp"
#include "registry/views.hpp"

namespace entente::pages {

/// One for each who reports on the organisation: {said, budgets, documents, unmodelled}. Rows of budgets
/// {kind, status, place, recipient, identifier, period, value …, lines}, the latest first; lines are the
/// parts of an amount, {label, table}.
View finances_view(const std::vector<registry::Held<model::Finances>>&, const base::Messages&);
/// Their revisions, as revision_table() has them: each leads to what it changed, the first to the page of the
/// organisation.
View finances_revisions(const registry::FinancesHistory&, std::size_t most, const base::Messages&);
/// One for each who reports on the organisation: {who, revisions, all}; `all` is where they stand by
/// themselves and can be compared.
View reports_view(const std::vector<registry::FinancesHistory>&, std::size_t most, const base::Messages&);
/// Every budget and expenditure, as CSV, each followed by its lines; kinds and places as codes.
std::string finances_csv(const std::vector<registry::Held<model::Finances>>&, std::string_view language);

}  // namespace entente::pages
