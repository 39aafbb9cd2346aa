// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pages/list_query.hpp"
#include "registry/register.hpp"

/// How the values of facets belong together: targets to goals, countries to regions; and how a long list of
/// them is searched.
namespace entente::pages {

/// The value of the goal that a target belongs to: "6" for "6.1", "mdg:7" for "mdg:7.C"; "" for what is none.
std::string goal_of_target(std::string_view target);
/// By which targets are ordered: that of their framework.
std::size_t place_of_target(std::string_view target);
/// Goals that are neither counted nor chosen, of which a target is chosen.
void add_goals_of_targets(std::vector<search::Count>& without, const std::vector<search::Count>& counted,
                          const ListQuery&);
/// Where regions are chosen, leaves the countries that lie in one of them.
void keep_countries_of_regions(std::vector<search::Count>& countries, const ListQuery&);

/// Of parties, leaves those whose names hold every word looked for, in any language: the first 300, and gives
/// their names.
std::map<std::string, base::Text> keep_parties_named(
    std::vector<search::Count>& counted, std::string_view words,
    const std::function<std::optional<base::Text>(const base::Uuid&)>& name_of);

/// Of the facet whose values are all shown, leaves those whose names hold the words that the page looks for;
/// and names parties, which lists name only the first of.
void look_within(const registry::Register&, const ListQuery&, registry::ListAnswer&,
                 std::string_view language);

}  // namespace entente::pages
