// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/result_writer.hpp"

#include <algorithm>

#include "exchange/iati/codes.hpp"
#include "exchange/iati/documents.hpp"

namespace entente::exchange::iati {

namespace {

constexpr std::string_view kBaseline = "baseline";

void write_all(const std::vector<model::Document>& documents, XmlText& xml) {
  for (const auto& document : documents) write_document(document, xml);
}

void write_figure(std::string_view name, const model::Figure& figure, XmlText::Attributes attributes,
                  XmlText& xml) {
  // Documents stand before the comment of a baseline, and behind that of another figure.
  const bool baseline = name == kBaseline;
  xml.open(name, attributes);
  for (const auto& ref : figure.locations) xml.empty("location", {{"ref", ref}});
  for (const auto& d : figure.dimensions) xml.empty("dimension", {{"name", d.name}, {"value", d.value}});
  if (baseline) write_all(figure.documents, xml);
  xml.narratives("comment", figure.comment);
  if (!baseline) write_all(figure.documents, xml);
  xml.close();
}

void write_more(const std::vector<model::Document>& documents,
                const std::vector<model::Reference>& references, std::string_view uri, XmlText& xml) {
  write_all(documents, xml);
  for (const auto& r : references)
    xml.empty("reference", {{"vocabulary", r.vocabulary}, {"code", r.code}, {uri, r.uri}});
}

void write_figures(std::string_view name, const std::vector<model::Figure>& figures, XmlText& xml) {
  for (const auto& figure : figures) write_figure(name, figure, {{"value", figure.value}}, xml);
}

std::string day(std::int64_t days) {
  return base::PartialDate::from_days(days).str();
}

void write_indicator(const model::Indicator& indicator, XmlText& xml) {
  const auto measure = theirs(kMeasure, indicator.measure);
  xml.open("indicator", {{"measure", measure},
                         {"ascending", indicator.direction == "down" ? "0" : "1"},
                         {"aggregation-status", theirs(kAggregation, indicator.aggregated)}});
  xml.narratives("title", indicator.title);
  xml.narratives("description", indicator.description);
  write_more(indicator.documents, indicator.references, "indicator-uri", xml);
  for (const auto& baseline : indicator.baselines) {
    if (!baseline.date) continue;
    const bool whole = baseline.date->precision() == base::PartialDate::Precision::day;
    write_figure(kBaseline, baseline.figure,
                 {{"year", std::to_string(baseline.date->year())},
                  {"iso-date", whole ? baseline.date->str() : std::string()},
                  {"value", baseline.figure.value}},
                 xml);
  }
  for (const auto& period : indicator.periods) {
    if (!period.start || !period.end) continue;
    xml.open("period");
    xml.empty("period-start", {{"iso-date", day(period.start->first_day())}});
    xml.empty("period-end", {{"iso-date", day(period.end->last_day())}});
    write_figures("target", period.targets, xml);
    write_figures("actual", period.actuals, xml);
    xml.close();
  }
  xml.close();
}

/// The schema wants a title and a measure of each.
bool can_be_said(const model::Indicator& indicator) {
  return !indicator.title.empty() && !theirs(kMeasure, indicator.measure).empty();
}

}  // namespace

void write_result(const model::Result& result, XmlText& xml) {
  if (result.title.empty() || std::ranges::none_of(result.indicators, can_be_said)) return;
  const auto type = theirs(kResultType, result.kind);
  xml.open("result", {{"type", type.empty() ? "9" : type},
                      {"aggregation-status", theirs(kAggregation, result.aggregated)}});
  xml.narratives("title", result.title);
  xml.narratives("description", result.description);
  write_more(result.documents, result.references, "vocabulary-uri", xml);
  for (const auto& indicator : result.indicators)
    if (can_be_said(indicator)) write_indicator(indicator, xml);
  xml.close();
}

}  // namespace entente::exchange::iati
