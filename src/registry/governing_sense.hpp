// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>

#include "model/governance.hpp"

/// Internal to registry: what cannot be so in what is said of a party or of how a partnership is governed,
/// beyond the rules of form.
namespace entente::registry {

/// Throws base::BadInput naming the first field that cannot be so. `results`: those that may be named.
void require_statement_sense(const model::PartyStatement&, const std::set<base::Uuid>& results);
/// `known`: the organisations that may be named; `parties`: those of them that are parties now.
void require_governance_sense(const model::Governance&, const std::set<base::Uuid>& known,
                              const std::set<base::Uuid>& parties);

}  // namespace entente::registry
