// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Writing agreements, and bringing signatures, for a program of whoever represents a party.
#include <utility>

#include "api/agreement_json.hpp"
#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/endpoints.hpp"
#include "api/sent.hpp"
#include "api/sent_values.hpp"
#include "api/told.hpp"
#include "base/error.hpp"
#include "registry/agreeing.hpp"

namespace entente::api {

namespace {

model::Agreement sent_agreement(const boost::json::object& sent) {
  return sent_record<model::Agreement>(
      sent_part_of(sent, "agreement"),
      {"act", "title", "wording", "files", "parties", "risks", "responsibilities", "resources", "benefits",
       "starts", "ends", "exit", "amendment", "effective", "reason"},
      {"partnership"});
}

/// As it stands now; of one that was withdrawn meanwhile, that alone.
http::Response agreement_answer(const Context& context, const http::Request& request, const base::Uuid& id,
                                const store::Committed& done) {
  const auto view = registry::Agreeing(context.reg).one(id);
  auto body = view ? agreement_json(*view) : boost::json::object{{"id", id.str()}};
  body.emplace("done", done_json(done.event_seq, done.repeated));
  return own_json(request, body);
}

http::Response make_agreement(const Context& context, const http::Request& request,
                              const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"id", "agreement"});
  const auto id = sent_id(sent, "id").value_or(base::Uuid::v7(context.reg.clock().now()));
  const auto done =
      registry::Agreeing(context.reg).make(actor, captured_id(captures), id, sent_agreement(sent), {});
  return agreement_answer(context, request, made_by(context.reg, done, model::Agreement::kType, id), done);
}

http::Response propose_version(const Context& context, const http::Request& request,
                               const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"version", "agreement"});
  const auto id = captured_id(captures);
  const auto done =
      registry::Agreeing(context.reg).propose(actor, id, sent_version(sent), sent_agreement(sent), {});
  return agreement_answer(context, request, id, done);
}

http::Response take_signature(const Context& context, const http::Request& request,
                              const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"note"});
  const auto id = captured_id(captures);
  const auto done = registry::Agreeing(context.reg).take(actor, id, sent_string(sent, "note"));
  return agreement_answer(context, request, id, done);
}

}  // namespace

std::vector<http::Route> agreement_word_routes(const Context& context) {
  const auto by = with_context(context);
  return {
      {"POST", "/api/v1/account/parts/{id}/agreements", "Makes an agreement of a party with others",
       by(make_agreement)},
      {"PUT", "/api/v1/account/agreements/{id}", "Makes another version, which all sign anew",
       by(propose_version)},
      {"POST", "/api/v1/account/agreements/{id}/signatures", "Brings what a party's key has signed",
       by(take_signature)},
  };
}

}  // namespace entente::api
