// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The facts of each party: who it is, what it says of itself, and what it has read.
#include <cstdlib>
#include <set>
#include <utility>

#include "model/country_groups.hpp"
#include "model/vocabulary.hpp"
#include "registry/diligence_standing.hpp"
#include "registry/merged.hpp"
#include "registry/principle_facts_gathering.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

using principles::Answer;
using principles::PartyFacts;
using principles::PartyKind;

namespace {

constexpr std::size_t kMostPartiesOfFacts = 2'000;  // of one partnership; more are left out

PartyKind kind_of(std::string_view organisation_type) {
  static const std::map<std::string_view, PartyKind> kKinds{{"government", PartyKind::government},
                                                            {"local_government", PartyKind::government},
                                                            {"other_public", PartyKind::government},
                                                            {"un_entity", PartyKind::un},
                                                            {"multilateral", PartyKind::multilateral},
                                                            {"international_ngo", PartyKind::civil},
                                                            {"regional_ngo", PartyKind::civil},
                                                            {"national_ngo", PartyKind::civil},
                                                            {"ppp", PartyKind::other},
                                                            {"foundation", PartyKind::foundation},
                                                            {"private_sector", PartyKind::business},
                                                            {"academic", PartyKind::academic},
                                                            {"other", PartyKind::other}};
  const auto found = kKinds.find(organisation_type);
  return found == kKinds.end() ? PartyKind::unknown : found->second;
}

/// Bit 0 is goal 1. Goals of the framework before are those that follow them.
std::uint32_t goal_bits(const std::vector<model::Goal>& goals) {
  constexpr int kGoals = 17;
  std::uint32_t bits = 0;
  const auto set = [&](std::string_view code) {
    const auto* term = model::find_goal("sdg", code);
    const auto number = term == nullptr ? 0 : std::atoi(term->goal.c_str());
    if (number >= 1 && number <= kGoals) bits |= 1U << (number - 1);
  };
  for (const auto& goal : goals) {
    if (goal.framework == "sdg") set(goal.code);
    if (goal.framework == "mdg")
      for (const auto& next : model::successors(goal.code)) set(next);
  }
  return bits;
}

}  // namespace

void FactsGathering::add_parties() {
  std::set<base::Uuid> unconfirmed;
  for (const auto& each : view_.parties) {
    if (each.state == "declined" || each.state == "left") continue;
    const auto organisation = each.organisation.id;
    if (!places_.contains(organisation)) {
      if (result_.parties.size() == kMostPartiesOfFacts) continue;
      places_.emplace(organisation, result_.parties.size());
      result_.parties.push_back({organisation, each.organisation.name});
      facts().parties.push_back(begun(each.organisation));
    }
    const auto place = places_.at(organisation);
    auto& party = facts().parties[place];
    const auto& part = each.part.value;
    party.leads = party.leads || part.role == "lead";
    party.funds = party.funds || part.role == "funder";
    party.hosts = party.hosts || part.role == "host_government";
    party.benefits = party.benefits || !part.benefits.empty();
    party.brings = party.brings || !part.brings.empty() || !part.contributes.empty();
    if (each.state != "confirmed") unconfirmed.insert(organisation);
    source("parties", each.part, {}, place);
    source("role", each.part, "role", place);
    if (!part.benefits.empty()) source("benefits", each.part, "benefits", place);
    if (!part.brings.empty()) source("brings", each.part, "brings", place);
    if (each.confirmation)
      source("confirmed", *each.confirmation, "state", place);
    else
      source("confirmed", each.part, {}, place);
  }
  for (const auto& [organisation, place] : places_)
    facts().parties[place].confirmed = !unconfirmed.contains(organisation);
}

PartyFacts FactsGathering::begun(const OrganisationLine& organisation) {
  PartyFacts party;
  party.kind = kind_of(organisation.type);
  const auto group = model::development_group(organisation.country, day_);
  constexpr std::array<std::string_view, 5> kGroups{"unknown", "none", "developed", "transition",
                                                    "developing"};
  party.group = static_cast<principles::DevelopmentGroup>(place_among(kGroups, group));
  const bool everywhere = party.kind == PartyKind::un || party.kind == PartyKind::multilateral;
  if (everywhere) party.group = principles::DevelopmentGroup::none;
  party.least_developed = !everywhere && model::group_of(organisation.country, "ldc", day_) != nullptr;
  party.region = everywhere ? 0 : region_of(organisation.country);
  party.diligence = diligence_of(organisation.id, party.kind);
  return party;
}

principles::Diligence FactsGathering::diligence_of(const base::Uuid& organisation, PartyKind kind) {
  using principles::Diligence;
  if (kind == PartyKind::un || kind == PartyKind::multilateral || kind == PartyKind::government)
    return Diligence::not_needed;
  if (sight_ != FactSight::offices) return Diligence::unknown;
  const auto standing = diligence_standing(reader_, organisation, day_);
  switch (standing.state) {
    case DiligenceState::none:
      return Diligence::missing;
    case DiligenceState::under_way:
      return Diligence::under_way;
    case DiligenceState::valid:
      return standing.grade == "excluded" ? Diligence::excluded : Diligence::valid;
    case DiligenceState::expired:
      break;
  }
  return Diligence::expired;
}

void FactsGathering::of_statements() {
  constexpr std::array<std::string_view, 5> kSelections{"", "founder", "open_call", "invited", "assigned"};
  constexpr std::array<std::string_view, 4> kConflicts{"", "none", "managed", "open"};
  for (const auto& held : view_.statements) {
    auto* party = party_of(held.value.organisation);
    if (party == nullptr) continue;
    const auto place = places_.at(held.value.organisation);
    const auto& says = held.value;
    const auto take = [&](std::string_view fact, std::string_view field, bool is_said) {
      if (is_said) source(fact, held, field, place);
    };
    if (!says.goals.empty()) party->goals = goal_bits(says.goals);
    party->serves_outcome = says.results.empty() ? answered(says.serves) : Answer::yes;
    party->selection = static_cast<principles::Selection>(place_among(kSelections, says.selection));
    party->contribution = share_said(says.contribution);
    party->benefit = share_said(says.benefit);
    party->exclusive = answered(says.exclusive);
    party->procurement = answered(says.procurement);
    party->emblem = answered(says.emblem);
    if (says.emblem_until) party->emblem_until = static_cast<principles::Day>(says.emblem_until->last_day());
    party->conflict = static_cast<principles::Conflict>(place_among(kConflicts, says.conflict));
    party->employment_policy = answered(says.employment_policy);
    party->complaints_channel = answered(says.complaints_channel);
    for (const auto& level : says.posts)
      if (level.women && level.men)
        party->posts.push_back({.women = level.women->as_double(),
                                .men = level.men->as_double(),
                                .senior = level.level == "board" || level.level == "senior"});
    take("goals", "goals", party->goals.has_value());
    take("serves_outcome", "results", party->serves_outcome != Answer::unknown);
    take("selection", "selection", !says.selection.empty());
    take("contribution", "contribution", says.contribution.has_value());
    take("benefit", "benefit", says.benefit.has_value());
    take("exclusive", "exclusive", !says.exclusive.empty());
    take("procurement", "procurement", !says.procurement.empty());
    take("emblem", "emblem", !says.emblem.empty());
    take("emblem_until", "emblem_until", says.emblem_until.has_value());
    take("conflict", "conflict", !says.conflict.empty());
    take("employment_policy", "employment_policy", !says.employment_policy.empty());
    take("complaints_channel", "complaints_channel", !says.complaints_channel.empty());
    take("posts", "posts", !party->posts.empty());
  }
}

void FactsGathering::of_guidance(const std::string& country) {
  std::map<base::Uuid, std::int64_t> published;
  std::map<base::Uuid, std::set<base::Uuid>> read;
  std::map<base::Uuid, Held<model::Acknowledgement>> words;
  const auto on_desk = reader_.of_partnership(model::desk_of(country));
  for (const auto& each : on_desk)
    if (stands(each) && each.type == model::Guidance::kType) published.emplace(each.id, each.version);
  if (published.empty()) return;
  for (const auto& each : on_desk) {
    if (!stands(each) || each.type != model::Acknowledgement::kType) continue;
    const auto word = held<model::Acknowledgement>(each);
    const auto guidance = published.find(word.value.guidance);
    if (guidance == published.end() || guidance->second != word.value.version) continue;
    const auto organisation = standing_for(reader_, word.value.organisation);
    read[organisation].insert(word.value.guidance);
    words.insert_or_assign(organisation, word);
  }
  for (const auto& [organisation, place] : places_) {
    auto& party = facts().parties[place];
    const bool all = read[organisation].size() == published.size();
    if (party.guidance != Answer::no) party.guidance = all ? Answer::yes : Answer::no;
    if (const auto word = words.find(organisation); word != words.end())
      source("guidance", word->second, {}, place);
  }
}

}  // namespace entente::registry
