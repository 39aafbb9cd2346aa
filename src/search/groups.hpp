// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "search/query_tree.hpp"

/// The development groups of the United Nations, which countries join and leave: no record says who is in
/// one.
namespace entente::search {

inline constexpr std::array<std::string_view, 3> kGroups = {"ldc", "lldc", "sids"};

/// The countries in a group of kGroups on a day (since 1970), by code, sorted.
std::vector<std::string> countries_in(std::size_t group, std::int64_t day);

/// Puts the countries of that day in the place of the groups that a text asks for.
Node with_groups_of(Node tree, std::int64_t day);

}  // namespace entente::search
