// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "pages/page.hpp"
#include "registry/views.hpp"

/// With whom an organisation works, and what passed between them.
namespace entente::pages {

/// {rows, some, left_out, label, chart}: a table of those met most often with the partnerships they share,
/// the finding in words, and the first of them drawn as bars ({{>partner_chart}}; false where all are met
/// once: bars of one length tell nothing). `partnerships` is the number of the organisation's own.
View partners_view(const registry::Partners&, std::int64_t partnerships, const base::Messages&);
/// rows {currency, promised, delivered, awaited, received, …} as {amount, counted} or false, not_whole.
View dealings_view(const std::vector<registry::Dealing>&, const base::Messages&);
/// Every partner with the number of partnerships shared, as CSV.
std::string partners_csv(const registry::Partners&, std::string_view language);

}  // namespace entente::pages
