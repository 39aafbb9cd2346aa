// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Transparency (62/211, ¶6, ¶8, ¶17): what is disclosed, whether machines can read it, how fresh it is, and
// how late the reports came.
#include <algorithm>
#include <array>
#include <bit>

#include "principles/formulas.hpp"
#include "principles/principles.hpp"
#include "principles/shares.hpp"

namespace entente::principles {

namespace {

// In the order of Disclosed.
constexpr std::array<std::string_view, kDisclosable> kNotDisclosed{
    "no_purpose",    "no_goals",   "no_places",   "no_parties",   "no_governance",
    "no_dates",      "no_budget",  "no_contacts", "no_agreement", "no_commitments",
    "no_deliveries", "no_results", "no_reports",  "no_documents", "no_website"};

/// Share of the things that can be disclosed. What is not public is known not to be.
Measured disclosed_things(const Facts& facts, Parameters, Explanation* explanation) {
  constexpr double kAll = kDisclosable;
  const auto disclosed = facts.disclosed & ((1U << kDisclosable) - 1);
  const double shown = std::popcount(disclosed);
  if (explanation != nullptr) {
    explanation->why = {
        "why", {{"share", Share{Interval::at(shown / kAll)}}, {"done", count(shown)}, {"all", count(kAll)}}};
    explanation->rests_on.push_back({"disclosed", {}});
    for (std::size_t i = 0; i < kDisclosable; ++i)
      if ((disclosed >> i & 1) == 0) explanation->would_change.push_back({kNotDisclosed[i], {}});
  }
  return {.value = Interval::at(shown / kAll), .known = kAll, .asked = kAll};
}

Measured machine_readable(const Facts& facts, Parameters, Explanation* explanation) {
  return share_of_tally(facts.structured, explanation, "structured");
}

/// What is left of the worth of the newest word, half of which is lost in each half-life.
Measured fresh(const Facts& facts, Parameters parameters, Explanation* explanation) {
  if (!facts.changed) return not_known({0, 1}, explanation);
  const auto left = Interval::at(discounted(facts.day - *facts.changed, parameters[0]));
  if (explanation != nullptr) {
    explanation->why = {"why", {{"day", OnDay{*facts.changed}}, {"share", Share{left}}}};
    explanation->rests_on.push_back({"changed", {}});
    if (left.low < 1) explanation->would_change.push_back({"renew", {}});
  }
  return {.value = left, .known = 1, .asked = 1};
}

/// Mean days by which the reports came after they were due; one that has not come is late to this day.
Measured days_late(const Facts& facts, Parameters, Explanation* explanation) {
  Measured result;
  double days = 0;
  for (const auto& report : facts.reports) {
    if (!report.sent && report.due >= facts.day) continue;
    ++result.asked;
    const auto late = std::max(0, report.sent.value_or(facts.day) - report.due);
    days += late;
    if (explanation != nullptr && !report.sent)
      explanation->would_change.push_back({"overdue", {{"day", OnDay{report.due}}, {"count", count(late)}}});
  }
  if (result.asked == 0) return Measured::not_applicable();
  result.known = result.asked;
  result.value = Interval::at(days / result.asked);
  if (explanation != nullptr) {
    explanation->why = {"why", {{"number", Number{result.value, 0}}, {"all", count(result.asked)}}};
    explanation->rests_on.push_back({"reports", {}});
  }
  return result;
}

constexpr Parameter kFreshParameters[] = {{"half_life_days", 1, 36'500}};

constexpr Measure kTransparencyMeasures[] = {
    {"disclosed", Unit::share, true, {}, disclosed_things},
    {"structured", Unit::share, true, {}, machine_readable},
    {"freshness", Unit::share, true, kFreshParameters, fresh},
    {"days_late", Unit::days, false, {}, days_late},
};

}  // namespace

extern const Principle kTransparency{"transparency", "6, 8, 17", kTransparencyMeasures};

}  // namespace entente::principles
