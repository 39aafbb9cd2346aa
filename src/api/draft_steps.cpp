// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// A draft on its way: handed in, taken back, talked about, published or returned; and what is published,
// withdrawn.
#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/draft_answer.hpp"
#include "api/draft_json.hpp"
#include "api/endpoints.hpp"
#include "api/sent.hpp"
#include "api/sent_values.hpp"
#include "api/told.hpp"
#include "base/error.hpp"
#include "registry/drafting.hpp"

namespace entente::api {

namespace {

constexpr std::size_t kMostWaitingTold = 500;

/// A step that names the commit that was seen, and nothing more.
using Step = store::Committed (*)(registry::Register&, const access::Actor&, const base::Uuid&, std::int64_t);

http::Response step_of_draft(const Context& context, const http::Request& request,
                             const http::Captures& captures, Step step) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"seen"});
  const auto id = captured_id(captures);
  return draft_answer(context, request, actor, id,
                      step(context.reg, actor, id, sent_number(sent, "seen", 1)));
}

/// The draft is no more: what stands is what was published, or nothing.
http::Response ended(const http::Request& request, const base::Uuid& draft, const base::Uuid& published,
                     std::string_view state, const store::Committed& done) {
  boost::json::object body{
      {"id", draft.str()}, {"state", state}, {"done", done_json(done.event_seq, done.repeated)}};
  if (!published.is_nil()) body.emplace("partnership", published.str());
  return own_json(request, body);
}

http::Response discard_draft(const Context& context, const http::Request& request,
                             const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto id = captured_id(captures);
  const auto done = registry::discard_draft(context.reg, actor, id, asked_number(request, "seen", 1));
  return ended(request, id, {}, "discarded", done);
}

http::Response comment_draft(const Context& context, const http::Request& request,
                             const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"text"});
  const auto id = captured_id(captures);
  const auto done = registry::comment_draft(context.reg, actor, id, sent_string(sent, "text"));
  return draft_answer(context, request, actor, id, done);
}

http::Response publish_draft(const Context& context, const http::Request& request,
                             const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"seen"});
  const auto id = captured_id(captures);
  const auto made =
      registry::publish_own_draft(context.reg, context.review, actor, id, sent_number(sent, "seen", 1));
  return ended(request, id, made.id, "published", made.done);
}

http::Response waiting_drafts(const Context& context, const http::Request& request) {
  boost::json::array rows;
  const auto actor = bearer_of(context.accounts, request).actor;
  for (const auto& line :
       registry::Reviewing(context.reg, context.review).waiting(actor, kMostWaitingTold, false))
    rows.push_back(line_json(line));
  return own_json(request, boost::json::object{{"results", std::move(rows)}});
}

http::Response review_draft(const Context& context, const http::Request& request,
                            const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"decision", "seen", "reason"});
  const auto id = captured_id(captures);
  const auto decision = sent_string(sent, "decision");
  const auto seen = sent_number(sent, "seen", 1);
  if (decision == "publish" && !sent.contains("reason")) {
    const auto made = registry::publish_draft(context.reg, context.review, actor, id, seen);
    return ended(request, id, made.id, "published", made.done);
  }
  if (decision == "return")
    return ended(request, id, {}, "returned",
                 registry::return_draft(context.reg, actor, id, seen, sent_string(sent, "reason")));
  throw base::BadInput("decision", "is none on a draft", "Say publish, or return with a reason.");
}

http::Response withdraw_published(const Context& context, const http::Request& request,
                                  const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"version", "reason"});
  const auto id = captured_id(captures);
  const auto done =
      registry::withdraw_partnership(context.reg, actor, id, sent_version(sent), sent_string(sent, "reason"));
  return ended(request, id, {}, "withdrawn", done);
}

}  // namespace

std::vector<http::Route> draft_step_routes(const Context& context) {
  const auto by = with_context(context);
  return {
      {"DELETE", "/api/v1/registering/{id}", "Discards a draft", by(discard_draft)},
      {"POST", "/api/v1/registering/{id}/hand-in", "Hands it in for review",
       by([](const Context& c, const http::Request& request, const http::Captures& captures) {
         return step_of_draft(c, request, captures, registry::hand_in_draft);
       })},
      {"POST", "/api/v1/registering/{id}/take-back", "Takes back what was handed in",
       by([](const Context& c, const http::Request& request, const http::Captures& captures) {
         return step_of_draft(c, request, captures, registry::take_back_draft);
       })},
      {"POST", "/api/v1/registering/{id}/comments", "Says a word in its thread", by(comment_draft)},
      {"POST", "/api/v1/registering/{id}/publish",
       "Publishes it without review, for those whom the register trusts", by(publish_draft)},
      {"GET", "/api/v1/review", "Drafts that wait for review, the longest waiting first",
       by([](const Context& c, const http::Request& request, const http::Captures&) {
         return waiting_drafts(c, request);
       })},
      {"GET", "/api/v1/review/{id}", "One of them",
       by([](const Context& c, const http::Request& request, const http::Captures& captures) {
         return draft_answer(c, request, bearer_of(c.accounts, request).actor, captured_id(captures), {});
       })},
      {"POST", "/api/v1/review/{id}/decision", "Publishes it, or returns it with a reason", by(review_draft)},
      {"POST", "/api/v1/partnerships/{id}/withdrawal", "Withdraws what is published, with a reason",
       by(withdraw_published)},
  };
}

}  // namespace entente::api
