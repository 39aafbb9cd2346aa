// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/document.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "model/vocabulary.hpp"

namespace entente::registry {

using search::Facet;
using search::Zone;

namespace {

constexpr std::size_t kReportsFound =
    5;  // of a partnership, the newest: what it said long ago says little of it

std::string facet_code(std::string_view framework, std::string_view code) {
  return framework == "sdg" ? std::string(code) : std::string(framework) + ":" + std::string(code);
}

void add_text(search::Document& d, Zone zone, const base::Text& text) {
  for (const auto& n : text.narratives) d.texts.push_back({zone, n.value, n.language});
}

void add_goals(search::Document& d, const std::vector<model::Goal>& goals) {
  for (const auto& g : goals) {
    const auto* term = model::find_goal(g.framework, g.code);
    if (!term) continue;
    d.facets.emplace_back(Facet::goal, facet_code(g.framework, term->goal));
    if (term->target) d.facets.emplace_back(Facet::target, facet_code(g.framework, term->code));
  }
}

void add_places(search::Document& d, const std::vector<model::Place>& places) {
  for (const auto& p : places) {
    add_text(d, Zone::rest, p.name);
    add_text(d, Zone::rest, p.description);
    add_text(d, Zone::rest, p.activity_description);
    if (p.kind == "country") {
      const auto* country = model::find_country(p.code);
      if (!country) continue;
      d.facets.emplace_back(Facet::country, country->code);
      for (const auto& region : {country->region, country->subregion, country->intermediate})
        if (!region.empty()) d.facets.emplace_back(Facet::region, "m49:" + region);
    } else if (p.kind == "region" && model::region_name(p.vocabulary, p.code)) {
      d.facets.emplace_back(Facet::region, p.vocabulary + ":" + p.code);
    }
  }
}

/// Whole units of each currency. A sum that cannot be held is not told.
void add_amounts(search::Document& d, const std::vector<Held<model::Commitment>>& commitments) {
  std::map<std::string, std::optional<base::Decimal>> sums;
  for (const auto& c : commitments) {
    if (!c.value.value) continue;
    auto& sum = sums.try_emplace(c.value.value->currency, base::Decimal()).first->second;
    if (sum && !add_within(*sum, c.value.value->amount)) sum.reset();
  }
  for (const auto& [currency, sum] : sums)
    if (sum) d.amounts.emplace_back(currency, sum->scaled() / base::Decimal::kScale);
}

/// What speaks for the whole record counts, and which parties have confirmed that they belong. One that is
/// there alone speaks for itself.
std::uint8_t attested(const model::Partnership& p, const std::vector<Party>& parties) {
  const auto confirmed = std::ranges::count(parties, "confirmed", &Party::state);
  const auto whole = std::ranges::find_if(p.sources, [](const auto& source) { return source.about.empty(); });
  const auto by = whole == p.sources.end() ? std::string() : whole->attestation;
  std::set<base::Uuid> organisations;
  for (const auto& party : parties) organisations.insert(party.organisation.id);
  const bool by_all = organisations.size() > 1 && std::cmp_equal(confirmed, parties.size());
  if (by == "verified_independently" || by_all) return 2;
  return by == "confirmed_by_other_side" || by == "shown_by_document" || confirmed > 0 ? 1 : 0;
}

}  // namespace

std::string goal_value(const model::Goal& g) {
  const auto* term = model::find_goal(g.framework, g.code);
  return term ? facet_code(g.framework, term->code) : std::string();
}

search::Document document_of(const Held<model::Partnership>& held, const std::vector<Party>& parties,
                             const std::vector<Held<model::Commitment>>& commitments,
                             const Reporting& reporting, const std::vector<Held<model::Report>>& reports) {
  const auto& p = held.value;
  search::Document d;
  d.id = held.id;
  add_text(d, Zone::title, p.title);
  add_text(d, Zone::purpose, p.purpose);
  add_text(d, Zone::rest, p.description);
  add_text(d, Zone::rest, p.governance);
  for (const auto& condition : p.conditions) add_text(d, Zone::rest, condition.text);
  for (const auto& c : p.classifications) {
    // Nobody looks for what a partnership is said not to be.
    if (c.weight == "0") continue;
    add_text(d, Zone::rest, c.name);
    // Emergencies and appeals are known by their numbers.
    if (c.kind == "emergency" || c.kind == "appeal") d.texts.push_back({Zone::rest, c.code});
  }
  for (std::size_t i = 0; i < std::min(reports.size(), kReportsFound); ++i)
    for (const auto text : {&model::Report::delivered, &model::Report::difficulties, &model::Report::lessons})
      add_text(d, Zone::rest, reports[i].value.*text);
  for (const auto& i : p.identifiers) d.texts.push_back({Zone::rest, i.value});
  add_goals(d, p.goals);
  add_places(d, p.places);
  for (const auto& f : p.fields_of_work) d.facets.emplace_back(Facet::field, f.code);
  for (const auto& party : parties) {
    add_text(d, Zone::party, party.organisation.name);
    d.facets.emplace_back(Facet::party, party.organisation.id.str());
    d.facets.emplace_back(Facet::party_type, party.organisation.type);
    d.facets.emplace_back(Facet::role, party.part.value.role);
  }
  d.facets.emplace_back(Facet::kind, p.kind);
  d.facets.emplace_back(Facet::status, p.status);
  if (!p.level.empty()) d.facets.emplace_back(Facet::level, p.level);
  for (const auto& n : p.title.narratives) d.facets.emplace_back(Facet::language, n.language);
  if (const auto start = p.actual_start ? p.actual_start : p.planned_start) {
    d.facets.emplace_back(Facet::year, std::to_string(start->year()));
    d.start = start->first_day();
  }
  std::ranges::sort(d.facets);
  const auto doubled = std::ranges::unique(d.facets);
  d.facets.erase(doubled.begin(), doubled.end());
  d.sort_title = p.title.str("en");
  d.updated = held.event_seq;
  d.changed = base::day_of(held.time);
  d.attested = attested(p, parties);
  add_amounts(d, commitments);
  for (const auto& [day, light] : lights_of(reporting))
    d.lights.emplace_back(day, static_cast<std::uint8_t>(light));
  return d;
}

}  // namespace entente::registry
