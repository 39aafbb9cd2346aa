// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What a party says of itself in a partnership, and how that is governed, for a program that acts for whoever
// speaks for it.
#include "registry/governing.hpp"

#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/endpoints.hpp"
#include "api/sent.hpp"
#include "api/sent_values.hpp"
#include "api/told.hpp"
#include "base/error.hpp"

namespace entente::api {

namespace {

boost::json::array named_rows(const std::vector<std::pair<base::Uuid, base::Text>>& all,
                              std::string_view name) {
  boost::json::array rows;
  for (const auto& [id, text] : all)
    rows.push_back(boost::json::object{{"id", id.str()}, {name, text_json(text)}});
  return rows;
}

/// What stands now, what may be named in it, and what became of the request.
http::Response governing_answer(const Context& context, const http::Request& request,
                                const access::Actor& actor, const base::Uuid& part,
                                const std::optional<store::Committed>& done) {
  const auto own = registry::Governing(context.reg).of_part(actor, part);
  if (!own) throw base::NotFound("part " + part.str(), "does not stand in this register");
  boost::json::object body{{"part", own->part.id.str()},
                           {"partnership", own->part.value.partnership.str()},
                           {"partnership_title", text_json(own->partnership)},
                           {"confirmed", own->confirmed},
                           {"leads", own->leads},
                           {"parties", named_rows(own->parties, "name")},
                           {"results", named_rows(own->results, "title")}};
  if (own->statement) body.emplace("statement", held_json(*own->statement));
  if (own->governance) body.emplace("governance", held_json(*own->governance));
  if (done) body.emplace("done", done_json(done->event_seq, done->repeated));
  return own_json(request, body);
}

http::Response asked_governing(const Context& context, const http::Request& request,
                               const http::Captures& captures) {
  const auto actor = bearer_of(context.accounts, request).actor;
  return governing_answer(context, request, actor, captured_id(captures), {});
}

http::Response say_statement(const Context& context, const http::Request& request,
                             const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"version", "statement"});
  const auto part = captured_id(captures);
  auto said = sent_record<model::PartyStatement>(sent_part_of(sent, "statement"),
                                                 {"goals",        "serves",
                                                  "results",      "selection",
                                                  "contribution", "benefit",
                                                  "exclusive",    "procurement",
                                                  "emblem",       "emblem_until",
                                                  "ties",         "conflict",
                                                  "conflicts",    "employment_policy",
                                                  "employment",   "employment_url",
                                                  "posts",        "complaints_channel",
                                                  "complaints",   "complaints_url"},
                                                 {"partnership", "organisation"});
  const auto done =
      registry::Governing(context.reg).say(actor, part, sent_number(sent, "version", 0), std::move(said));
  return governing_answer(context, request, actor, part, done);
}

http::Response say_governance(const Context& context, const http::Request& request,
                              const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"version", "governance"});
  const auto part = captured_id(captures);
  auto said = sent_record<model::Governance>(
      sent_part_of(sent, "governance"),
      {"seats", "quota", "earmarked", "runway_months", "local_recurrent", "exit_plan", "exit", "outcome_kept",
       "kept_after", "objectives", "national_objectives", "frameworks", "government_data", "negative_effects",
       "effects", "recommended", "recommendations", "gender_marker"},
      {"partnership", "organisation"});
  for (auto& each : said.recommendations) {
    each.text = trimmed_text(each.text);
    each.by = trimmed_text(each.by);
    each.owner.name = trimmed_text(each.owner.name);
  }
  const auto done =
      registry::Governing(context.reg).say(actor, part, sent_number(sent, "version", 0), std::move(said));
  return governing_answer(context, request, actor, part, done);
}

}  // namespace

std::vector<http::Route> governing_routes(const Context& context) {
  const auto with = with_context(context);
  return {
      {"GET", "/api/v1/account/parts/{id}/statement", "What a party says of itself in its partnership",
       with(asked_governing)},
      {"PUT", "/api/v1/account/parts/{id}/statement", "Says it", with(say_statement)},
      {"GET", "/api/v1/account/parts/{id}/governance", "How the partnership of a part is governed",
       with(asked_governing)},
      {"PUT", "/api/v1/account/parts/{id}/governance", "Says it, for a party that leads",
       with(say_governance)},
  };
}

}  // namespace entente::api
