// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What the register's reviewers read of reports, and decide; and how one that was published is withdrawn, by
// them or by its party.
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

/// A decision never asks whether reports are reviewed: one that waits, waits.
registry::PartyReports waiting_reports(const Context& context) {
  return registry::PartyReports(context.reg);
}

template <class T>
http::Response all_waiting(const http::Request& request, const std::vector<registry::Told<T>>& all) {
  boost::json::array rows;
  for (const auto& one : all) rows.push_back(told_json(one));
  return own_json(request, boost::json::object{{"results", std::move(rows)}});
}

template <class T>
http::Response one_waiting(const http::Request& request, const std::optional<registry::Told<T>>& one) {
  if (!one)
    return error(request, 404, "No such record waits for a decision.", "The list tells those that wait.");
  return own_json(request, told_json(*one));
}

http::Response decided(const http::Request& request, const base::Uuid& id, std::string_view state,
                       const store::Committed& done) {
  return own_json(
      request, boost::json::object{
                   {"id", id.str()}, {"state", state}, {"done", done_json(done.event_seq, done.repeated)}});
}

http::Response decide_report(const Context& context, const http::Request& request,
                             const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"decision", "version", "reason"});
  const auto id = captured_id(captures);
  const auto decision = sent_string(sent, "decision");
  const auto version = sent_version(sent);
  if (decision == "publish" && !sent.contains("reason")) {
    const auto published = waiting_reports(context).publish(actor, id, version);
    return decided(request, published.id, "published", published.done);
  }
  if (decision == "return")
    return decided(request, id, "returned",
                   waiting_reports(context).give_back(actor, id, version, sent_text(sent, "reason")));
  throw base::BadInput("decision", "is none on a report", "Say publish, or return with a reason.");
}

http::Response withdraw_report(const Context& context, const http::Request& request,
                               const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"version", "reason"});
  const auto id = captured_id(captures);
  return decided(request, id, "withdrawn",
                 waiting_reports(context).withdraw(actor, id, sent_version(sent), sent_text(sent, "reason")));
}

}  // namespace

std::vector<http::Route> report_review_routes(const Context& context) {
  const auto actor_of = [context](const http::Request& request) {
    return bearer_of(context.accounts, request).actor;
  };
  return {
      {"GET", "/api/v1/reporting/reports", "Reports that wait for review, the longest waiting first",
       [context, actor_of](const http::Request& request, const http::Captures&) {
         return all_waiting(request, waiting_reports(context).to_review(actor_of(request)));
       }},
      {"GET", "/api/v1/reporting/reports/{id}", "One of them",
       [context, actor_of](const http::Request& request, const http::Captures& captures) {
         return one_waiting(request,
                            waiting_reports(context).one_to_review(actor_of(request), captured_id(captures)));
       }},
      {"POST", "/api/v1/reporting/reports/{id}/decision", "Publishes it, or returns it with a reason",
       [context](const http::Request& request, const http::Captures& captures) {
         return decide_report(context, request, captures);
       }},
      {"POST", "/api/v1/reporting/reports/{id}/withdrawal", "Withdraws one that was published, with a reason",
       [context](const http::Request& request, const http::Captures& captures) {
         return withdraw_report(context, request, captures);
       }},
      {"POST", "/api/v1/account/reports/{id}/withdrawal", "Withdraws one of one's own party, with a reason",
       [context](const http::Request& request, const http::Captures& captures) {
         return withdraw_report(context, request, captures);
       }},
  };
}

}  // namespace entente::api
