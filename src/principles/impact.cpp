// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Impact (62/211, ¶8, ¶14): what the results show, how far it is attested, how many are reached, and whether
// harm is spoken of.
#include <algorithm>
#include <cmath>
#include <vector>

#include "principles/principles.hpp"
#include "principles/shares.hpp"
#include "principles/statements.hpp"

namespace entente::principles {

namespace {

/// The parameters of progress, in their order.
constexpr Parameter kOfProgress[] = {
    {"claims_count_to", 0, 1}, {"full_from_level", 1, 5}, {"young_days", 0, 3650}};

/// How much progress counts at most, attested as it is: from a claim's part in even steps up to all of it.
double attested_cap(std::uint8_t attested, Parameters parameters) {
  const auto step = std::min(1.0, attested / parameters[1]);
  return parameters[0] + (1 - parameters[0]) * step;
}

/// It began so few days ago that results are not asked for yet.
bool is_young(const Facts& facts, double days) {
  return facts.began && facts.day - *facts.began < days;
}

/// Mean progress of the indicators of which it is so, each from 0 to what its attestation allows. Where there
/// is none, nothing is known.
template <class Counts>
Measured progress(const Facts& facts, Parameters parameters, Explanation* explanation, Counts counts) {
  if (is_young(facts, parameters[2])) return Measured::not_applicable();
  Measured result;
  double capped = 0, backwards = 0;
  for (const auto& each : facts.indicators) {
    if (!counts(each.level)) continue;
    ++result.asked;
    const auto cap = attested_cap(each.attested, parameters);
    if (!each.progress) {
      result.value = result.value + Interval{0, cap};
      continue;
    }
    ++result.known;
    result.value = result.value + Interval::at(std::clamp(*each.progress, 0.0, cap));
    if (*each.progress > cap && cap < 1) ++capped;
    if (*each.progress < 0) ++backwards;
  }
  const auto silent = result.asked - result.known;
  if (result.asked > 0)
    result.value = result.value * (1 / result.asked);
  else
    result = {.value = {0, 1}, .known = 0, .asked = 1};
  if (explanation == nullptr) return result;

  if (result.known == 0 && silent == 0) {
    explanation->why = {"none", {}};
    explanation->would_change.push_back({"add", {}});
    return result;
  }
  explanation->why = {
      "why", {{"share", Share{result.value}}, {"known", count(result.known)}, {"all", count(result.asked)}}};
  if (result.known > 0) explanation->rests_on.push_back({"indicators", {}});
  if (silent > 0) explanation->would_change.push_back({"says", {{"count", count(silent)}}});
  if (capped > 0) explanation->would_change.push_back({"attest", {{"count", count(capped)}}});
  if (backwards > 0) explanation->would_change.push_back({"backwards", {{"count", count(backwards)}}});
  return result;
}

Measured output_progress(const Facts& facts, Parameters parameters, Explanation* explanation) {
  return progress(facts, parameters, explanation,
                  [](ResultLevel level) { return level == ResultLevel::output; });
}

Measured outcome_progress(const Facts& facts, Parameters parameters, Explanation* explanation) {
  return progress(facts, parameters, explanation, [](ResultLevel level) {
    return level == ResultLevel::outcome || level == ResultLevel::impact;
  });
}

/// What is known of the sets of people reached, and of those whom it is for, before how far they overlap.
struct Reached {
  double most = 0, sum = 0;  ///< the largest that is reached at least, and all that may be reached
  double missed = 0;         ///< of those whom it is for, not reached at worst
  double population = 0;     ///< the largest at least
  bool is_endless = false;   ///< some may be for any number of people
  double entries = 0, known = 0;
};

Reached reached_by(const std::vector<ReachFact>& reach) {
  Reached all;
  for (const auto& each : reach) {
    if (each.population && *each.population <= 0) continue;
    ++all.entries;
    all.known += (each.people ? 1 : 0) + (each.population ? 1 : 0);
    // More cannot be reached than there are; where the number is not said, there may be any.
    const auto population = each.population.value_or(each.people.value_or(INFINITY));
    const auto people = std::min(each.people.value_or(0), population);
    all.most = std::max(all.most, people);
    all.sum += each.people ? people : population;
    all.missed += each.population ? population - people : 0;
    if (each.population || each.people) all.population = std::max(all.population, population);
    all.is_endless = all.is_endless || !each.population;
  }
  return all;
}

/// The share of those whom it is for that is reached. Who is reached by two activities is not counted twice
/// where it is not known who that is: the bounds are those of Frechet (1935) for unions of sets, at worst
/// with one set of people reached that holds all the others, at best with no one in two of them.
Measured reach(const Facts& facts, Parameters, Explanation* explanation) {
  const auto all = reached_by(facts.reach);
  if (all.entries == 0) return Measured::not_applicable();
  const auto overlaps = all.entries > 1;
  Measured result{.known = all.known, .asked = 2 * all.entries + (overlaps ? 1 : 0)};
  if (!all.is_endless) result.value.low = all.most / (all.most + all.missed);
  result.value.high =
      std::isfinite(all.sum) && all.population > 0 ? std::min(1.0, all.sum / all.population) : 1;
  if (explanation == nullptr) return result;

  explanation->why = {"why", {{"share", Share{result.value}}, {"count", count(all.entries)}}};
  if (all.known > 0) explanation->rests_on.push_back({"reach", {}});
  const auto silent = 2 * all.entries - all.known;
  if (silent > 0) explanation->would_change.push_back({"says", {{"count", count(silent)}}});
  if (overlaps) explanation->would_change.push_back({"overlap", {}});
  return result;
}

/// Whether negative effects are stated, or said to be none.
Measured negative_effects(const Facts& facts, Parameters, Explanation* explanation) {
  return one_answer(facts.negative_effects, explanation, "negative_effects");
}

constexpr Measure kOfImpact[] = {
    {"output_progress", Unit::share, true, kOfProgress, output_progress},
    {"outcome_progress", Unit::share, true, kOfProgress, outcome_progress},
    {"reach", Unit::share, true, {}, reach},
    {"negative_effects", Unit::share, true, {}, negative_effects},
};

}  // namespace

extern const Principle kImpact{"impact", "8, 14", kOfImpact};

}  // namespace entente::principles
