// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/assess.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "principles/facts_bytes.hpp"

namespace entente::principles {

namespace {

/// Of one value of a measure.
Status status_at(double value, const Measure& measure, const MeasureRule& rule) {
  const auto reaches = [&](double threshold) {
    return measure.more_is_better ? value >= threshold : value <= threshold;
  };
  if (reaches(rule.met)) return Status::met;
  return reaches(rule.partly) ? Status::partly : Status::not_met;
}

/// The worst and the best that it can be.
std::pair<Status, Status> range_of(const Measured& measured, const Measure& measure,
                                   const MeasureRule& rule) {
  const auto [worst, best] = measure.more_is_better ? std::pair{measured.value.low, measured.value.high}
                                                    : std::pair{measured.value.high, measured.value.low};
  return {status_at(worst, measure, rule), status_at(best, measure, rule)};
}

double points_of(Status status) {
  return status == Status::met ? 1 : status == Status::partly ? 0.5 : 0;
}

Status agreed(Status worst, Status best) {
  return worst == best ? worst : Status::not_enough_evidence;
}

const Exception* exception_for(const Facts& facts, const Policy& policy, const Principle& principle,
                               const Measure& measure) {
  for (const auto& each : policy.exceptions) {
    if (each.principle != principle.name || each.measure != measure.name) continue;
    const auto place = each.vocabulary == "kind"    ? facts.kind
                       : each.vocabulary == "level" ? facts.level
                                                    : facts.status;
    if (place == each.place) return &each;
  }
  return nullptr;
}

/// The measures of one principle, added up as they come.
class Adding {
 public:
  explicit Adding(const PrincipleRule& rule) : rule_(rule) {}

  /// Returns the status of the measure.
  Status add(const Measure& measure, const MeasureRule& rule, const Measured& measured) {
    const auto [worst, best] = range_of(measured, measure, rule);
    weight_ += rule.weight;
    points_ = points_ + Interval{points_of(worst), points_of(best)} * rule.weight;
    known_ += measured.known;
    asked_ += measured.asked;
    if (rule.hard && worst == Status::not_met) fails_at_worst_ = true;
    if (rule.hard && best == Status::not_met) fails_at_best_ = true;
    return agreed(worst, best);
  }

  Interval points() const { return weight_ > 0 ? points_ * (1 / weight_) : Interval{}; }
  double known() const { return asked_ > 0 ? known_ / asked_ : 1; }
  Status status() const {
    if (weight_ <= 0) return Status::not_applicable;
    return agreed(fails_at_worst_ ? Status::not_met : status_at_share(points().low),
                  fails_at_best_ ? Status::not_met : status_at_share(points().high));
  }

 private:
  Status status_at_share(double share) const {
    constexpr double kRounding = 1e-9;  // sums of weights are no whole numbers
    if (share + kRounding >= rule_.met) return Status::met;
    return share + kRounding >= rule_.partly ? Status::partly : Status::not_met;
  }

  const PrincipleRule& rule_;
  Interval points_;
  double weight_ = 0, known_ = 0, asked_ = 0;
  bool fails_at_worst_ = false, fails_at_best_ = false;
};

PrincipleResult result_of(const Facts& facts, const Policy& policy, const Principle& principle,
                          const PrincipleRule& rule, Explain explain) {
  PrincipleResult result{.principle = &principle, .rule = &rule, .measures = {}};
  Adding sum(rule);
  for (std::size_t i = 0; i < principle.measures.size(); ++i) {
    const auto& measure = principle.measures[i];
    const auto& each = rule.measures.at(i);
    if (!each.used) continue;
    MeasureResult of{
        .measure = &measure, .rule = &each, .measured = Measured::not_applicable(), .explanation = {}};
    of.exception = exception_for(facts, policy, principle, measure);
    if (of.exception == nullptr)
      of.measured =
          measure.measure(facts, each.parameters, explain == Explain::yes ? &of.explanation : nullptr);
    if (of.measured.applies) of.status = sum.add(measure, each, of.measured);
    result.measures.push_back(std::move(of));
  }
  result.status = sum.status();
  result.points = sum.points();
  result.known = sum.known();
  return result;
}

}  // namespace

std::string_view name_of(Status status) {
  static constexpr std::array<std::string_view, kStatuses> kNames{"met", "partly", "not_met",
                                                                  "not_enough_evidence", "not_applicable"};
  return kNames.at(static_cast<std::size_t>(status));
}

std::vector<PrincipleResult> assess(const Facts& facts, const Policy& policy, const Profile& profile,
                                    Explain explain) {
  std::vector<PrincipleResult> results;
  const auto all = principles();
  for (std::size_t i = 0; i < all.size(); ++i)
    results.push_back(result_of(facts, policy, *all[i], profile.principles.at(i), explain));
  return results;
}

std::vector<Status> statuses(const Facts& facts, const Policy& policy, const Profile& profile) {
  std::vector<Status> all;
  for (const auto& each : assess(facts, policy, profile, Explain::no)) all.push_back(each.status);
  return all;
}

base::Sha256 hash_of_inputs(const Facts& facts, const Policy& policy, const Profile& profile) {
  std::string inputs(reinterpret_cast<const char*>(policy.hash.data()), policy.hash.size());
  inputs += profile.key;
  inputs += '\0';
  inputs += bytes_of(facts);
  return base::sha256(inputs);
}

Composite composite_of(const std::vector<PrincipleResult>& results) {
  Composite composite;
  Interval sum, even;
  double weights = 0, count = 0;
  for (const auto& each : results) {
    if (each.status == Status::not_applicable) continue;
    sum = sum + each.points * each.rule->weight;
    even = even + each.points;
    weights += each.rule->weight;
    composite.any_weights = count == 0 ? each.points
                                       : Interval{std::min(composite.any_weights.low, each.points.low),
                                                  std::max(composite.any_weights.high, each.points.high)};
    ++count;
  }
  if (weights > 0) composite.value = sum * (1 / weights);
  if (count > 0) composite.even = even * (1 / count);
  return composite;
}

}  // namespace entente::principles
