// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "model/country_groups.hpp"
#include "search/query_tree.hpp"

/// The groups of countries that the United Nations keep, which countries join and leave: no record says who
/// is in one.
namespace entente::search {

inline constexpr auto kGroups = model::kCountryGroups;

/// Puts the countries of that day in the place of the groups that a text asks for.
Node with_groups_of(Node tree, std::int64_t day);

}  // namespace entente::search
