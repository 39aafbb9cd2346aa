// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Sustainability (62/211, ¶8): money for long enough, from more than one giver and in the end from where the
// work is, and a thought for what stays.
#include <algorithm>
#include <cmath>

#include "principles/funding.hpp"
#include "principles/principles.hpp"
#include "principles/shares.hpp"
#include "principles/statements.hpp"

namespace entente::principles {

namespace {

bool has_ended(const Facts& facts) {
  return facts.ended && *facts.ended <= facts.day;
}

/// Months for which there is money. More than the longest that is counted are as good as that.
Measured runway(const Facts& facts, Parameters parameters, Explanation* explanation) {
  if (has_ended(facts)) return Measured::not_applicable();
  const auto longest = parameters[0];
  Measured result{.value = {0, longest}, .known = 0, .asked = 1};
  if (facts.runway_months) {
    result.value = Interval::at(std::clamp(*facts.runway_months, 0.0, longest));
    result.known = 1;
  }
  if (explanation == nullptr) return result;

  if (result.known == 0) {
    explanation->why = {"unknown", {}};
    explanation->would_change.push_back({"says", {}});
    return result;
  }
  explanation->why = {"why", {{"count", count(std::floor(*facts.runway_months))}}};
  explanation->rests_on.push_back({"runway_months", {}});
  if (result.value.low < longest) explanation->would_change.push_back({"could", {}});
  return result;
}

/// Share of the cost that comes back each year that is carried where the work is.
Measured local_recurrent(const Facts& facts, Parameters, Explanation* explanation) {
  if (has_ended(facts)) return Measured::not_applicable();
  return one_share(facts.local_recurrent, 1, explanation, "local_recurrent");
}

Measured spread_of_funders(const Facts& facts, Parameters, Explanation* explanation) {
  return concentration_of_funders(facts, explanation);
}

/// Whether it is written down how the partnership ends or is handed over.
Measured exit_plan(const Facts& facts, Parameters, Explanation* explanation) {
  if (has_ended(facts)) return Measured::not_applicable();
  return one_answer(facts.exit_plan, explanation, "exit_plan");
}

/// Whether what was achieved is kept, asked once the partnership has ended.
Measured outcome_kept(const Facts& facts, Parameters, Explanation* explanation) {
  if (!has_ended(facts)) return Measured::not_applicable();
  return one_answer(facts.outcome_kept, explanation, "outcome_kept");
}

constexpr Parameter kOfRunway[] = {{"longest_months", 1, 600}};
constexpr Measure kOfSustainability[] = {
    {"runway", Unit::months, true, kOfRunway, runway},
    {"local_recurrent", Unit::share, true, {}, local_recurrent},
    {"funder_concentration", Unit::index, false, {}, spread_of_funders},
    {"exit_plan", Unit::share, true, {}, exit_plan},
    {"outcome_kept", Unit::share, true, {}, outcome_kept},
};

}  // namespace

extern const Principle kSustainability{"sustainability", "8", kOfSustainability};

}  // namespace entente::principles
