// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/scorecard_forms.hpp"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <cmath>
#include <sstream>
#include <utility>
#include <vector>

#include "base/hash.hpp"
#include "exchange/csv/csv_writer.hpp"
#include "registry/finding_words.hpp"

namespace entente::registry {

namespace {

namespace json = boost::json;

constexpr std::size_t kMostSaid = 20;  // sentences of one measure on what would change it

std::string number_text(double value) {
  return fmt::format("{:.6g}", value + 0.0);
}

json::value text(std::string_view value) {
  return json::value(json::string(value));
}

json::object interval_json(principles::Interval value) {
  // Rounded as they are shown: what is finer is the machine's, not the record's.
  const auto rounded = [](double each) { return std::round(each * 1e6) / 1e6; };
  return {{"low", rounded(value.low)}, {"high", rounded(value.high)}};
}

json::object measure_json(const Scorecard& card, const principles::Principle& principle,
                          const principles::MeasureResult& result, const base::Messages& messages) {
  const auto said = [&](const principles::Said& each) {
    return text(said_words(principle, *result.measure, each, card.facts, messages));
  };
  json::object measure{{"measure", text(result.measure->name)},
                       {"name", text(measure_name(principle, *result.measure, messages))},
                       {"status", text(name_of(result.status))},
                       {"hard", result.rule->hard}};
  if (result.exception != nullptr)
    measure["exception"] = text(result.exception->reason.str(messages.language()));
  if (!result.measured.applies) return measure;
  measure["value"] = interval_json(result.measured.value);
  measure["met"] = result.rule->met;
  measure["partly"] = result.rule->partly;
  measure["more_is_better"] = result.measure->more_is_better;
  measure["known"] = result.measured.known;
  measure["asked"] = result.measured.asked;
  measure["explanation"] = said(result.explanation.why);
  json::array changes;
  for (const auto& each : result.explanation.would_change) {
    if (changes.size() == kMostSaid) break;
    changes.push_back(said(each));
  }
  measure["would_change"] = std::move(changes);
  json::array evidence;
  for (const auto& each : card.evidence(result)) {
    json::object one{
        {"record", text(each.record.str())}, {"version", each.version}, {"type", text(each.type)}};
    if (!each.field.empty()) one["field"] = text(each.field);
    evidence.push_back(std::move(one));
  }
  measure["evidence"] = std::move(evidence);
  return measure;
}

}  // namespace

std::string scorecard_json(const Scorecard& card, const principles::Policy& policy,
                           const principles::Profile& profile, const base::Messages& messages) {
  json::array all;
  for (const auto& result : card.principles) {
    json::object one{{"principle", text(result.principle->name)},
                     {"name", text(principle_name(*result.principle, messages))},
                     {"clause", text(result.principle->clause)},
                     {"status", text(name_of(result.status))}};
    if (result.status != principles::Status::not_applicable) {
      one["points"] = interval_json(result.points);
      one["met"] = result.rule->met;
      one["partly"] = result.rule->partly;
      one["known"] = std::round(result.known * 1e6) / 1e6;
    }
    json::array measures;
    for (const auto& each : result.measures)
      measures.push_back(measure_json(card, *result.principle, each, messages));
    one["measures"] = std::move(measures);
    all.push_back(std::move(one));
  }
  json::object whole{{"partnership", text(card.partnership.str())},
                     {"version", card.version},
                     {"title", text(card.title.str(messages.language()))},
                     {"day", text(base::PartialDate::from_days(card.day).str())},
                     {"policy", json::object{{"version", text(policy.version)},
                                             {"hash", text(base::hex(policy.hash))},
                                             {"profile", text(profile.key)}}},
                     {"inputs", text(base::hex(card.inputs))},
                     {"principles", std::move(all)}};
  if (policy.composite) {
    const auto composite = principles::composite_of(card.principles);
    whole["composite"] = json::object{{"value", interval_json(composite.value)},
                                      {"even", interval_json(composite.even)},
                                      {"any_weights", interval_json(composite.any_weights)}};
  }
  return json::serialize(whole);
}

std::string scorecard_csv(const Scorecard& card, const base::Messages& messages) {
  std::ostringstream out;
  exchange::csv::CsvWriter writer(
      out, {"partnership", "day", "principle", "principle_name", "principle_status", "measure",
            "measure_name", "status", "low", "high", "met", "partly", "known", "asked", "explanation"});
  for (const auto& result : card.principles)
    for (const auto& each : result.measures) {
      const auto applies = each.measured.applies;
      const auto figure = [&](double value) { return applies ? number_text(value) : std::string(); };
      writer.row(
          {card.partnership.str(), base::PartialDate::from_days(card.day).str(),
           std::string(result.principle->name), principle_name(*result.principle, messages),
           std::string(name_of(result.status)), std::string(each.measure->name),
           measure_name(*result.principle, *each.measure, messages), std::string(name_of(each.status)),
           figure(each.measured.value.low), figure(each.measured.value.high), number_text(each.rule->met),
           number_text(each.rule->partly), figure(each.measured.known), figure(each.measured.asked),
           applies ? said_words(*result.principle, *each.measure, each.explanation.why, card.facts, messages)
                   : std::string()});
    }
  return std::move(out).str();
}

}  // namespace entente::registry
