// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Appeals against marks, for a program of whoever decides them.
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

http::Response appeals_to_decide(const Context& context, const http::Request& request,
                                 const http::Captures&) {
  boost::json::array rows;
  const auto actor = bearer_of(context.accounts, request).actor;
  for (const auto& one : registry::PartyReports(context.reg).to_decide(actor)) rows.push_back(told_json(one));
  return own_json(request, boost::json::object{{"results", std::move(rows)}});
}

http::Response appeal_to_decide(const Context& context, const http::Request& request,
                                const http::Captures& captures) {
  const auto one = registry::PartyReports(context.reg)
                       .one_to_decide(bearer_of(context.accounts, request).actor, captured_id(captures));
  return one ? own_json(request, told_json(*one))
             : error(request, 404, "No such appeal waits for a decision.",
                     "GET /api/v1/reporting/appeals lists those that wait.");
}

http::Response decide_appeal(const Context& context, const http::Request& request,
                             const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"decision", "version", "answer", "until"});
  const auto id = captured_id(captures);
  const auto decision = sent_string(sent, "decision");
  const auto until = sent_day(sent, "until");
  if (decision != (until ? "uphold" : "refuse"))
    throw base::BadInput("decision", "is none on an appeal",
                         "Say uphold, with the day until which no report is due; or refuse, without one.");
  const auto done = registry::PartyReports(context.reg)
                        .decide(actor, id, sent_version(sent), sent_text(sent, "answer"), until);
  return own_json(request, boost::json::object{{"id", id.str()},
                                               {"state", until ? "upheld" : "refused"},
                                               {"done", done_json(done.event_seq, done.repeated)}});
}

}  // namespace

std::vector<http::Route> appeal_routes(const Context& context) {
  const auto by = with_context(context);
  return {
      {"GET", "/api/v1/reporting/appeals", "Appeals that wait for a decision, the oldest first",
       by(appeals_to_decide)},
      {"GET", "/api/v1/reporting/appeals/{id}", "One of them", by(appeal_to_decide)},
      {"POST", "/api/v1/reporting/appeals/{id}/decision", "Upholds it until a day, or refuses it",
       by(decide_appeal)},
  };
}

}  // namespace entente::api
