// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Words of others on a delivery: its receiver's, a government's, a beneficiary's, and who verified it.
#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/endpoints.hpp"
#include "api/given_json.hpp"
#include "api/sent.hpp"
#include "api/sent_values.hpp"
#include "api/told.hpp"
#include "base/error.hpp"
#include "registry/witnessing.hpp"

namespace entente::api {

namespace {

/// The delivery, where one stands: everybody may read it.
boost::json::object standing_delivery(const Context& context, const base::Uuid& id) {
  const auto one = registry::Promising(context.reg).one(id);
  if (!one || one->withdrawn || !std::holds_alternative<model::Delivery>(one->record.value))
    throw base::NotFound("delivery " + id.str(), "does not stand in this register");
  return given_json(*one);
}

http::Response said(const Context& context, const http::Request& request, const base::Uuid& id,
                    const store::Committed& done) {
  auto body = standing_delivery(context, id);
  body.emplace("done", done_json(done.event_seq, done.repeated));
  return own_json(request, body);
}

bool sent_confirmation(const boost::json::object& sent) {
  const auto word = sent_string(sent, "word");
  if (word != "confirm" && word != "dispute")
    throw base::BadInput("word", "is none on a delivery", "Say confirm or dispute.");
  return word == "confirm";
}

http::Response word_on_delivery(const Context& context, const http::Request& request,
                                const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"word", "version", "country", "part", "remark"});
  const auto id = captured_id(captures);
  const auto version = sent_version(sent);
  const bool confirmed = sent_confirmation(sent);
  const auto remark = sent_text(sent, "remark");
  registry::Witnessing witnessing(context.reg);
  const auto country = sent_string(sent, "country");
  const auto part = sent_id(sent, "part");
  if (part && !country.empty())
    throw base::BadInput("part", "is sent with a country", "Send the one for which it is said.");
  const auto done = part              ? witnessing.benefit(actor, id, version, *part, confirmed, remark)
                    : country.empty() ? witnessing.receive(actor, id, version, confirmed, remark)
                                      : witnessing.host(actor, id, version, country, confirmed, remark);
  return said(context, request, id, done);
}

/// What the register's office records of those who have looked at it.
http::Response verification_of_delivery(const Context& context, const http::Request& request,
                                        const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"word", "version", "level", "by", "url", "remark"});
  const auto id = captured_id(captures);
  const auto done = registry::Witnessing(context.reg)
                        .verify(actor, id, sent_version(sent), sent_string(sent, "level"),
                                trimmed_text(sent_string(sent, "by")), trimmed_text(sent_string(sent, "url")),
                                sent_confirmation(sent), sent_text(sent, "remark"));
  return said(context, request, id, done);
}

}  // namespace

std::vector<http::Route> word_routes(const Context& context) {
  return {
      {"GET", "/api/v1/deliveries/{id}", "A delivery, and what others have said of it",
       [context](const http::Request& request, const http::Captures& captures) {
         return json(request, boost::json::serialize(standing_delivery(context, captured_id(captures))));
       }},
      {"POST", "/api/v1/account/deliveries/{id}/word",
       "Confirms or disputes it, for its receiver, a government or a beneficiary",
       [context](const http::Request& request, const http::Captures& captures) {
         return word_on_delivery(context, request, captures);
       }},
      {"POST", "/api/v1/account/deliveries/{id}/verification", "Records who verified or evaluated it",
       [context](const http::Request& request, const http::Captures& captures) {
         return verification_of_delivery(context, request, captures);
       }},
  };
}

}  // namespace entente::api
