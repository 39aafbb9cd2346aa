// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Concerns as they are raised, without an account and without a token, and as the one concerned replies to
// them.
#include "access/secret.hpp"
#include "access/throttle.hpp"
#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/concern_json.hpp"
#include "api/endpoints.hpp"
#include "api/sent.hpp"
#include "api/sent_values.hpp"
#include "base/error.hpp"

namespace entente::api {

namespace {

/// No page of another site makes its readers raise concerns: browsers say whose page it is that asks,
/// programs do not. No 401 and no 403, which are put on record with where they came from.
void require_program(const http::Request& request) {
  if (!request.header("origin").empty())
    throw base::BadInput("The header Origin", "is there: a page of a browser asks",
                         "Raise it on the record's own page.");
}

http::Response no_concern(const http::Request& request) {
  return error(request, 404, "There is no such concern.", "Check the address: it was shown once.");
}

http::Response raisers_answer(const Context& context, const http::Request& request, std::string_view secret) {
  const auto detail = context.concerns->own(secret);
  if (!detail) return no_concern(request);
  auto body = concern_json(*detail);
  // In which words it was handed on is between those who answer and the one concerned, until everybody reads
  // it.
  if (detail->concern.sight != store::ConcernSight::published)
    for (const auto* const name : {"text", "shortened"}) body.erase(name);
  body.emplace("secret", secret);
  return own_json(request, body);
}

http::Response raise(const Context& context, const http::Request& request) {
  require_program(request);
  if (!context.concerns->taken()) return error(request, 404, "This register takes no concerns.");
  const auto sent = sent_object(request);
  require_members(sent, {"about", "kind", "text", "name", "address", "language", "secret"});
  const auto about = sent_id(sent, "about");
  if (!about) throw base::BadInput("about", "is not there", "Send the id of the record that it is about.");
  registry::NewConcern wanted;
  wanted.about = *about;
  wanted.kind = sent_string(sent, "kind");
  wanted.text = sent_string(sent, "text");
  wanted.name = sent_string(sent, "name");
  wanted.address = sent_string(sent, "address");
  wanted.language = sent.contains("language") ? std::string(sent_string(sent, "language")) : "en";
  wanted.secret = sent.contains("secret") ? std::string(sent_string(sent, "secret"))
                                          : access::new_secret(access::SecretKind::link);
  if (!base::is_language(wanted.language))
    throw base::BadInput("language", "is none that the register speaks", "Use ar, zh, en, fr, ru or es.");
  if (!wanted.address.empty() && !context.accounts.mails())
    throw base::BadInput("address", "is of no use: this register sends no mail", "Leave it out.");
  if (!access::is_secret(access::SecretKind::link, wanted.secret))
    throw base::BadInput("secret", "is not 43 characters of base64url",
                         "Make it of 32 random bytes, or leave it out.");
  const auto raised = context.concerns->raise(wanted, access::network_of(request.peer));
  if (auto out = kept_out(request, raised.fault, context.reg.clock().now())) return std::move(*out);
  return raisers_answer(context, request, wanted.secret);
}

http::Response add_words(const Context& context, const http::Request& request,
                         const http::Captures& captures) {
  require_program(request);
  const std::string secret(captures["secret"]);
  if (!context.concerns->own(secret)) return no_concern(request);
  const auto sent = sent_object(request);
  require_members(sent, {"text", "seen"});
  const auto seen = static_cast<std::size_t>(sent_number(sent, "seen", 0));
  const auto fault =
      context.concerns->add(secret, sent_string(sent, "text"), access::network_of(request.peer), seen);
  if (auto out = kept_out(request, fault, context.reg.clock().now())) return std::move(*out);
  return raisers_answer(context, request, secret);
}

http::Response withdraw_concern(const Context& context, const http::Request& request,
                                const http::Captures& captures) {
  require_program(request);
  const std::string secret(captures["secret"]);
  const auto known = context.concerns->own(secret);
  if (!known) return no_concern(request);
  require_members(sent_object(request), {});
  if (known->concern.state != store::ConcernState::withdrawn) context.concerns->withdraw(secret);
  return raisers_answer(context, request, secret);
}

http::Response handed_concerns(const Context& context, const http::Request& request) {
  constexpr std::size_t kMostHanded = 500;
  boost::json::array rows;
  for (const auto& row : context.concerns->handed_on(bearer_of(context.accounts, request).actor, kMostHanded))
    rows.push_back(concern_row_json(row));
  return own_json(request, boost::json::object{{"results", std::move(rows)}});
}

http::Response handed_answer(const Context& context, const http::Request& request, const access::Actor& actor,
                             const http::Captures& captures) {
  const auto number = version_of(captures["number"]);
  const auto detail = number ? context.concerns->handed(actor, *number) : std::nullopt;
  return detail ? own_json(request, concern_json(*detail)) : no_concern(request);
}

http::Response reply(const Context& context, const http::Request& request, const http::Captures& captures) {
  // The same again is known by its words and by how many steps were read, not by the request's name.
  const auto actor = bearer_of(context.accounts, request).actor;
  const auto number = version_of(captures["number"]);
  if (!number) return no_concern(request);
  const auto sent = sent_object(request);
  require_members(sent, {"text", "seen"});
  const auto fault = context.concerns->reply(actor, *number, sent_string(sent, "text"),
                                             static_cast<std::size_t>(sent_number(sent, "seen", 0)));
  if (auto out = kept_out(request, fault, context.reg.clock().now())) return std::move(*out);
  return handed_answer(context, request, actor, captures);
}

}  // namespace

std::vector<http::Route> concern_word_routes(const Context& context) {
  return {
      {"POST", "/api/v1/concerns", "Raises a concern, and gives its secret",
       [context](const http::Request& request, const http::Captures&) { return raise(context, request); }},
      {"GET", "/api/v1/concern/{secret}", "A concern, for whoever raised it",
       [context](const http::Request& request, const http::Captures& captures) {
         return raisers_answer(context, request, captures["secret"]);
       }},
      {"POST", "/api/v1/concern/{secret}/words", "Says more about it",
       [context](const http::Request& request, const http::Captures& captures) {
         return add_words(context, request, captures);
       }},
      {"POST", "/api/v1/concern/{secret}/withdrawal", "Withdraws it",
       [context](const http::Request& request, const http::Captures& captures) {
         return withdraw_concern(context, request, captures);
       }},
      {"GET", "/api/v1/account/concerns", "Concerns that were handed on to those for whom one speaks",
       [context](const http::Request& request, const http::Captures&) {
         return handed_concerns(context, request);
       }},
      {"GET", "/api/v1/account/concerns/{number}", "One of them, and what was said to it",
       [context](const http::Request& request, const http::Captures& captures) {
         return handed_answer(context, request, bearer_of(context.accounts, request).actor, captures);
       }},
      {"POST", "/api/v1/account/concerns/{number}/reply", "Replies beside it",
       [context](const http::Request& request, const http::Captures& captures) {
         return reply(context, request, captures);
       }},
  };
}

}  // namespace entente::api
