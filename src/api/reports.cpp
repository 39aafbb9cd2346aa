// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// How a party reports on its partnerships, for a program that acts for whoever speaks for it.
#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/endpoints.hpp"
#include "api/report_json.hpp"
#include "api/sent.hpp"
#include "api/sent_values.hpp"
#include "api/told.hpp"
#include "base/error.hpp"

namespace entente::api {

namespace {

constexpr std::size_t kMostPlaces = 500;

registry::PartyReports reports_of(const Context& context) {
  return registry::PartyReports(context.reg, context.reports_reviewed);
}

registry::OwnReporting reporting_of_part(const Context& context, const access::Actor& actor,
                                         const base::Uuid& part) {
  auto own = reports_of(context).of_part(actor, part);
  if (!own) throw base::NotFound("part " + part.str(), "does not stand in this register");
  return std::move(*own);
}

/// A part with which the party of a report reports on; nothing where it has confirmed none.
std::optional<base::Uuid> part_of_report(const Context& context, const model::Report& report) {
  const auto view = context.reg.partnership(report.partnership);
  if (view)
    for (const auto& party : view->parties)
      if (party.organisation.id == report.organisation && party.state == "confirmed") return party.part.id;
  return std::nullopt;
}

/// How the party's reporting stands now, and what became of the request.
http::Response reporting_answer(const Context& context, const http::Request& request,
                                const access::Actor& actor, const base::Uuid& part,
                                const std::optional<store::Committed>& done) {
  auto body = own_reporting_json(reporting_of_part(context, actor, part));
  if (done) body.emplace("done", done_json(done->event_seq, done->repeated));
  return own_json(request, body);
}

http::Response report_places(const Context& context, const http::Request& request) {
  boost::json::array rows;
  for (const auto& place :
       reports_of(context).places(bearer_of(context.accounts, request).actor, kMostPlaces))
    rows.push_back(place_json(place));
  return own_json(request, boost::json::object{{"results", std::move(rows)}});
}

http::Response save_report(const Context& context, const http::Request& request,
                           const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"version", "report", "hand_in"});
  const auto part = captured_id(captures);
  const auto version = sent_number(sent, "version", 0);
  const auto report = sent_report(reporting_of_part(context, actor, part), sent_part_of(sent, "report"));
  const auto saved = reports_of(context).save(actor, part, version, report, sent_flag(sent, "hand_in"));
  return reporting_answer(context, request, actor, part, saved.done);
}

http::Response discard_report(const Context& context, const http::Request& request,
                              const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto part = captured_id(captures);
  const auto done = reports_of(context).discard(actor, part, asked_number(request, "version", 1));
  return reporting_answer(context, request, actor, part, done);
}

http::Response correct_report(const Context& context, const http::Request& request,
                              const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"version"});
  const auto id = captured_id(captures);
  const auto begun = reports_of(context).correct(actor, id, sent_version(sent));
  const auto told = reports_of(context).report(id);
  const auto part = told ? part_of_report(context, told->held.value) : std::nullopt;
  if (!part) throw base::NotFound("report " + id.str(), "does not stand in this register any more");
  return reporting_answer(context, request, actor, *part, begun.done);
}

http::Response set_rhythm(const Context& context, const http::Request& request,
                          const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"version", "months", "first_due"});
  const auto part = captured_id(captures);
  const auto done =
      reports_of(context).set_rhythm(actor, part, sent_number(sent, "version", 0),
                                     sent_number(sent, "months", 1), sent_day(sent, "first_due"));
  return reporting_answer(context, request, actor, part, done);
}

http::Response appeal(const Context& context, const http::Request& request, const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"reason"});
  const auto part = captured_id(captures);
  const auto done = reports_of(context).appeal(actor, part, sent_text(sent, "reason"));
  return reporting_answer(context, request, actor, part, done);
}

}  // namespace

std::vector<http::Route> report_routes(const Context& context) {
  return {
      {"GET", "/api/v1/account/reports", "The partnerships on which one may report, by the day it is due",
       [context](const http::Request& request, const http::Captures&) {
         return report_places(context, request);
       }},
      {"GET", "/api/v1/account/parts/{id}/report",
       "What a party reports of its partnership, and how that stands",
       [context](const http::Request& request, const http::Captures& captures) {
         const auto actor = bearer_of(context.accounts, request).actor;
         return reporting_answer(context, request, actor, captured_id(captures), {});
       }},
      {"PUT", "/api/v1/account/parts/{id}/report", "Saves its report, or hands it in",
       [context](const http::Request& request, const http::Captures& captures) {
         return save_report(context, request, captures);
       }},
      {"DELETE", "/api/v1/account/parts/{id}/report", "Ends the report that is not handed in yet",
       [context](const http::Request& request, const http::Captures& captures) {
         return discard_report(context, request, captures);
       }},
      {"POST", "/api/v1/account/reports/{id}/correction",
       "Begins a report that corrects one which its party has published",
       [context](const http::Request& request, const http::Captures& captures) {
         return correct_report(context, request, captures);
       }},
      {"PUT", "/api/v1/account/parts/{id}/rhythm", "Says how often the partnership reports",
       [context](const http::Request& request, const http::Captures& captures) {
         return set_rhythm(context, request, captures);
       }},
      {"POST", "/api/v1/account/parts/{id}/appeals", "Appeals against the mark of this day",
       [context](const http::Request& request, const http::Captures& captures) {
         return appeal(context, request, captures);
       }},
  };
}

}  // namespace entente::api
