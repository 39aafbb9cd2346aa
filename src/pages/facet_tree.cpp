// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/facet_tree.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "model/vocabulary.hpp"
#include "pages/format.hpp"

namespace entente::pages {
namespace {

using search::Facet;

constexpr std::string_view kOfMdg = "mdg:";
constexpr std::size_t kNamedParties = 300;

const model::GoalTerm* target_term(std::string_view target) {
  const bool mdg = target.starts_with(kOfMdg);
  const auto* term = model::find_goal(mdg ? "mdg" : "sdg", mdg ? target.substr(kOfMdg.size()) : target);
  return term != nullptr && term->target ? term : nullptr;
}

void name_parties(const registry::Register& reg, const ListQuery& asked, registry::ListAnswer& list) {
  auto& counted = list.answer.facets[static_cast<std::size_t>(Facet::party)];
  if (asked.within().empty()) {
    for (std::size_t i = 0; i < std::min(kNamedParties, counted.size()); ++i)
      if (const auto id = base::Uuid::parse(counted[i].value))
        if (auto name = reg.organisation_name(*id))
          list.party_names.emplace(counted[i].value, std::move(*name));
    return;
  }
  list.party_names.merge(keep_parties_named(counted, asked.within(),
                                            [&](const base::Uuid& id) { return reg.organisation_name(id); }));
}

}  // namespace

std::string goal_of_target(std::string_view target) {
  const auto* term = target_term(target);
  if (term == nullptr) return {};
  return (term->framework == "sdg" ? std::string() : term->framework + ":") + term->goal;
}

std::size_t place_of_target(std::string_view target) {
  const auto* term = target_term(target);
  if (term == nullptr) return 0;
  const auto& all = model::goals(term->framework);
  return static_cast<std::size_t>(term - all.data());
}

void add_goals_of_targets(std::vector<search::Count>& without, const std::vector<search::Count>& counted,
                          const ListQuery& asked) {
  const auto has = [](const std::vector<search::Count>& some, const std::string& goal) {
    return std::ranges::find(some, goal, &search::Count::value) != some.end();
  };
  for (const auto& [facet, value] : asked.filters()) {
    if (facet != Facet::target) continue;
    if (auto goal = goal_of_target(value); !goal.empty() && !has(counted, goal) && !has(without, goal))
      without.push_back({std::move(goal), 0});
  }
}

void keep_countries_of_regions(std::vector<search::Count>& countries, const ListQuery& asked) {
  std::set<std::string> regions;
  for (const auto& [facet, value] : asked.filters())
    if (facet == Facet::region) regions.insert(value);
  if (regions.empty()) return;
  std::erase_if(countries, [&](const search::Count& count) {
    const auto* country = model::find_country(count.value);
    if (country == nullptr) return true;
    return std::ranges::none_of(
        std::initializer_list<std::string>{country->region, country->subregion, country->intermediate},
        [&](const std::string& code) { return regions.contains("m49:" + code); });
  });
}

std::map<std::string, base::Text> keep_parties_named(
    std::vector<search::Count>& counted, std::string_view words,
    const std::function<std::optional<base::Text>(const base::Uuid&)>& name_of) {
  std::vector<std::string> wanted;
  std::istringstream folded(search::fold(words));
  for (std::string word; folded >> word;) wanted.push_back(std::move(word));
  std::map<std::string, base::Text> names;
  std::vector<search::Count> kept;
  for (auto& count : counted) {
    if (kept.size() == kNamedParties) break;
    const auto id = base::Uuid::parse(count.value);
    auto name = id ? name_of(*id) : std::nullopt;
    if (!name) continue;
    std::string all;
    for (const auto& narrative : name->narratives) all += search::fold(narrative.value) + "\n";
    if (!std::ranges::all_of(wanted,
                             [&](const std::string& word) { return all.find(word) != std::string::npos; }))
      continue;
    names.emplace(count.value, std::move(*name));
    kept.push_back(std::move(count));
  }
  counted = std::move(kept);
  return names;
}

void look_within(const registry::Register& reg, const ListQuery& asked, registry::ListAnswer& list,
                 std::string_view language) {
  const auto unfolded = asked.unfolded();
  if (!unfolded) return;
  if (*unfolded == Facet::party) return name_parties(reg, asked, list);
  const auto wanted = search::fold(asked.within());
  if (wanted.empty()) return;
  std::erase_if(list.answer.facets[static_cast<std::size_t>(*unfolded)], [&](const search::Count& count) {
    const auto label = facet_label(*unfolded, count.value, language, list.party_names);
    return search::fold(label).find(wanted) == std::string::npos;
  });
}

}  // namespace entente::pages
