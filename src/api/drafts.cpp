// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// A partnership that is being registered, or a change to one: what its writers' programs say in its draft.
#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/draft_answer.hpp"
#include "api/draft_json.hpp"
#include "api/endpoints.hpp"
#include "api/measure_json.hpp"
#include "api/sent.hpp"
#include "api/sent_values.hpp"
#include "api/told.hpp"
#include "base/error.hpp"
#include "registry/drafting.hpp"

namespace entente::api {

namespace {

constexpr std::size_t kMostAlikeTold = 5;

http::Response own_drafts(const Context& context, const http::Request& request) {
  boost::json::array rows;
  const auto actor = bearer_of(context.accounts, request).actor;
  for (const auto& line : registry::Registering(context.reg, context.review).own(actor))
    rows.push_back(line_json(line));
  return own_json(request, boost::json::object{{"results", std::move(rows)}});
}

/// A new draft, or a change to what is published.
http::Response begin_draft(const Context& context, const http::Request& request) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"title", "organisation", "of"});
  const auto organisation = sent_id(sent, "organisation").value_or(base::Uuid());
  const auto of = sent_id(sent, "of");
  if (of && sent.contains("title"))
    throw base::BadInput("title", "is sent with a change to what is published",
                         "Begin the change, and save it then.");
  const auto made = of ? registry::propose_change(context.reg, actor, *of, organisation)
                       : registry::begin_draft(context.reg, actor, sent_text(sent, "title"), organisation);
  return draft_answer(context, request, actor,
                      made_by(context.reg, made.done, model::Partnership::kType, made.id), made.done);
}

http::Response save_draft(const Context& context, const http::Request& request,
                          const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"version", "partnership", "measure"});
  const auto id = captured_id(captures);
  const auto draft = standing_draft(context, actor, id);
  const auto measure = sent_measure(draft, sent);
  const auto done = registry::save_draft(
      context.reg, actor, id, sent_version(sent),
      with_sent(draft.partnership.value, sent_part_of(sent, "partnership")), measure ? &*measure : nullptr);
  return draft_answer(context, request, actor, id, done);
}

http::Response check_draft(const Context& context, const http::Request& request,
                           const http::Captures& captures) {
  const auto draft =
      standing_draft(context, bearer_of(context.accounts, request).actor, captured_id(captures));
  std::vector<base::Uuid> parties;
  for (const auto& each : draft.parts)
    if (!each.is_new) parties.push_back(each.organisation.id);
  auto body = draft_json(draft, context.reg.clock().now());
  body.emplace("alike", alike_json(registry::look_alikes(context.reg, draft.partnership.value, parties,
                                                         draft.of, kMostAlikeTold)));
  return own_json(request, body);
}

/// Who is named: an organisation of the register, or one that it does not hold yet.
registry::NamedParty sent_party(const Context& context, const boost::json::object& sent) {
  require_members(sent, {"organisation", "new", "anyway", "role", "contributes"});
  auto fields = sent;
  for (const auto* const name : {"organisation", "new", "anyway"}) fields.erase(name);
  auto part = sent_record<model::Participation>(std::move(fields), {"role", "contributes"},
                                                {"partnership", "organisation"});
  registry::NamedParty named{
      sent_id(sent, "organisation"), {}, std::move(part.role), std::move(part.contributes)};
  if (named.organisation.has_value() == sent.contains("new"))
    throw base::BadInput("organisation or new", "is not the one of the two that is sent",
                         "Send one of them.");
  if (named.organisation) return named;
  named.new_one =
      sent_record<model::Organisation>(sent_part_of(sent, "new"), {"name", "type", "country"}, {});
  if (sent_flag(sent, "anyway")) return named;
  for (const auto& n : named.new_one.name.narratives)
    if (!context.reg.similar_organisations(n.value, 1).empty())
      throw base::Conflict("new", "has a name like an organisation of the register",
                           "Look for it with GET /api/v1/organisations?q=…, or send \"anyway\": true.");
  return named;
}

http::Response add_draft_party(const Context& context, const http::Request& request,
                               const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto id = captured_id(captures);
  const auto named = sent_party(context, sent_object(request));
  const auto made = registry::add_draft_party(context.reg, actor, id, named);
  auto body = draft_json(standing_draft(context, actor, id), context.reg.clock().now());
  body.emplace("party", made_by(context.reg, made.done, model::Participation::kType, made.id).str());
  body.emplace("done", done_json(made.done.event_seq, made.done.repeated));
  return own_json(request, body);
}

http::Response save_draft_party(const Context& context, const http::Request& request,
                                const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"version", "part"});
  const auto id = captured_id(captures);
  const auto part = sent_record<model::Participation>(
      sent_part_of(sent, "part"), {"role", "contributes", "brings", "risks", "responsibilities", "benefits"},
      {"partnership", "organisation"});
  const auto done = registry::save_draft_part(context.reg, actor, id, captured_id(captures, "part"),
                                              sent_version(sent), part);
  return draft_answer(context, request, actor, id, done);
}

http::Response remove_draft_party(const Context& context, const http::Request& request,
                                  const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto id = captured_id(captures);
  const auto done = registry::remove_draft_part(context.reg, actor, id, captured_id(captures, "part"),
                                                asked_number(request, "version", 1));
  return draft_answer(context, request, actor, id, done);
}

}  // namespace

registry::Draft standing_draft(const Context& context, const access::Actor& actor, const base::Uuid& id) {
  auto draft = registry::Registering(context.reg, context.review).draft(actor, id);
  if (!draft) throw base::NotFound("draft " + id.str(), "is none that this account may read");
  return std::move(*draft);
}

http::Response draft_answer(const Context& context, const http::Request& request, const access::Actor& actor,
                            const base::Uuid& id, const std::optional<store::Committed>& done) {
  auto body = draft_json(standing_draft(context, actor, id), context.reg.clock().now());
  if (done) body.emplace("done", done_json(done->event_seq, done->repeated));
  return own_json(request, body);
}

std::vector<http::Route> draft_routes(const Context& context) {
  const auto by = with_context(context);
  return {
      {"GET", "/api/v1/registering", "The drafts that one may write, the newest first",
       by([](const Context& c, const http::Request& request, const http::Captures&) {
         return own_drafts(c, request);
       })},
      {"POST", "/api/v1/registering", "Begins a draft of a partnership, or of a change to one",
       by([](const Context& c, const http::Request& request, const http::Captures&) {
         return begin_draft(c, request);
       })},
      {"GET", "/api/v1/registering/{id}", "A draft: what it says, what it lacks, what was said about it",
       by([](const Context& c, const http::Request& request, const http::Captures& captures) {
         return draft_answer(c, request, bearer_of(c.accounts, request).actor, captured_id(captures), {});
       })},
      {"PUT", "/api/v1/registering/{id}", "Says what the partnership is", by(save_draft)},
      {"GET", "/api/v1/registering/{id}/check", "The same, with partnerships that look like it",
       by(check_draft)},
      {"POST", "/api/v1/registering/{id}/parties", "Names a party", by(add_draft_party)},
      {"PUT", "/api/v1/registering/{id}/parties/{part}", "Says what a party's part is", by(save_draft_party)},
      {"DELETE", "/api/v1/registering/{id}/parties/{part}", "Takes a party out", by(remove_draft_party)},
  };
}

}  // namespace entente::api
