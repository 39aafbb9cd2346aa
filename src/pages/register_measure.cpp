// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/register_measure.hpp"

#include <array>
#include <utility>

#include "http/form.hpp"
#include "pages/page.hpp"
#include "pages/record_views.hpp"
#include "pages/register_fields.hpp"
#include "pages/typed_number.hpp"
#include "pages/typed_text.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kMostIndicator = 2'000, kMostFigureTyped = 400;  // bytes
constexpr std::string_view kUnit = "unit", kPercentage = "percentage", kInWords = "qualitative";

/// A figure as it is kept, and how it is measured.
struct ReadFigure {
  std::string value;
  std::string_view measure;
};

ReadFigure read_figure(const std::string& typed, std::string_view language) {
  const bool percent = typed.ends_with('%');
  auto number = percent ? typed.substr(0, typed.size() - 1) : typed;
  while (number.ends_with(' ')) number.pop_back();
  const auto read = typed_number(number, language);
  if (!read) return {typed, kInWords};
  return {read->str(), percent ? kPercentage : kUnit};
}

std::string figure_to_type(const model::Figure& figure, std::string_view measure, std::string_view language) {
  const auto number = measure == kInWords ? std::nullopt : base::Decimal::parse(figure.value);
  if (!number) return figure.value;
  return number_to_type(*number, language) + (measure == kPercentage ? "%" : "");
}

const model::Indicator* indicator_of(const DraftMeasure& measure) {
  return measure && !measure->value.indicators.empty() ? &measure->value.indicators.front() : nullptr;
}

std::string baseline_of(const model::Indicator& one, std::string_view language) {
  return one.baselines.empty() ? std::string()
                               : figure_to_type(one.baselines.front().figure, one.measure, language);
}

std::string target_of(const model::Indicator& one, std::string_view language) {
  return one.periods.empty() || one.periods.front().targets.empty()
             ? std::string()
             : figure_to_type(one.periods.front().targets.front(), one.measure, language);
}

std::optional<base::PartialDate> day_of_target(const model::Indicator& one) {
  return one.periods.empty() ? std::nullopt : one.periods.front().end;
}

/// What was typed of the figures; both are in words where one is.
void put_figures(model::Indicator& one, const std::string& baseline, const std::string& target,
                 const std::optional<base::PartialDate>& by, std::string_view language) {
  auto from = read_figure(baseline, language), to = read_figure(target, language);
  one.measure = baseline.empty() ? to.measure : from.measure;
  if (!baseline.empty() && !target.empty() && from.measure != to.measure) {
    one.measure = kInWords;
    from.value = baseline;
    to.value = target;
  }
  one.baselines.clear();
  one.periods.clear();
  if (!baseline.empty()) one.baselines.emplace_back().figure.value = from.value;
  if (target.empty() && !by) return;
  auto& period = one.periods.emplace_back();
  period.end = by;
  if (!target.empty()) period.targets.emplace_back().value = to.value;
}

}  // namespace

void add_measure_fields(http::Parameters& fields, const DraftMeasure& measure, std::string_view language) {
  const auto* one = indicator_of(measure);
  if (one == nullptr) return;
  const auto by = day_of_target(*one);
  fields.emplace_back("indicator", value_in(one->title, language));
  fields.emplace_back("baseline", baseline_of(*one, language));
  fields.emplace_back("target", target_of(*one, language));
  fields.emplace_back("target_day", by ? by->str() : std::string());
}

std::string put_measure(model::Result& result, const http::Parameters& typed, std::string_view language) {
  const auto indicator = typed_lines(typed, "indicator"), baseline = typed_lines(typed, "baseline"),
             target = typed_lines(typed, "target"), day = typed_lines(typed, "target_day");
  if (indicator.size() > kMostIndicator || baseline.size() > kMostFigureTyped ||
      target.size() > kMostFigureTyped)
    return "part.fault.long";
  const auto by = day.empty() || day.size() > 10 ? std::nullopt : base::PartialDate::parse(day);
  if (!day.empty() && !by) return "promise.fault.day";
  auto one = result.indicators.empty() ? model::Indicator() : result.indicators.front();
  one.title = with_value(one.title, language, indicator);
  if (one.title.empty() && !(baseline.empty() && target.empty() && day.empty()))
    return "registering.fault.indicator";
  result.title = one.title;
  result.kind = "outcome";
  result.indicators.clear();
  if (one.title.empty()) return {};
  put_figures(one, baseline, target, by, language);
  result.indicators.push_back(std::move(one));
  return {};
}

View measure_fields_view(const http::Parameters& typed) {
  View view;
  view["indicator"] = View(http::value_of(typed, "indicator"));
  view["baseline"] = View(http::value_of(typed, "baseline"));
  view["target"] = View(http::value_of(typed, "target"));
  view["target_day"] = View(http::value_of(typed, "target_day"));
  return view;
}

void add_measure_facts(View& facts, const DraftMeasure& measure, const base::Messages& messages) {
  const auto language = messages.language();
  const model::Indicator none;
  const auto* known = indicator_of(measure);
  const auto& one = known == nullptr ? none : *known;
  facts.push_back(fact(messages.get("registering.field.indicator"), text_view(one.title, language)));
  facts.push_back(fact(messages.get("registering.field.baseline"), baseline_of(one, language)));
  facts.push_back(fact(messages.get("registering.field.target"), target_of(one, language)));
  facts.push_back(fact(messages.get("registering.field.by"), day_of_target(one), messages));
}

}  // namespace entente::pages
