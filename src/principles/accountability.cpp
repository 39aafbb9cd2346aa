// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Accountability (62/211, ¶6, ¶8): reports come when they are due, each promise has somebody who answers for
// it, and what was recommended, raised or changed is answered.
#include "principles/formulas.hpp"
#include "principles/principles.hpp"
#include "principles/shares.hpp"

namespace entente::principles {

namespace {

/// Lower end of Wilson's interval for the share of the reports that came on time: few reports, however
/// punctual, show less than many. A report that is not due yet, or still within its days of grace, counts
/// once it has come.
Measured reports_on_time(const Facts& facts, Parameters parameters, Explanation* explanation) {
  const auto grace = parameters[0], quantile = parameters[1];
  Measured result;
  double on_time = 0;
  for (const auto& report : facts.reports) {
    const auto last = report.due + grace;
    if (!report.sent && last >= facts.day) continue;
    ++result.asked;
    if (report.sent && *report.sent <= last) ++on_time;
    if (explanation != nullptr && !report.sent)
      explanation->would_change.push_back({"overdue", {{"day", OnDay{report.due}}}});
  }
  if (result.asked == 0) return Measured::not_applicable();
  result.known = result.asked;
  result.value = Interval::at(wilson(on_time, result.asked, quantile).low);
  if (explanation != nullptr) {
    explanation->why = {
        "why", {{"share", Share{result.value}}, {"done", count(on_time)}, {"all", count(result.asked)}}};
    explanation->rests_on.push_back({"reports", {}});
  }
  return result;
}

Measured owned_commitments(const Facts& facts, Parameters, Explanation* explanation) {
  return share_of_tally(facts.owned_commitments, explanation, "owned_commitments");
}

Measured recommendations_closed(const Facts& facts, Parameters, Explanation* explanation) {
  return share_of_tally(facts.recommendations, explanation, "recommendations");
}

Measured concerns_answered(const Facts& facts, Parameters, Explanation* explanation) {
  return share_of_tally(facts.concerns, explanation, "concerns");
}

Measured explained_revisions(const Facts& facts, Parameters, Explanation* explanation) {
  return share_of_tally(facts.revisions, explanation, "revisions");
}

constexpr Parameter kOnTimeParameters[] = {{"grace_days", 0, 366}, {"quantile", 0, 6}};

constexpr Measure kAccountabilityMeasures[] = {
    {"reports_on_time", Unit::share, true, kOnTimeParameters, reports_on_time},
    {"owned_commitments", Unit::share, true, {}, owned_commitments},
    {"recommendations_closed", Unit::share, true, {}, recommendations_closed},
    {"concerns_answered", Unit::share, true, {}, concerns_answered},
    {"explained_revisions", Unit::share, true, {}, explained_revisions},
};

}  // namespace

extern const Principle kAccountability{"accountability", "6, 8", kAccountabilityMeasures};

}  // namespace entente::principles
