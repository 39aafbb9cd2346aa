// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/results.hpp"

#include <optional>
#include <utility>

#include "exchange/iati/codes.hpp"
#include "exchange/iati/documents.hpp"
#include "exchange/iati/goals.hpp"
#include "model/published_limits.hpp"

namespace entente::exchange::iati {

namespace {

/// A list of indicators, or of results, that holds it.
void read_reference(const Element& element, const char* uri, std::vector<model::Reference>& into) {
  model::Reference reference;
  reference.vocabulary = element.attribute("vocabulary");
  reference.code = element.attribute("code");
  reference.uri = element.attribute(uri);
  if (into.size() >= model::kMostReferences || !model::fits(reference)) return;
  element.take();
  into.push_back(std::move(reference));
}

/// A baseline's, target's or actual's value with what is said about it.
model::Figure read_figure(const Element& element) {
  element.take();
  model::Figure figure;
  figure.value = element.attribute("value");
  element.each([&](const Element& child) {
    if (child.name() == "dimension") {
      child.take();
      figure.dimensions.push_back(
          {std::string(child.attribute("name")), std::string(child.attribute("value"))});
    } else if (child.name() == "comment" && figure.comment.empty()) {
      child.take();
      figure.comment = child.narratives();
    } else if (child.name() == "location" && figure.locations.size() < model::kMostReferences) {
      if (auto ref = child.short_attribute("ref"); !ref.empty()) {
        child.take();
        figure.locations.push_back(std::move(ref));
      }
    } else if (child.name() == "document-link") {
      read_documents(child, figure.documents);
    }
  });
  return figure;
}

model::Baseline read_baseline(const Element& element) {
  model::Baseline baseline;
  baseline.date = element.date();
  if (!baseline.date) baseline.date = element.date("year");
  baseline.figure = read_figure(element);
  return baseline;
}

model::Period read_period(const Element& element) {
  element.take();
  model::Period period;
  element.each([&](const Element& child) {
    const auto name = child.name();
    if (name == "period-start" && !period.start) {
      if ((period.start = child.date())) child.take();
    } else if (name == "period-end" && !period.end) {
      if ((period.end = child.date())) child.take();
    } else if (name == "target") {
      period.targets.push_back(read_figure(child));
    } else if (name == "actual") {
      period.actuals.push_back(read_figure(child));
    }
  });
  return period;
}

model::Indicator read_indicator(const Element& element, std::vector<model::Goal>& goals) {
  element.take();
  model::Indicator indicator;
  indicator.measure = ours(kMeasure, element.attribute("measure"));
  if (const auto direction = ours(kAscending, element.attribute("ascending")); !direction.empty())
    indicator.direction = direction;
  indicator.aggregated = ours(kAggregation, element.attribute("aggregation-status"));
  element.each([&](const Element& child) {
    const auto name = child.name();
    if (name == "title" && indicator.title.empty()) {
      child.take();
      indicator.title = child.narratives();
    } else if (name == "description" && indicator.description.empty()) {
      child.take();
      indicator.description = child.narratives();
    } else if (name == "reference") {
      auto goal =
          child.attribute("vocabulary") == kSdgIndicator ? read_goal(child, "indicator") : std::nullopt;
      if (goal)
        goals.push_back(std::move(*goal));
      else
        read_reference(child, "indicator-uri", indicator.references);
    } else if (name == "document-link") {
      read_documents(child, indicator.documents);
    } else if (name == "baseline") {
      indicator.baselines.push_back(read_baseline(child));
    } else if (name == "period") {
      indicator.periods.push_back(read_period(child));
    }
  });
  return indicator;
}

}  // namespace

model::Result read_result(const Element& element, std::vector<model::Goal>& goals) {
  element.take();
  model::Result result;
  if (const auto kind = ours(kResultType, element.attribute("type")); !kind.empty()) result.kind = kind;
  result.aggregated = ours(kAggregation, element.attribute("aggregation-status"));
  element.each([&](const Element& child) {
    const auto name = child.name();
    if (name == "title" && result.title.empty()) {
      child.take();
      result.title = child.narratives();
    } else if (name == "description" && result.description.empty()) {
      child.take();
      result.description = child.narratives();
    } else if (name == "reference") {
      read_reference(child, "vocabulary-uri", result.references);
    } else if (name == "document-link") {
      read_documents(child, result.documents);
    } else if (name == "indicator") {
      result.indicators.push_back(read_indicator(child, goals));
    }
  });
  return result;
}

}  // namespace entente::exchange::iati
