// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// No unfair advantage to any partner (62/211, ¶8): nobody gains far more than it brings, is promised that
// rivals stay out, sells to those whom it advises, or stands apart from its rivals under the emblem of the
// UN.
#include <algorithm>
#include <optional>
#include <vector>

#include "principles/completions.hpp"
#include "principles/principles.hpp"
#include "principles/shares.hpp"

namespace entente::principles {

namespace {

bool is_business(const PartyFacts& party) {
  return party.kind == PartyKind::business;
}

/// The most by which the share that a party gains exceeds the share that it brings; 0 where none does. The
/// lower bound has each of several parties that have not stated what they bring at its most by itself: it is
/// sound, and not exact.
Measured benefit_surplus(const Facts& facts, Parameters, Explanation* explanation) {
  if (facts.parties.size() < 2) return Measured::not_applicable();
  Measured result;
  std::optional<std::size_t> most;
  double surplus_of_most = 0;
  const auto gained = left_by_stated(facts, &PartyFacts::benefit);
  const auto brought = left_by_stated(facts, &PartyFacts::contribution);
  for (std::size_t i = 0; i < facts.parties.size(); ++i) {
    const auto& party = facts.parties[i];
    result.asked += 2;
    result.known += (party.benefit ? 1 : 0) + (party.contribution ? 1 : 0);
    const auto surplus = share_of_whole(party.benefit, gained) - share_of_whole(party.contribution, brought);
    result.value = {std::max(result.value.low, surplus.low), std::max(result.value.high, surplus.high)};
    if (explanation == nullptr) continue;
    if (party.benefit) explanation->rests_on.push_back({"benefit", i});
    if (party.contribution) explanation->rests_on.push_back({"contribution", i});
    if (!party.benefit || !party.contribution)
      explanation->would_change.push_back({"says", {{"party", Party{i}}}});
    else if (surplus.low > surplus_of_most) {
      surplus_of_most = surplus.low;
      most = i;
    }
  }
  if (explanation != nullptr) {
    explanation->why = {
        "why",
        {{"share", Share{result.value}}, {"known", count(result.known)}, {"all", count(result.asked)}}};
    if (most) explanation->would_change.push_back({"most", {{"party", Party{*most}}}});
  }
  return result;
}

Measured exclusivity(const Facts& facts, Parameters, Explanation* explanation) {
  return number_of_parties(
      facts, explanation, "exclusive", [](const PartyFacts& party) { return party.exclusive; }, has_rivals);
}

Measured procurement_link(const Facts& facts, Parameters, Explanation* explanation) {
  return number_of_parties(
      facts, explanation, "procurement", [](const PartyFacts& party) { return party.procurement; },
      has_rivals);
}

/// With a permission or without: it is the name that sets a company apart. Whether there is a permission, the
/// principle of the UN's modalities asks.
Measured emblem_use(const Facts& facts, Parameters, Explanation* explanation) {
  return number_of_parties(
      facts, explanation, "emblem", [](const PartyFacts& party) { return party.emblem; }, is_business);
}

/// Share chosen by open call of those that were chosen: founders choose, and states are not chosen. Who has
/// not said may have been chosen either way, or be a founder: no bound is beyond those with all of them
/// chosen.
Measured open_call(const Facts& facts, Parameters, Explanation* explanation) {
  return share_of_parties(
      facts, explanation, "selection",
      [](const PartyFacts& party) {
        if (party.selection == Selection::unknown) return Answer::unknown;
        return party.selection == Selection::open_call ? Answer::yes : Answer::no;
      },
      [](const PartyFacts& party) { return has_rivals(party) && party.selection != Selection::founder; });
}

/// Concentration of what the businesses gain, from 0, where all gain alike, to 1, where one gains all. A
/// single business is measured by its surplus.
Measured business_concentration(const Facts& facts, Parameters, Explanation* explanation) {
  Measured result;
  std::vector<double> gains;
  std::optional<std::size_t> most;
  for (std::size_t i = 0; i < facts.parties.size(); ++i) {
    const auto& party = facts.parties[i];
    if (!is_business(party)) continue;
    ++result.asked;
    if (party.benefit) {
      ++result.known;
      gains.push_back(*party.benefit);
      if (!most || *party.benefit > *facts.parties[*most].benefit) most = i;
    }
    if (explanation == nullptr) continue;
    if (party.benefit)
      explanation->rests_on.push_back({"benefit", i});
    else
      explanation->would_change.push_back({"says", {{"party", Party{i}}}});
  }
  const auto nobody_gains = std::ranges::all_of(gains, [](double gain) { return gain <= 0; });
  const auto left = result.known < result.asked ? left_by_stated(facts, &PartyFacts::benefit) : 0;
  if (result.asked < 2 || (nobody_gains && left <= 0)) return Measured::not_applicable();
  const auto found = concentration_within(gains, static_cast<std::size_t>(result.asked - result.known), left);
  const auto even = 1 / result.asked;
  result.value = clamped((found - Interval::at(even)) * (1 / (1 - even)), 0, 1);
  if (explanation != nullptr) {
    explanation->why = {
        "why",
        {{"share", Share{result.value}}, {"known", count(result.known)}, {"all", count(result.asked)}}};
    if (most && !nobody_gains && result.value.high > 0)
      explanation->would_change.push_back({"most", {{"party", Party{*most}}}});
  }
  return result;
}

constexpr Measure kAdvantageMeasures[] = {
    {"benefit_surplus", Unit::share, false, {}, benefit_surplus},
    {"exclusivity", Unit::count, false, {}, exclusivity},
    {"procurement_link", Unit::count, false, {}, procurement_link},
    {"emblem_use", Unit::count, false, {}, emblem_use},
    {"open_call", Unit::share, true, {}, open_call},
    {"business_concentration", Unit::share, false, {}, business_concentration},
};

}  // namespace

extern const Principle kNoUnfairAdvantage{"no_unfair_advantage", "8", kAdvantageMeasures};

}  // namespace entente::principles
