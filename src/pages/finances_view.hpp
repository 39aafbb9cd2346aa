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
/// {kind, status, place, recipient, identifier, period, value …}, the latest first.
View finances_view(const std::vector<registry::Held<model::Finances>>&, const base::Messages&);
/// Every budget and expenditure, as CSV; kinds and places as codes.
std::string finances_csv(const std::vector<registry::Held<model::Finances>>&, std::string_view language);

}  // namespace entente::pages
