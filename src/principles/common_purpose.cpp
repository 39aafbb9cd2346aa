// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Common purpose (62/211, ¶2, ¶8): the parties pursue the same goals, have said yes to the same statement,
// and what they do serves a shared outcome.
#include <bit>
#include <optional>
#include <vector>

#include "principles/principles.hpp"
#include "principles/shares.hpp"

namespace entente::principles {

namespace {

/// Mean over all pairs of parties of |goals both pursue| / |goals one of them pursues| (Jaccard 1901). A pair
/// of which one has not said its goals may be anything from 0 to 1.
Measured goal_overlap(const Facts& facts, Parameters, Explanation* explanation) {
  const auto& parties = facts.parties;
  if (parties.size() < 2) return Measured::not_applicable();
  Measured result;
  result.asked = static_cast<double>(parties.size());
  Interval sum;
  double pairs = 0;
  std::vector<double> with(parties.size());
  for (std::size_t i = 0; i < parties.size(); ++i) {
    if (parties[i].goals) ++result.known;
    for (std::size_t j = 0; j < i; ++j, ++pairs) {
      if (!parties[i].goals || !parties[j].goals) {
        sum = sum + Interval{0, 1};
        continue;
      }
      const auto either = std::popcount(*parties[i].goals | *parties[j].goals);
      const auto both = std::popcount(*parties[i].goals & *parties[j].goals);
      const auto overlap = either == 0 ? 0 : static_cast<double>(both) / either;
      sum = sum + Interval::at(overlap);
      with[i] += overlap;
      with[j] += overlap;
    }
  }
  result.value = sum * (1 / pairs);
  if (explanation == nullptr) return result;

  explanation->why = {
      "why", {{"share", Share{result.value}}, {"known", count(result.known)}, {"all", count(result.asked)}}};
  std::optional<std::size_t> least;
  for (std::size_t i = 0; i < parties.size(); ++i) {
    if (!parties[i].goals) {
      explanation->would_change.push_back({"says", {{"party", Party{i}}}});
      continue;
    }
    explanation->rests_on.push_back({"goals", i});
    if (!least || with[i] < with[*least]) least = i;
  }
  if (result.value.low < 1 && result.known >= 2)
    explanation->would_change.push_back({"least", {{"party", Party{*least}}}});
  return result;
}

/// Share of the parties that have confirmed their part as it stands, or signed the agreement in force.
Measured same_statement(const Facts& facts, Parameters, Explanation* explanation) {
  return share_of_parties(facts, explanation, "confirmed", [](const PartyFacts& party) {
    return party.confirmed || party.signed_all ? Answer::yes : Answer::no;
  });
}

/// Share of the parties whose activities are linked to an outcome that the partnership shares.
Measured linked_activities(const Facts& facts, Parameters, Explanation* explanation) {
  return share_of_parties(facts, explanation, "serves_outcome",
                          [](const PartyFacts& party) { return party.serves_outcome; });
}

constexpr Measure kMeasures[] = {
    {"goal_overlap", Unit::share, true, {}, goal_overlap},
    {"same_statement", Unit::share, true, {}, same_statement},
    {"linked_activities", Unit::share, true, {}, linked_activities},
};

}  // namespace

extern const Principle kCommonPurpose{"common_purpose", "2, 8", kMeasures};

}  // namespace entente::principles
