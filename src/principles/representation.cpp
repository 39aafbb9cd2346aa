// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Balanced representation of partners from developed and developing countries and countries with economies in
// transition (62/211, ¶8). Parties that are at home in no country are not counted.
#include <algorithm>
#include <array>
#include <optional>

#include "principles/completions.hpp"
#include "principles/principles.hpp"
#include "principles/shares.hpp"

namespace entente::principles {

namespace {

bool has_country(const PartyFacts& party) {
  return party.group != DevelopmentGroup::none;
}

/// The policy's reference for the share of developed countries; where it is 0, that of the Members of the
/// United Nations on the day. Nothing where Members are not known: there is nothing to hold it against.
std::optional<double> reference_of(const Facts& facts, double by_policy) {
  constexpr double kLeast = 0.01;  // what is certain cannot be tested
  if (by_policy > 0) return std::clamp(by_policy, kLeast, 1 - kLeast);
  const double all = facts.members[0] + facts.members[1] + facts.members[2];
  if (all <= 0) return {};
  return std::clamp(facts.members[0] / all, kLeast, 1 - kLeast);
}

/// How likely it is, were each drawn by the reference share, that parties from developed countries are as
/// many or as few as here, or more unlikely so.
Measured drawn_by_group(const Facts& facts, double by_policy, Explanation* explanation,
                        bool (*counts)(const PartyFacts&)) {
  const auto reference = reference_of(facts, by_policy);
  if (!reference) return Measured::not_applicable();
  std::int64_t developed = 0, others = 0, open = 0;
  for (std::size_t i = 0; i < facts.parties.size(); ++i) {
    const auto& party = facts.parties[i];
    if (!has_country(party) || !counts(party)) continue;
    const auto is_known = party.group != DevelopmentGroup::unknown;
    ++(!is_known ? open : party.group == DevelopmentGroup::developed ? developed : others);
    if (explanation == nullptr) continue;
    if (is_known)
      explanation->rests_on.push_back({"group", i});
    else
      explanation->would_change.push_back({"says", {{"party", Party{i}}}});
  }
  const auto known = developed + others;
  if (known + open < 2) return Measured::not_applicable();
  const Measured result{.value = chance_within(developed, others, open, *reference),
                        .known = static_cast<double>(known),
                        .asked = static_cast<double>(known + open)};
  if (explanation != nullptr) {
    explanation->why = {"why",
                        {{"share", Share{result.value}},
                         {"yes", developed},
                         {"known", known},
                         {"reference", Share{Interval::at(*reference)}}}};
    if (known > 0 && result.value.low < 1) {
      const auto is_more = static_cast<double>(developed) > *reference * static_cast<double>(known);
      explanation->would_change.push_back({is_more ? "others" : "developed", {}});
    }
  }
  return result;
}

Measured parties_by_group(const Facts& facts, Parameters parameters, Explanation* explanation) {
  return drawn_by_group(facts, parameters[0], explanation, [](const PartyFacts&) { return true; });
}

Measured leads_by_group(const Facts& facts, Parameters parameters, Explanation* explanation) {
  return drawn_by_group(facts, parameters[0], explanation,
                        [](const PartyFacts& party) { return party.leads; });
}

/// What each party holds, of what, and which parties are asked for.
struct Held {
  std::string_view fact;
  std::optional<double> PartyFacts::*member;
  double most;  ///< that all may hold of whom it is not known
  Answer (*in_part)(const PartyFacts&);
};

/// The share that some parties hold of what all hold that have a country.
Measured share_held(const Facts& facts, const Held& held, Explanation* explanation) {
  Measured result;
  Holdings holdings;
  holdings.most_open = held.most;
  for (std::size_t i = 0; i < facts.parties.size(); ++i) {
    const auto& party = facts.parties[i];
    if (!has_country(party)) continue;
    const auto& weight = party.*held.member;
    const auto in_part = held.in_part(party);
    const auto is_known = weight && (*weight <= 0 || in_part != Answer::unknown);
    ++result.asked;
    if (is_known) ++result.known;
    if (weight)
      (in_part == Answer::yes  ? holdings.part
       : in_part == Answer::no ? holdings.rest
                               : holdings.either) += *weight;
    else
      (in_part == Answer::yes  ? holdings.open_part
       : in_part == Answer::no ? holdings.open_rest
                               : holdings.open_either) += held.most;
    if (explanation == nullptr) continue;
    if (is_known)
      explanation->rests_on.push_back({held.fact, i});
    else
      explanation->would_change.push_back({"says", {{"party", Party{i}}}});
  }
  if (holdings.empty()) return Measured::not_applicable();
  result.value = share_within(holdings);
  return result;
}

Answer is_developed(const PartyFacts& party) {
  if (party.group == DevelopmentGroup::unknown) return Answer::unknown;
  return party.group == DevelopmentGroup::developed ? Answer::yes : Answer::no;
}
Answer is_least_developed(const PartyFacts& party) {
  if (party.group == DevelopmentGroup::unknown) return Answer::unknown;
  return party.least_developed ? Answer::yes : Answer::no;
}

/// Of a body that decides; more are given to nobody.
constexpr double kMostSeats = 1e6;

/// By how much the share that developed countries hold exceeds the reference; 0 where it does not.
Measured excess_held(const Facts& facts, const Held& held, double by_policy, Explanation* explanation) {
  const auto reference = reference_of(facts, by_policy);
  if (!reference) return Measured::not_applicable();
  auto result = share_held(facts, held, explanation);
  if (!result.applies) return result;
  const auto share = result.value;
  result.value = clamped(share - Interval::at(*reference), 0, 1);
  if (explanation != nullptr) {
    explanation->why = {"why",
                        {{"share", Share{share}},
                         {"reference", Share{Interval::at(*reference)}},
                         {"known", count(result.known)},
                         {"all", count(result.asked)}}};
    if (result.value.high > 0) explanation->would_change.push_back({"others", {}});
  }
  return result;
}

Measured seats_by_group(const Facts& facts, Parameters parameters, Explanation* explanation) {
  return excess_held(facts, {"seats", &PartyFacts::seats, kMostSeats, is_developed}, parameters[0],
                     explanation);
}

Measured funds_by_group(const Facts& facts, Parameters parameters, Explanation* explanation) {
  const auto left = left_by_stated(facts, &PartyFacts::funding);
  return excess_held(facts, {"funding", &PartyFacts::funding, left, is_developed}, parameters[0],
                     explanation);
}

/// Evenness (Pielou 1966) of the number of parties over the three groups.
Measured evenness_of_groups(const Facts& facts, Parameters, Explanation* explanation) {
  static constexpr std::array<std::string_view, 3> kKeys{"developed", "transition", "developing"};
  std::array<double, 3> sizes{};
  std::size_t open = 0;
  Measured result;
  for (std::size_t i = 0; i < facts.parties.size(); ++i) {
    const auto group = facts.parties[i].group;
    if (group == DevelopmentGroup::none) continue;
    ++result.asked;
    if (group == DevelopmentGroup::unknown) {
      ++open;
      if (explanation != nullptr) explanation->would_change.push_back({"says", {{"party", Party{i}}}});
      continue;
    }
    ++result.known;
    ++sizes[static_cast<std::size_t>(group) - static_cast<std::size_t>(DevelopmentGroup::developed)];
    if (explanation != nullptr) explanation->rests_on.push_back({"group", i});
  }
  if (result.asked < 2) return Measured::not_applicable();
  result.value = evenness_within(sizes, open);
  if (explanation != nullptr) {
    explanation->why = {"why",
                        {{"share", Share{result.value}},
                         {"developed", count(sizes[0])},
                         {"transition", count(sizes[1])},
                         {"developing", count(sizes[2])}}};
    const auto fewest = std::ranges::min_element(sizes);
    if (*fewest < *std::ranges::max_element(sizes))
      explanation->would_change.push_back({kKeys[static_cast<std::size_t>(fewest - sizes.begin())], {}});
  }
  return result;
}

/// Share of the seats that parties from least developed countries hold, of a partnership that works in some.
Measured least_developed_voice(const Facts& facts, Parameters, Explanation* explanation) {
  if (facts.least_developed_places == 0) return Measured::not_applicable();
  const auto result =
      share_held(facts, {"seats", &PartyFacts::seats, kMostSeats, is_least_developed}, explanation);
  if (explanation != nullptr && result.applies) {
    explanation->why = {"why",
                        {{"share", Share{result.value}},
                         {"known", count(result.known)},
                         {"all", count(result.asked)},
                         {"places", count(facts.least_developed_places)}}};
    if (result.value.low < 1) explanation->would_change.push_back({"more", {}});
  }
  return result;
}

constexpr Parameter kReference[] = {{"reference", 0, 0.99}};

constexpr Measure kRepresentationMeasures[] = {
    {"parties", Unit::share, true, kReference, parties_by_group},
    {"leads", Unit::share, true, kReference, leads_by_group},
    {"seats", Unit::share, false, kReference, seats_by_group},
    {"funds", Unit::share, false, kReference, funds_by_group},
    {"evenness", Unit::index, true, {}, evenness_of_groups},
    {"least_developed_voice", Unit::share, true, {}, least_developed_voice},
};

}  // namespace

extern const Principle kRepresentation{"representation", "8", kRepresentationMeasures};

}  // namespace entente::principles
