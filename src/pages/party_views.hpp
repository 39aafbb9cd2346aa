// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/messages.hpp"
#include "pages/page.hpp"
#include "registry/views.hpp"

namespace entente::pages {

/// Organisations that are parties, and how many of them have confirmed every part they have. Who declined or
/// left is not counted.
struct Confirmations {
  std::int64_t parties = 0, confirmed = 0;
};
Confirmations confirmations_of(const std::vector<registry::Party>&);

/// Whether somebody else named it, who is worth telling: not where the document that names it is its own.
bool named_by_another(const registry::Party&);

/// Parties of one role, in their order.
struct RoleGroup {
  std::string role;
  std::span<const registry::Party> parties;
  std::size_t total = 0;  ///< of that role; more than parties.size() where the list was cut
};
/// The parties from `first`, at most `most`, grouped by role. A role none of whose parties is shown has no
/// group.
std::vector<RoleGroup> group_by_role(const std::vector<registry::Party>&, std::size_t first,
                                     std::size_t most);

/// {confirmed (a sentence), meaning, symbol} for {{>parties_mark}}.
View parties_summary(const std::vector<registry::Party>&, const base::Messages&);
/// Where parties say what they seek and gain, by the party.
using StatementsAt = std::map<base::Uuid, std::string>;
/// {groups: [{role, count, puts_in, shares, rows: […]}], left_out, …} with the summary for {{>parties}}: the
/// parties of one page. `sources` are the whole record's: what they say of a party is not said again.
View parties_view(const std::vector<registry::Party>&, std::size_t first, std::size_t most,
                  const std::vector<model::Source>& sources, const base::Messages&,
                  const StatementsAt& said_at = {});

/// {href, name, given} of a party as a commitment or delivery names it ({{>party_ref}}); false where it does
/// not.
View party_ref(const model::PartyRef&, const std::map<base::Uuid, registry::OrganisationLine>&,
               const base::Messages&);

}  // namespace entente::pages
