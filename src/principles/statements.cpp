// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/statements.hpp"

#include "principles/shares.hpp"

namespace entente::principles {

Measured one_answer(Answer answer, Explanation* explanation, std::string_view fact) {
  const auto known = answer != Answer::unknown;
  if (explanation != nullptr) {
    explanation->why = {answer == Answer::yes ? "yes" : known ? "no" : "unknown", {}};
    if (known) explanation->rests_on.push_back({fact, {}});
    if (answer != Answer::yes) explanation->would_change.push_back({known ? "could" : "says", {}});
  }
  const auto value = answer == Answer::yes ? 1.0 : 0.0;
  return {.value = known ? Interval::at(value) : Interval{0, 1}, .known = known ? 1.0 : 0.0, .asked = 1};
}

Measured one_share(std::optional<double> stated, double best, Explanation* explanation,
                   std::string_view fact) {
  if (!stated) {
    if (explanation != nullptr) {
      explanation->why = {"unknown", {}};
      explanation->would_change.push_back({"says", {}});
    }
    return {.value = {0, 1}, .known = 0, .asked = 1};
  }
  const auto value = clamped(Interval::at(*stated), 0, 1);
  if (explanation != nullptr) {
    explanation->why = {"why", {{"share", Share{value}}}};
    explanation->rests_on.push_back({fact, {}});
    if (value.low != best) explanation->would_change.push_back({"could", {}});
  }
  return {.value = value, .known = 1, .asked = 1};
}

Measured share_of_indicators(const Facts& facts, Explanation* explanation,
                             const std::function<Answer(const IndicatorFact&)>& answer) {
  if (facts.indicators.empty()) return Measured::not_applicable();
  Measured result{.asked = static_cast<double>(facts.indicators.size())};
  double yes = 0;
  for (const auto& each : facts.indicators) {
    const auto said = answer(each);
    if (said != Answer::unknown) ++result.known;
    if (said == Answer::yes) ++yes;
  }
  const auto silent = result.asked - result.known, no = result.known - yes;
  result.value = {yes / result.asked, (yes + silent) / result.asked};
  if (explanation == nullptr) return result;

  explanation->why = {"why",
                      {{"share", Share{result.value}}, {"yes", count(yes)}, {"all", count(result.asked)}}};
  if (result.known > 0) explanation->rests_on.push_back({"indicators", {}});
  if (silent > 0) explanation->would_change.push_back({"says", {{"count", count(silent)}}});
  if (no > 0) explanation->would_change.push_back({"could", {{"count", count(no)}}});
  return result;
}

}  // namespace entente::principles
