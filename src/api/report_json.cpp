// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/report_json.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "api/sent_values.hpp"
#include "api/told.hpp"
#include "base/error.hpp"

namespace entente::api {

namespace {

/// A figure without what its party says of it.
model::ReportedResult asked_figure(model::ReportedResult figure) {
  figure.actual.clear();
  figure.remark = {};
  return figure;
}

/// The mark of the day, and the days on which it changes.
boost::json::object freshness_json(const registry::Freshness& fresh) {
  boost::json::object one{{"light", registry::kLightNames.at(static_cast<std::size_t>(fresh.light))}};
  const auto day = [&](const char* name, const std::optional<base::PartialDate>& date) {
    if (date) one.emplace(name, date->str());
  };
  day("last", fresh.last);
  day("due", fresh.due);
  day("silent", fresh.silent);
  day("dormant", fresh.dormant);
  return one;
}

}  // namespace

boost::json::object own_reporting_json(const registry::OwnReporting& own) {
  boost::json::array appeals;
  for (const auto& appeal : own.appeals) appeals.push_back(held_json(appeal));
  boost::json::object body{{"part", own.part.id.str()},
                           {"partnership", own.part.value.partnership.str()},
                           {"partnership_title", text_json(own.partnership)},
                           {"confirmed", own.confirmed},
                           {"reporting", freshness_json(own.freshness)},
                           {"start", record_json(own.open ? own.open->value : own.start)},
                           {"appeals", std::move(appeals)}};
  if (own.open) body.emplace("open", held_json(*own.open));
  if (own.rhythm) body.emplace("rhythm", held_json(*own.rhythm));
  return body;
}

boost::json::object place_json(const registry::ReportPlace& place) {
  boost::json::object one{{"part", place.part.str()},
                          {"partnership", place.partnership.str()},
                          {"organisation", place.organisation.str()},
                          {"partnership_title", text_json(place.title)},
                          {"reporting", freshness_json(place.freshness)}};
  if (!place.state.empty()) one.emplace("open", place.state);
  return one;
}

template <class T>
boost::json::object told_json(const registry::Told<T>& told) {
  auto one = held_json(told.held);
  one.emplace("partnership_title", text_json(told.partnership));
  one.emplace("organisation_name", text_json(told.organisation));
  one.emplace("own", told.own);
  return one;
}
template boost::json::object told_json(const registry::Told<model::Report>&);
template boost::json::object told_json(const registry::Told<model::Appeal>&);

model::Report sent_report(const registry::OwnReporting& own, const boost::json::object& sent) {
  const bool correcting = own.open && own.open->value.corrects;
  auto fields = sent;
  if (correcting) fields.erase("reason");
  auto report = sent_record<model::Report>(
      std::move(fields), {"start", "end", "delivered", "results", "difficulties", "lessons"},
      {"partnership", "organisation"});
  if (correcting)
    report.reason = sent.contains("reason") ? sent_text(sent, "reason") : own.open->value.reason;
  auto figures = (own.open ? own.open->value : own.start).results;
  for (auto& figure : figures) figure = asked_figure(std::move(figure));
  std::vector<bool> said(figures.size());
  for (std::size_t i = 0; i < report.results.size(); ++i) {
    const auto asked = asked_figure(report.results[i]);
    std::size_t at = 0;
    while (at < figures.size() && (said[at] || figures[at] != asked)) ++at;
    if (at == figures.size())
      throw base::BadInput("results[" + std::to_string(i) + "]",
                           "is none of the figures that the report asks for",
                           "Send those of 'start', with 'actual' and 'remark' filled in.");
    said[at] = true;
    figures[at].actual = trimmed_text(report.results[i].actual);
    figures[at].remark = trimmed_text(report.results[i].remark);
  }
  report.results = std::move(figures);
  return report;
}

}  // namespace entente::api
