// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/messages.hpp"
#include "pages/party_views.hpp"
#include "pages/view.hpp"
#include "registry/views.hpp"

/// Internal to pages: how a partnership is governed, and what its parties say of themselves, as everybody
/// reads it.
namespace entente::pages {

/// {groups: [{title, rows: […]}], by, hash, receipt, top (of the level of its headings)} of how it is
/// governed; false where nobody has said.
View governance_view(const registry::PartnershipView&, const base::Messages&);
/// The same of one party's statement, with {id, party, href}.
View statement_view(const registry::Held<model::PartyStatement>&, const registry::PartnershipView&,
                    const base::Messages&);
/// {href, summary, governed} for {{>governing_summary}} on a partnership's page.
View governing_summary(const registry::PartnershipView&, const base::Messages&);
/// Where each party's statement is read, by the party; those that have said nothing are not in it.
StatementsAt statements_at(const registry::PartnershipView&, std::string_view language);

}  // namespace entente::pages
