// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/draft_json.hpp"

#include <algorithm>
#include <utility>

#include "api/sent_values.hpp"
#include "api/told.hpp"
#include "registry/oddities.hpp"

namespace entente::api {

namespace {

boost::json::object draft_part_json(const registry::DraftPart& part) {
  boost::json::object organisation{{"name", text_json(part.organisation.name)},
                                   {"type", part.organisation.type}};
  if (!part.is_new) organisation.emplace("id", part.organisation.id.str());
  if (!part.organisation.country.empty()) organisation.emplace("country", part.organisation.country);
  return {{"id", part.part.id.str()},
          {"version", part.part.version},
          {"organisation", std::move(organisation)},
          {"new", part.is_new},
          {"part", record_json(part.part.value)}};
}

boost::json::array steps_json(const std::vector<registry::DraftStep>& steps) {
  boost::json::array all;
  for (const auto& step : steps) {
    boost::json::object one{{"what", step.what}, {"at", base::to_string(step.at)}};
    if (!step.text.empty()) one.emplace("text", step.text);
    if (!step.name.empty()) one.emplace("name", step.name);
    all.push_back(std::move(one));
  }
  return all;
}

/// What publishing needs and is not there.
boost::json::array missing_json(const registry::Draft& draft) {
  boost::json::array all;
  const auto& partnership = draft.partnership.value;
  if (partnership.title.empty()) all.emplace_back("title");
  if (partnership.purpose.empty()) all.emplace_back("purpose");
  if (!draft.of && draft.parts.empty()) all.emplace_back("parties");
  return all;
}

}  // namespace

boost::json::object draft_json(const registry::Draft& draft, base::Instant now) {
  boost::json::array parties;
  for (const auto& part : draft.parts) parties.push_back(draft_part_json(part));
  boost::json::object body{{"id", draft.partnership.id.str()},
                           {"version", draft.partnership.version},
                           {"seen", draft.seen},
                           {"state", registry::name_of(draft.state)},
                           {"partnership", record_json(draft.partnership.value)},
                           {"parties", std::move(parties)},
                           {"steps", steps_json(draft.steps)},
                           {"missing", missing_json(draft)},
                           {"may_write", draft.may_write},
                           {"may_review", draft.may_review},
                           {"may_publish", draft.may_publish}};
  if (!draft.organisation.is_nil()) body.emplace("organisation", draft.organisation.str());
  if (draft.of) body.emplace("of", draft.of->str());
  if (draft.measure) body.emplace("measure", record_json(draft.measure->value));
  if (draft.may_review) {
    boost::json::array odd;
    for (const auto oddity : registry::oddities(draft, now)) odd.emplace_back(registry::name_of(oddity));
    body.emplace("odd", std::move(odd));
  }
  return body;
}

boost::json::object line_json(const registry::DraftLine& line) {
  boost::json::object one{{"id", line.id.str()},
                          {"title", text_json(line.title)},
                          {"state", registry::name_of(line.state)},
                          {"of_change", line.of_change},
                          {"since", base::to_string(line.since)}};
  if (!line.organisation.is_nil()) one.emplace("organisation", line.organisation.str());
  if (!line.begun_by.empty()) one.emplace("begun_by", line.begun_by);
  return one;
}

boost::json::array alike_json(const std::vector<registry::LookAlike>& alike) {
  boost::json::array all;
  for (const auto& each : alike) {
    boost::json::array parties;
    for (const auto& id : each.parties) parties.emplace_back(id.str());
    all.push_back(boost::json::object{{"id", each.card.id.str()},
                                      {"title", text_json(each.card.partnership->title)},
                                      {"by_title", each.title},
                                      {"by_places", each.places},
                                      {"by_parties", std::move(parties)}});
  }
  return all;
}

model::Partnership with_sent(model::Partnership standing, const boost::json::object& sent) {
  auto fields = sent;
  // A day that is planned no more: null, as a text that is said no more is {}.
  for (const auto* const name : {"planned_start", "planned_end"})
    if (const auto* const day = fields.if_contains(name); day && day->is_null()) fields.erase(name);
  auto now =
      sent_record<model::Partnership>(std::move(fields),
                                      {"title", "purpose", "description", "level", "status", "planned_start",
                                       "planned_end", "places", "goals", "fields", "governance"},
                                      {});
  const auto put = [&](std::string_view name, auto member) {
    if (sent.contains(name)) standing.*member = std::move(now.*member);
  };
  using P = model::Partnership;
  put("title", &P::title);
  put("purpose", &P::purpose);
  put("description", &P::description);
  put("level", &P::level);
  put("status", &P::status);
  put("planned_start", &P::planned_start);
  put("planned_end", &P::planned_end);
  put("goals", &P::goals);
  put("fields", &P::fields_of_work);
  put("governance", &P::governance);
  if (sent.contains("places")) {
    // Those that stay are not there twice where they are sent back as they were read.
    std::erase_if(now.places, [&](const model::Place& place) {
      return place.kind != "country" && std::ranges::find(standing.places, place) != standing.places.end();
    });
    for (auto& place : standing.places)
      if (place.kind != "country") now.places.push_back(std::move(place));
    standing.places = std::move(now.places);
  }
  return standing;
}

}  // namespace entente::api
