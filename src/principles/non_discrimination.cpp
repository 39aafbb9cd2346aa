// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Non-discrimination (62/211, ¶16): in employment and occupation at each party, and in what the results show.
#include <algorithm>
#include <optional>

#include "principles/principles.hpp"
#include "principles/shares.hpp"
#include "principles/statements.hpp"

namespace entente::principles {

namespace {

Answer answer_of(bool so) {
  return so ? Answer::yes : Answer::no;
}

/// Share of the parties that have a policy on employment.
Measured employment_policy(const Facts& facts, Parameters, Explanation* explanation) {
  return share_of_parties(facts, explanation, "employment_policy",
                          [](const PartyFacts& party) { return party.employment_policy; });
}

/// Share of the parties at which there is a channel for complaints.
Measured complaints_channel(const Facts& facts, Parameters, Explanation* explanation) {
  return share_of_parties(facts, explanation, "complaints_channel",
                          [](const PartyFacts& party) { return party.complaints_channel; });
}

/// Share of the parties that publish their posts by level and sex: one that does not is known not to.
Measured posts_by_sex(const Facts& facts, Parameters, Explanation* explanation) {
  return share_of_parties(facts, explanation, "posts",
                          [](const PartyFacts& party) { return answer_of(!party.posts.empty()); });
}

/// The share of the sex that holds fewer of these posts; one half where there are none.
double lesser_share(double women, double men) {
  return women + men > 0 ? std::min(women, men) / (women + men) : 0.5;
}

/// At one party: among all posts or among senior ones, whichever is less. Nothing where it has no posts.
std::optional<double> parity_at(const PartyFacts& party) {
  Posts all, senior;
  for (const auto& each : party.posts) {
    all.women += each.women;
    all.men += each.men;
    if (!each.senior) continue;
    senior.women += each.women;
    senior.men += each.men;
  }
  if (all.women + all.men <= 0) return std::nullopt;
  return std::min(lesser_share(all.women, all.men), lesser_share(senior.women, senior.men));
}

/// Mean over the parties, each counted alike, of the share of the sex that holds fewer posts. A party that
/// does not publish its posts may have anything from none to one half.
Measured parity(const Facts& facts, Parameters, Explanation* explanation) {
  Measured result;
  std::optional<std::size_t> least;
  double least_share = 0.5;
  for (std::size_t i = 0; i < facts.parties.size(); ++i) {
    const auto& party = facts.parties[i];
    const auto found = parity_at(party);
    if (!party.posts.empty() && !found) continue;
    ++result.asked;
    if (!found) {
      result.value = result.value + Interval{0, 0.5};
      if (explanation != nullptr) explanation->would_change.push_back({"says", {{"party", Party{i}}}});
      continue;
    }
    ++result.known;
    result.value = result.value + Interval::at(*found);
    if (*found < least_share) {
      least = i;
      least_share = *found;
    }
    if (explanation != nullptr) explanation->rests_on.push_back({"posts", i});
  }
  if (result.asked == 0) return Measured::not_applicable();
  result.value = result.value * (1 / result.asked);
  if (explanation != nullptr) {
    explanation->why = {
        "why",
        {{"share", Share{result.value}}, {"known", count(result.known)}, {"all", count(result.asked)}}};
    if (least) explanation->would_change.push_back({"least", {{"party", Party{*least}}}});
  }
  return result;
}

/// Share of the indicators that are told by sex.
Measured results_by_sex(const Facts& facts, Parameters, Explanation* explanation) {
  return share_of_indicators(facts, explanation,
                             [](const IndicatorFact& each) { return answer_of(each.by_sex); });
}

/// Share of the indicators that are told by something else: age, disability, place …
Measured results_disaggregated(const Facts& facts, Parameters, Explanation* explanation) {
  return share_of_indicators(facts, explanation,
                             [](const IndicatorFact& each) { return answer_of(each.disaggregated); });
}

/// How far gender equality is an objective: 0 not, 1 a significant one, 2 the principal one.
Measured gender_marker(const Facts& facts, Parameters, Explanation* explanation) {
  constexpr double kPrincipal = 2;
  if (!facts.gender_marker) {
    if (explanation != nullptr) {
      explanation->why = {"unknown", {}};
      explanation->would_change.push_back({"says", {}});
    }
    return {.value = {0, kPrincipal}, .known = 0, .asked = 1};
  }
  const auto marker = std::min<double>(*facts.gender_marker, kPrincipal);
  if (explanation != nullptr) {
    explanation->why = {marker <= 0 ? "no" : marker < kPrincipal ? "significant" : "principal", {}};
    explanation->rests_on.push_back({"gender_marker", {}});
    if (marker < kPrincipal) explanation->would_change.push_back({"could", {}});
  }
  return {.value = Interval::at(marker), .known = 1, .asked = 1};
}

constexpr Measure kOfNonDiscrimination[] = {
    {"employment_policy", Unit::share, true, {}, employment_policy},
    {"complaints_channel", Unit::share, true, {}, complaints_channel},
    {"posts_by_sex", Unit::share, true, {}, posts_by_sex},
    {"parity", Unit::share, true, {}, parity},
    {"results_by_sex", Unit::share, true, {}, results_by_sex},
    {"results_disaggregated", Unit::share, true, {}, results_disaggregated},
    {"gender_marker", Unit::index, true, {}, gender_marker},
};

}  // namespace

extern const Principle kNonDiscrimination{"non_discrimination", "16", kOfNonDiscrimination};

}  // namespace entente::principles
