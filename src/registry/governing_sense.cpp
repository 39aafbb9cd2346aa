// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/governing_sense.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "model/identifier.hpp"
#include "model/vocabulary.hpp"
#include "registry/text_bounds.hpp"

namespace entente::registry {

namespace {

using Number = std::optional<base::Decimal>;

constexpr std::size_t kLongestAddress = 2'000;  // bytes
constexpr std::int64_t kMostPercent = 100, kMostPersons = 10'000'000, kMostSeats = 10'000,
                       kMostVotes = 1'000'000, kMostMonths = 1'200, kMostObjectives = 1'000;
constexpr std::size_t kMostRecommendations = 100;

void require_between(const std::string& field, const Number& number, std::int64_t most) {
  if (number && (*number < base::Decimal() || *number > base::Decimal::from_integer(most)))
    throw base::BadInput("field " + field, "is not from 0 to " + std::to_string(most),
                         "Correct it, or leave it empty where it is not known.");
}

void require_count(const std::string& field, const Number& number, std::int64_t most) {
  require_between(field, number, most);
  if (number && number->str().find('.') != std::string::npos)
    throw base::BadInput("field " + field, "is no whole number", "Write it without a fraction.");
}

void require_address(const std::string& field, const std::string& url) {
  if (url.empty()) return;
  require_length(field, url, kLongestAddress);
  if (!model::is_linkable(url) || url.starts_with("mailto:"))
    throw base::BadInput("field " + field, "is no address of a page",
                         "Write it with https:// in front, and mail addresses in the words beside it.");
}

void require_pursued(const std::vector<model::Goal>& goals) {
  for (std::size_t i = 0; i < goals.size(); ++i) {
    const auto field = "goals[" + std::to_string(i) + "]";
    if (model::find_goal(goals[i].framework, goals[i].code) == nullptr)
      throw base::BadInput("field " + field, "is no goal or target that the register knows",
                           "Write it as framework sdg, code 6 or 6.1.");
    if (goals[i].percentage || !goals[i].stated_in.empty())
      throw base::BadInput("field " + field, "has more than a framework and a code", "Leave the rest out.");
    if (std::find(goals.begin(), goals.begin() + static_cast<std::ptrdiff_t>(i), goals[i]) !=
        goals.begin() + static_cast<std::ptrdiff_t>(i))
      throw base::BadInput("field " + field, "stands twice", "Name each goal once.");
  }
}

void require_results(const model::PartyStatement& s, const std::set<base::Uuid>& known) {
  if (!s.results.empty() && s.serves != "yes")
    throw base::BadInput("field serves", "is not yes, and results are named",
                         "Make it yes, or name no results.");
  std::set<base::Uuid> seen;
  for (const auto& result : s.results) {
    if (!known.contains(result))
      throw base::BadInput("field results",
                           "names " + result.str() + ", which is no result of this partnership",
                           "Choose those that stand in its record.");
    if (!seen.insert(result).second)
      throw base::BadInput("field results", "names " + result.str() + " twice", "Name each result once.");
  }
}

void require_posts(const std::vector<model::PostsByLevel>& posts) {
  std::set<std::string> levels;
  for (std::size_t i = 0; i < posts.size(); ++i) {
    const auto field = "posts[" + std::to_string(i) + "]";
    require_count(field + ".women", posts[i].women, kMostPersons);
    require_count(field + ".men", posts[i].men, kMostPersons);
    if (!levels.insert(posts[i].level).second)
      throw base::BadInput("field " + field + ".level", "stands twice", "Say of each level once.");
  }
}

void require_votes(const model::Governance& g, const std::set<base::Uuid>& known,
                   const std::set<base::Uuid>& parties) {
  std::set<base::Uuid> seen;
  base::Decimal votes;
  bool all = true;
  for (std::size_t i = 0; i < g.seats.size(); ++i) {
    const auto& seat = g.seats[i];
    const auto field = "seats[" + std::to_string(i) + "]";
    if (!known.contains(seat.organisation))
      throw base::BadInput("field " + field, "names no party of this partnership",
                           "Give seats and votes to its parties.");
    if (!seen.insert(seat.organisation).second)
      throw base::BadInput("field " + field, "names a party a second time", "Say of each party once.");
    require_count(field + ".seats", seat.seats, kMostSeats);
    require_between(field + ".votes", seat.votes, kMostVotes);
    if (!seat.seats && !seat.votes)
      throw base::BadInput("field " + field, "says neither seats nor votes",
                           "Leave the party out where neither is known.");
    if (seat.votes)
      votes = votes + *seat.votes;
    else
      all = false;
  }
  require_between("quota", g.quota, kMostVotes);
  if (!g.quota) return;
  if (*g.quota <= base::Decimal())
    throw base::BadInput("field quota", "is not above nothing", "Say how many votes a decision needs.");
  all = all && std::ranges::includes(seen, parties);
  if (all && *g.quota > votes)
    throw base::BadInput("field quota", "is more than all votes together", "Look at the votes.");
}

void require_recommendations(const model::Governance& g, const std::set<base::Uuid>& known) {
  if (!g.recommendations.empty() && g.recommended != "yes")
    throw base::BadInput("field recommended", "is not yes, and recommendations are listed",
                         "Make it yes, or list none.");
  if (g.recommended == "yes" && g.recommendations.empty())
    throw base::BadInput("field recommendations", "is empty, and it is said that there are some",
                         "List them, or leave the answer empty.");
  if (g.recommendations.size() > kMostRecommendations)
    throw base::BadInput("field recommendations",
                         "has more than " + std::to_string(kMostRecommendations) + " entries",
                         "Leave out those that were done long ago.");
  for (std::size_t i = 0; i < g.recommendations.size(); ++i) {
    const auto& each = g.recommendations[i];
    const auto field = "recommendations[" + std::to_string(i) + "]";
    require_length(field + ".text", each.text, kMostRemarkBytes);
    require_length(field + ".by", each.by, kMostTitleBytes);
    require_length(field + ".owner.name", each.owner.name, kMostTitleBytes);
    if (each.owner.organisation && !each.owner.name.empty())
      throw base::BadInput("field " + field + ".owner", "names both a party and somebody else",
                           "Name one of them.");
    if (each.owner.organisation && !known.contains(*each.owner.organisation))
      throw base::BadInput("field " + field + ".owner", "names no party of this partnership",
                           "Choose one, or write a name.");
  }
}

}  // namespace

void require_statement_sense(const model::PartyStatement& s, const std::set<base::Uuid>& results) {
  require_pursued(s.goals);
  require_results(s, results);
  require_between("contribution", s.contribution, kMostPercent);
  require_between("benefit", s.benefit, kMostPercent);
  if (s.emblem_until && s.emblem != "yes")
    throw base::BadInput("field emblem_until", "is there, and the emblem is not said to be used",
                         "Leave it out, or make emblem yes.");
  if (s.emblem_until && s.emblem_until->precision() != base::PartialDate::Precision::day)
    throw base::BadInput("field emblem_until", "is no day", "Write it as 2027-03-31.");
  require_length("ties", s.ties, kMostWrittenBytes);
  require_length("conflicts", s.conflicts, kMostWrittenBytes);
  require_length("employment", s.employment, kMostWrittenBytes);
  require_length("complaints", s.complaints, kMostWrittenBytes);
  require_address("employment_url", s.employment_url);
  require_address("complaints_url", s.complaints_url);
  require_posts(s.posts);
}

void require_governance_sense(const model::Governance& g, const std::set<base::Uuid>& known,
                              const std::set<base::Uuid>& parties) {
  require_votes(g, known, parties);
  require_between("earmarked", g.earmarked, kMostPercent);
  require_between("runway_months", g.runway_months, kMostMonths);
  require_between("local_recurrent", g.local_recurrent, kMostPercent);
  require_count("objectives", g.objectives, kMostObjectives);
  require_count("national_objectives", g.national_objectives, kMostObjectives);
  if (g.national_objectives && (!g.objectives || *g.national_objectives > *g.objectives))
    throw base::BadInput("field national_objectives", "is not part of a number of objectives",
                         "Say how many objectives there are in all, and how many of these are national.");
  require_length("exit", g.exit, kMostWrittenBytes);
  require_length("kept_after", g.kept_after, kMostWrittenBytes);
  require_length("frameworks", g.frameworks, kMostWrittenBytes);
  require_length("effects", g.effects, kMostWrittenBytes);
  require_recommendations(g, known);
}

}  // namespace entente::registry
