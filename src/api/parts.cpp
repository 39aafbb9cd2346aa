// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// A party's part in a partnership, and its own word on it, for a program that acts for whoever speaks for it.
#include <boost/json.hpp>

#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/endpoints.hpp"
#include "api/sent.hpp"
#include "api/sent_values.hpp"
#include "api/told.hpp"
#include "base/error.hpp"
#include "registry/confirming.hpp"

namespace entente::api {

namespace {

constexpr std::int64_t kMostOnAPage = 100, kUsualOnAPage = 20;

boost::json::object part_json(const registry::OwnPart& own) {
  boost::json::object one{{"id", own.part.id.str()},
                          {"version", own.part.version},
                          {"state", own.state},
                          {"partnership_title", text_json(own.partnership)},
                          {"part", record_json(own.part.value)}};
  if (own.said) one.emplace("word", record_json(own.said->value));
  return one;
}

base::Uuid asked_id(std::string_view text, const char* what) {
  const auto id = base::Uuid::parse(text);
  if (!id) throw base::BadInput(what, "is no id of a record", "An id is a UUID of 36 characters.");
  return *id;
}

http::Response parts(const Context& context, const http::Request& request) {
  const auto actor = bearer_of(context.accounts, request).actor;
  const auto limit = number(request, "limit", 1, kMostOnAPage, kUsualOnAPage);
  const auto offset = read_cursor(request);
  if (!limit || !offset)
    return error(request, 400, "limit or cursor cannot be read.",
                 "limit is 1 to 100; cursor is what the page before gave as next.");
  const auto found = registry::Confirming(context.reg)
                         .parts(actor, asked_id(request.parameter("organisation"), "organisation"), *offset,
                                static_cast<std::size_t>(*limit));
  boost::json::array rows;
  for (const auto& own : found.rows) rows.push_back(part_json(own));
  return own_json(request,
                  boost::json::object{{"total", found.total},
                                      {"waiting", found.waiting},
                                      {"next", write_cursor(*offset, found.rows.size(), found.total)},
                                      {"results", std::move(rows)}});
}

http::Response no_part(const http::Request& request) {
  return error(request, 404, "No such part stands in this register.",
               "GET /api/v1/account/parts lists those of an organisation.");
}

/// The part as it stands now, and what became of the request where it changed something.
http::Response part_answer(const Context& context, const http::Request& request, const access::Actor& actor,
                           std::string_view id, std::optional<boost::json::object> done) {
  const auto known = base::Uuid::parse(id);
  const auto own = known ? registry::Confirming(context.reg).part(actor, *known) : std::nullopt;
  if (!own) return no_part(request);
  auto body = part_json(*own);
  if (done) body.emplace("done", std::move(*done));
  return own_json(request, body);
}

http::Response part(const Context& context, const http::Request& request, const http::Captures& captures) {
  return part_answer(context, request, bearer_of(context.accounts, request).actor, captures["id"],
                     std::nullopt);
}

http::Response word(const Context& context, const http::Request& request, const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"word", "version", "remark"});
  const auto word = registry::word_of(sent_string(sent, "word"));
  if (!word) throw base::BadInput("word", "is none of a party's", "Say confirm, decline or leave.");
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return no_part(request);
  const auto done =
      registry::Confirming(context.reg).say(actor, *id, sent_version(sent), *word, sent_text(sent, "remark"));
  return part_answer(context, request, actor, captures["id"], done_json(done.event_seq, done.repeated));
}

/// What a party says of its part; what is not sent it leaves empty.
model::Participation sent_part(const boost::json::object& sent) {
  return sent_record<model::Participation>(
      sent, {"role", "contributes", "brings", "risks", "responsibilities", "benefits"},
      {"partnership", "organisation"});
}

http::Response correct(const Context& context, const http::Request& request, const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"part", "version", "remark"});
  const auto part = sent_part(sent_part_of(sent, "part"));
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id) return no_part(request);
  const auto done = registry::Confirming(context.reg)
                        .correct(actor, *id, sent_version(sent), part, sent_text(sent, "remark"));
  return part_answer(context, request, actor, captures["id"], done_json(done.event_seq, done.repeated));
}

}  // namespace

std::vector<http::Route> part_routes(const Context& context) {
  return {
      {"GET", "/api/v1/account/parts", "The parts of an organisation one speaks for, those that wait first",
       [context](const http::Request& request, const http::Captures&) { return parts(context, request); }},
      {"GET", "/api/v1/account/parts/{id}", "One of them, with the party's word on it",
       [context](const http::Request& request, const http::Captures& captures) {
         return part(context, request, captures);
       }},
      {"POST", "/api/v1/account/parts/{id}/word", "Confirms, declines or leaves it",
       [context](const http::Request& request, const http::Captures& captures) {
         return word(context, request, captures);
       }},
      {"PUT", "/api/v1/account/parts/{id}", "Says what the part is, and confirms that",
       [context](const http::Request& request, const http::Captures& captures) {
         return correct(context, request, captures);
       }},
  };
}

}  // namespace entente::api
