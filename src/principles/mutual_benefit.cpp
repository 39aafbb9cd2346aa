// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Mutual benefit and respect (62/211, ¶2, ¶8): each gains, about as much as it brings, and has the power to
// decide that its seats and what it brings stand for.
#include <algorithm>
#include <optional>
#include <vector>

#include "principles/completions.hpp"
#include "principles/formulas.hpp"
#include "principles/principles.hpp"
#include "principles/shares.hpp"

namespace entente::principles {

namespace {

/// Half of the summed differences between what each brings and what it gains. Where several have not
/// stated a share each of them is at its worst and best by itself: the bounds are sound, and not exact.
Measured benefit_distance(const Facts& facts, Parameters, Explanation* explanation) {
  if (facts.parties.size() < 2) return Measured::not_applicable();
  Measured result;
  std::optional<std::size_t> most;
  double most_apart = 0;
  const auto brought = left_by_stated(facts, &PartyFacts::contribution);
  const auto gained = left_by_stated(facts, &PartyFacts::benefit);
  for (std::size_t i = 0; i < facts.parties.size(); ++i) {
    const auto& party = facts.parties[i];
    const auto difference =
        apart(share_of_whole(party.contribution, brought), share_of_whole(party.benefit, gained));
    result.value = result.value + difference * 0.5;
    result.asked += 2;
    result.known += (party.contribution ? 1 : 0) + (party.benefit ? 1 : 0);
    if (explanation == nullptr) continue;
    if (party.contribution) explanation->rests_on.push_back({"contribution", i});
    if (party.benefit) explanation->rests_on.push_back({"benefit", i});
    if (!party.contribution || !party.benefit)
      explanation->would_change.push_back({"says", {{"party", Party{i}}}});
    if (difference.low > most_apart) {
      most_apart = difference.low;
      most = i;
    }
  }
  result.value = clamped(result.value, 0, 1);
  if (explanation != nullptr) {
    explanation->why = {
        "why",
        {{"share", Share{result.value}}, {"known", count(result.known)}, {"all", count(result.asked)}}};
    if (most) explanation->would_change.push_back({"most", {{"party", Party{*most}}}});
  }
  return result;
}

Measured every_party_gains(const Facts& facts, Parameters, Explanation* explanation) {
  return share_of_parties(facts, explanation, "benefits",
                          [](const PartyFacts& party) { return party.benefits ? Answer::yes : Answer::no; });
}

/// The power of each party to decide, where all votes and the quota are known.
struct Power {
  bool known = false;
  std::vector<double> of;  ///< empty: nothing can be decided by votes
};

Power power_of(const Facts& facts) {
  std::vector<double> votes;
  for (const auto& party : facts.parties) {
    if (!party.votes) return {};
    votes.push_back(*party.votes);
  }
  if (!facts.quota && std::ranges::any_of(votes, [](double each) { return each > 0; })) return {};
  return {true, banzhaf(votes, facts.quota.value_or(0))};
}

/// Distance between the power to decide and what ought to stand behind it. Whatever votes are not known may
/// give any power to anyone: finding less wide bounds takes time that doubles with each party.
Measured power_against(const Facts& facts, Explanation* explanation, std::string_view fact,
                       std::optional<double> PartyFacts::*member, bool of_one_whole) {
  const auto& parties = facts.parties;
  if (parties.size() < 2) return Measured::not_applicable();
  const auto power = power_of(facts);
  Measured result;
  result.asked = 1 + 2 * static_cast<double>(parties.size());
  result.known = facts.quota ? 1 : 0;
  std::vector<double> against;
  std::optional<std::size_t> most;
  double most_apart = 0;
  for (std::size_t i = 0; i < parties.size(); ++i) {
    const auto& other = parties[i].*member;
    result.known += (parties[i].votes ? 1 : 0) + (other ? 1 : 0);
    if (other) against.push_back(*other);
    if (explanation == nullptr) continue;
    if (parties[i].votes) explanation->rests_on.push_back({"votes", i});
    if (other) explanation->rests_on.push_back({fact, i});
    if (!parties[i].votes || !other) explanation->would_change.push_back({"says", {{"party", Party{i}}}});
  }
  const auto all_known = against.size() == parties.size();
  const auto holds_none = all_known && std::ranges::all_of(against, [](double each) { return each <= 0; });
  if ((power.known && power.of.empty()) || holds_none) return Measured::not_applicable();

  if (!power.known || (!all_known && !of_one_whole)) {
    result.value = {0, 1};
  } else {
    const auto left = left_by_stated(facts, member);
    double whole = 0;
    for (const auto each : against) whole += each;
    for (std::size_t i = 0; i < parties.size(); ++i) {
      const auto& other = parties[i].*member;
      const auto share = of_one_whole ? share_of_whole(other, left) : Interval::at(*other / whole);
      const auto difference = apart(Interval::at(power.of[i]), share);
      result.value = result.value + difference * 0.5;
      if (difference.low <= most_apart) continue;
      most_apart = difference.low;
      most = i;
    }
    result.value = clamped(result.value, 0, 1);
  }
  if (explanation == nullptr) return result;
  explanation->why = {
      "why", {{"share", Share{result.value}}, {"known", count(result.known)}, {"all", count(result.asked)}}};
  if (facts.quota)
    explanation->rests_on.push_back({"quota", {}});
  else
    explanation->would_change.push_back({"quota", {}});
  if (most) explanation->would_change.push_back({"most", {{"party", Party{*most}}}});
  return result;
}

/// Seats are shares of all seats: as long as one party's are not known, the others' shares are not either.
Measured power_and_seats(const Facts& facts, Parameters, Explanation* explanation) {
  return power_against(facts, explanation, "seats", &PartyFacts::seats, false);
}

Measured power_and_contributions(const Facts& facts, Parameters, Explanation* explanation) {
  return power_against(facts, explanation, "contribution", &PartyFacts::contribution, true);
}

constexpr Measure kBenefitMeasures[] = {
    {"distance", Unit::share, false, {}, benefit_distance},
    {"benefits", Unit::share, true, {}, every_party_gains},
    {"power_and_seats", Unit::share, false, {}, power_and_seats},
    {"power_and_contributions", Unit::share, false, {}, power_and_contributions},
};

}  // namespace

extern const Principle kMutualBenefit{"mutual_benefit", "2, 8", kBenefitMeasures};

}  // namespace entente::principles
