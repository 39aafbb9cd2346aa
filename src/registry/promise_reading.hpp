// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "registry/promising.hpp"
#include "store/store.hpp"

/// Internal to registry: what promises and deliveries have alike.
namespace entente::registry {

/// Nothing where a revision is neither.
std::optional<Held<Given>> held_given(const store::Revision&);
const model::PartyRef& giver_of(const Given&);
const model::PartyRef& receiver_of(const Given&);
const base::Uuid& partnership_of(const Given&);
const std::string& origin_of_given(const Given&);
const std::vector<model::Source>& sources_of_given(const Given&);
/// A part of which only the partnership and the party are known.
model::Participation part_like(const base::Uuid& partnership, const base::Uuid& organisation);

/// An organisation may have several parts in a partnership.
void make_unique_parties(std::vector<std::pair<base::Uuid, base::Text>>&);

/// A party belongs to a partnership only once it has confirmed its part (62/211, ¶2): else base::Conflict.
void require_confirmed(store::Reader&, const base::Uuid& partnership, const base::Uuid& part);

}  // namespace entente::registry
