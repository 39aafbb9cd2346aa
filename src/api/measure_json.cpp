// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/measure_json.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <string>

#include "api/sent.hpp"
#include "api/sent_values.hpp"
#include "base/error.hpp"
#include "base/money.hpp"

namespace entente::api {

namespace {

constexpr std::size_t kLongestFigureSent = 400;  // bytes, as the form takes them
constexpr std::array<std::string_view, 3> kMeasures{"unit", "percentage", "qualitative"};

std::string sent_figure(const boost::json::object& sent, std::string_view name, std::string_view measure) {
  auto figure = trimmed_text(sent_string(sent, name));
  const auto field = "measure." + std::string(name);
  if (figure.size() > kLongestFigureSent)
    throw base::BadInput(field, "is longer than " + std::to_string(kLongestFigureSent) + " bytes",
                         "Shorten it.");
  if (!figure.empty() && measure != "qualitative" && !base::Decimal::parse(figure))
    throw base::BadInput(field, "is no decimal number written as a string",
                         "Write it as \"12.5\", or measure it as qualitative, in words.");
  return figure;
}

}  // namespace

std::optional<model::Result> sent_measure(const registry::Draft& draft, const boost::json::object& sent) {
  const auto* const member = sent.if_contains("measure");
  if (member == nullptr) return std::nullopt;
  if (draft.of)
    throw base::BadInput("measure", "is sent with a change to what is published",
                         "What is published is not measured anew by a change: leave it out.");
  auto result = draft.measure ? draft.measure->value : model::Result();
  auto one = result.indicators.empty() ? model::Indicator() : result.indicators.front();
  result.indicators.clear();
  if (member->is_null()) return result;
  const auto& said = sent_part_of(sent, "measure");
  require_members(said, {"indicator", "measure", "baseline", "target", "by"});
  one.title = sent_text(said, "indicator");
  if (one.title.empty())
    throw base::BadInput("measure.indicator", "is empty", "Say what is counted, or send null for nothing.");
  one.measure = said.contains("measure") ? sent_string(said, "measure") : kMeasures.front();
  if (std::ranges::find(kMeasures, one.measure) == kMeasures.end())
    throw base::BadInput("measure.measure", "is none of a draft", "Say unit, percentage or qualitative.");
  const auto baseline = sent_figure(said, "baseline", one.measure);
  const auto target = sent_figure(said, "target", one.measure);
  const auto by = sent_day(said, "by");
  one.baselines.clear();
  one.periods.clear();
  if (!baseline.empty()) one.baselines.emplace_back().figure.value = baseline;
  if (!target.empty() || by) {
    auto& period = one.periods.emplace_back();
    period.end = by;
    if (!target.empty()) period.targets.emplace_back().value = target;
  }
  result.title = one.title;
  result.kind = "outcome";
  result.indicators.push_back(std::move(one));
  return result;
}

}  // namespace entente::api
