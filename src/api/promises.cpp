// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What a party promises and gives, for a program that acts for whoever speaks for it.
#include "registry/promising.hpp"

#include <algorithm>
#include <utility>

#include "access/refused.hpp"
#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/endpoints.hpp"
#include "api/given_json.hpp"
#include "api/sent.hpp"
#include "api/sent_values.hpp"
#include "api/told.hpp"
#include "base/error.hpp"

namespace entente::api {

namespace {

using registry::Given;

http::Response promises_of_part(const Context& context, const http::Request& request,
                                const http::Captures& captures) {
  const auto actor = bearer_of(context.accounts, request).actor;
  const auto limit = number(request, "limit", 1, 100, 20);
  const auto offset = read_cursor(request);
  if (!limit || !offset)
    return error(request, 400, "limit or cursor cannot be read.",
                 "limit is 1 to 100; cursor is what the page before gave as next.");
  const auto all = registry::Promising(context.reg).of_part(actor, captured_id(captures));
  if (!all) throw base::NotFound("part " + std::string(captures["id"]), "does not stand in this register");
  boost::json::array rows;
  std::size_t total = 0;
  // The newest first: ids are in the order in which they were given.
  const auto page_of = [&](const auto& list, const auto& row) {
    total = list.size();
    for (auto i = *offset; i < total && rows.size() < static_cast<std::size_t>(*limit); ++i)
      rows.push_back(row(list[total - 1 - i]));
  };
  const auto delivery = [&](const auto& held) { return delivery_json(held, all->words); };
  const auto which = request.parameter("list");
  if (which.empty() || which == "promised")
    page_of(all->promised, [](const auto& held) { return held_json(held); });
  else if (which == "delivered")
    page_of(all->delivered, delivery);
  else if (which == "received")
    page_of(all->received, delivery);
  else
    return error(request, 400, "list is none of these.", "Ask for promised, delivered or received.");
  boost::json::array parties;
  for (const auto& [id, name] : all->others)
    parties.push_back(boost::json::object{{"id", id.str()}, {"name", text_json(name)}});
  return own_json(request, boost::json::object{{"partnership_title", text_json(all->partnership)},
                                               {"partnership", all->part.value.partnership.str()},
                                               {"confirmed", all->confirmed},
                                               {"parties", std::move(parties)},
                                               {"total", total},
                                               {"next", write_cursor(*offset, rows.size(), total)},
                                               {"results", std::move(rows)}});
}

/// What a party says of it: the fields that its form has.
Given sent_given(const boost::json::object& sent) {
  if (sent.contains("commitment") == sent.contains("delivery"))
    throw base::BadInput("commitment or delivery", "is not the one of the two that is sent",
                         "Send one of them.");
  if (sent.contains("commitment")) {
    auto promise =
        sent_record<model::Commitment>(sent_part_of(sent, "commitment"),
                                       {"receiver", "kind", "description", "value", "quantity",
                                        "price_reduction", "conditions", "matching", "date", "due"},
                                       {"partnership"});
    promise.receiver.name = trimmed_text(promise.receiver.name);
    if (auto& price = promise.price_reduction) price->product = trimmed_text(price->product);
    return promise;
  }
  auto delivery = sent_record<model::Delivery>(
      sent_part_of(sent, "delivery"),
      {"commitment", "receiver", "kind", "description", "value", "quantity", "date"}, {"partnership"});
  delivery.receiver.name = trimmed_text(delivery.receiver.name);
  return delivery;
}

/// The record as it stands now, for whoever may change it.
http::Response promise_answer(const Context& context, const http::Request& request,
                              const access::Actor& actor, const base::Uuid& id,
                              std::optional<store::Committed> done) {
  const auto one = registry::Promising(context.reg).one(id);
  if (!one) throw base::NotFound("record " + id.str(), "is no promise and no delivery of this register");
  const auto giver = std::visit([](const auto& r) { return r.giver.organisation; }, one->record.value);
  if (!giver || !access::may(actor, access::Action::make_promise, {.place = giver->str()}))
    throw access::Refused("to change record " + id.str(), "is not among what this account may do",
                          "Whoever speaks for its giver does.");
  auto body = given_json(*one);
  if (one->part) body.emplace("part", one->part->str());
  if (done) body.emplace("done", done_json(done->event_seq, done->repeated));
  return own_json(request, body);
}

http::Response enter_promise(const Context& context, const http::Request& request,
                             const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"id", "commitment", "delivery"});
  const auto given = sent_given(sent);
  const auto type = std::visit([](const auto& r) { return r.kType; }, given);
  const auto id = sent_id(sent, "id").value_or(base::Uuid::v7(context.reg.clock().now()));
  const auto done = registry::Promising(context.reg).enter(actor, captured_id(captures), id, given);
  return promise_answer(context, request, actor, made_by(context.reg, done, type, id), done);
}

http::Response change_promise(const Context& context, const http::Request& request,
                              const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"version", "commitment", "delivery"});
  const auto id = captured_id(captures);
  const auto done = registry::Promising(context.reg).change(actor, id, sent_version(sent), sent_given(sent));
  return promise_answer(context, request, actor, id, done);
}

http::Response withdraw_promise(const Context& context, const http::Request& request,
                                const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"version", "reason"});
  const auto id = captured_id(captures);
  const auto done =
      registry::Promising(context.reg).withdraw(actor, id, sent_version(sent), sent_text(sent, "reason"));
  return promise_answer(context, request, actor, id, done);
}

http::Response add_evidence(const Context& context, const http::Request& request,
                            const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto id = captured_id(captures);
  const auto sent = sent_evidence(request);
  const auto done =
      registry::Promising(context.reg).add_evidence(actor, id, sent.version, sent.piece, sent.bytes);
  return promise_answer(context, request, actor, id, done);
}

http::Response drop_evidence(const Context& context, const http::Request& request,
                             const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto id = captured_id(captures);
  const auto place = version_of(captures["place"]);
  const auto version = asked_number(request, "version", 1);
  if (!place) throw base::NotFound("this piece of evidence", "does not exist");
  const auto done = registry::Promising(context.reg).drop_evidence(actor, id, version, *place - 1);
  return promise_answer(context, request, actor, id, done);
}

}  // namespace

std::vector<http::Route> promise_routes(const Context& context) {
  const auto by = with_context(context);
  return {
      {"GET", "/api/v1/account/parts/{id}/promises",
       "What a party has promised, given or received in a partnership, the newest first",
       by(promises_of_part)},
      {"POST", "/api/v1/account/parts/{id}/promises", "Enters a promise or a delivery", by(enter_promise)},
      {"GET", "/api/v1/account/promises/{id}", "One of them, for whoever may change it",
       by([](const Context& c, const http::Request& request, const http::Captures& captures) {
         const auto actor = bearer_of(c.accounts, request).actor;
         return promise_answer(c, request, actor, captured_id(captures), {});
       })},
      {"PUT", "/api/v1/account/promises/{id}", "Says what it is now", by(change_promise)},
      {"POST", "/api/v1/account/promises/{id}/withdrawal", "Withdraws it, with a reason",
       by(withdraw_promise)},
      {"POST", "/api/v1/account/promises/{id}/evidence", "Adds evidence to a delivery: a link or a file",
       by(add_evidence)},
      {"DELETE", "/api/v1/account/promises/{id}/evidence/{place}", "Takes a piece of it away",
       by(drop_evidence)},
  };
}

}  // namespace entente::api
