// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Concerns, for a program of whoever answers them.
#include <array>
#include <limits>

#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/concern_json.hpp"
#include "api/endpoints.hpp"
#include "api/sent.hpp"
#include "api/sent_values.hpp"
#include "base/error.hpp"

namespace entente::api {

namespace {

constexpr std::int64_t kMostConcernsAPage = 100, kUsualConcernsAPage = 20;
constexpr std::array kConcernStates{store::ConcernState::open, store::ConcernState::answered,
                                    store::ConcernState::closed, store::ConcernState::withdrawn};

store::ConcernState asked_state(const http::Request& request) {
  const auto name = request.parameter("state");
  if (name.empty()) return store::ConcernState::open;
  for (const auto state : kConcernStates)
    if (registry::name_of(state) == name) return state;
  throw base::BadInput("state", "is none of a concern's", "Say open, answered, closed or withdrawn.");
}

/// The last concern of the page before: when it was due, and its number.
struct AfterConcern {
  base::Instant due{std::numeric_limits<std::int64_t>::min()};
  std::int64_t number = 0;
};

AfterConcern asked_after(const http::Request& request) {
  const auto cursor = request.parameter("cursor");
  if (cursor.empty()) return {};
  const auto dash = cursor.find('-');
  const auto due = version_of(std::string_view(cursor).substr(0, dash));
  const auto number =
      dash == std::string::npos ? std::nullopt : version_of(std::string_view(cursor).substr(dash + 1));
  if (!due || !number)
    throw base::BadInput("cursor", "cannot be read", "Give back what the page before gave as next.");
  return {{*due}, *number};
}

http::Response concern_queue(const Context& context, const http::Request& request, const http::Captures&) {
  const auto limit = number(request, "limit", 1, kMostConcernsAPage, kUsualConcernsAPage);
  if (!limit) return error(request, 400, "limit is no whole number from 1 to 100.", "Write it as ?limit=20.");
  const auto after = asked_after(request);
  const auto rows = context.concerns->list(bearer_of(context.accounts, request).actor, asked_state(request),
                                           after.due, after.number, static_cast<std::size_t>(*limit));
  boost::json::array all;
  for (const auto& row : rows) {
    auto one = concern_row_json(row);
    if (row.concern.state == store::ConcernState::open) one.emplace("due", base::to_string(row.concern.due));
    all.push_back(std::move(one));
  }
  std::string next;
  if (rows.size() == static_cast<std::size_t>(*limit))
    next = std::to_string(rows.back().concern.due.ms) + "-" + std::to_string(rows.back().concern.number);
  return own_json(request, boost::json::object{{"results", std::move(all)}, {"next", next}});
}

std::int64_t captured_number(const http::Captures& captures) {
  const auto number = version_of(captures["number"]);
  if (!number) throw base::NotFound("concern " + std::string(captures["number"]), "does not exist");
  return *number;
}

/// The concern as the page of whoever answers it shows it, but for the name and address of whoever raised it.
http::Response concern_to_answer(const Context& context, const http::Request& request,
                                 const access::Actor& actor, std::int64_t number) {
  return own_json(request, concern_json(context.concerns->look(actor, number)));
}

http::Response look_at_concern(const Context& context, const http::Request& request,
                               const http::Captures& captures) {
  return concern_to_answer(context, request, bearer_of(context.accounts, request).actor,
                           captured_number(captures));
}

http::Response take_step(const Context& context, const http::Request& request,
                         const http::Captures& captures) {
  // The same again is known by its words and by how many steps were read, not by the request's name.
  const auto actor = bearer_of(context.accounts, request).actor;
  const auto number = captured_number(captures);
  const auto sent = sent_object(request);
  require_members(sent, {"step", "text", "seen"});
  const auto step = sent_string(sent, "step");
  const auto text = sent_string(sent, "text");
  const auto seen = static_cast<std::size_t>(sent_number(sent, "seen", 0));
  auto& concerns = *context.concerns;
  std::optional<registry::ConcernFault> fault;
  if (step == "answer")
    fault = concerns.answer(actor, number, text, seen);
  else if (step == "close")
    fault = concerns.close(actor, number, text, seen);
  else if (step == "hand_on")
    fault = concerns.show(actor, number, store::ConcernSight::handed_on, text, seen);
  else if (step == "publish")
    fault = concerns.show(actor, number, store::ConcernSight::published, text, seen);
  else if (step == "take_back" && !sent.contains("text"))
    fault = concerns.show(actor, number, store::ConcernSight::counted, {}, seen);
  else
    throw base::BadInput("step", "is none of those who answer",
                         "Say answer, close, hand_on or publish with a text, or take_back without one.");
  if (auto out = kept_out(request, fault, context.reg.clock().now())) return std::move(*out);
  return concern_to_answer(context, request, actor, number);
}

}  // namespace

std::vector<http::Route> concern_answer_routes(const Context& context) {
  const auto by = with_context(context);
  return {
      {"GET", "/api/v1/answering/concerns", "Concerns by state, what is due first comes first",
       by(concern_queue)},
      {"GET", "/api/v1/answering/concerns/{number}", "One of them, with what is needed to answer it",
       by(look_at_concern)},
      {"POST", "/api/v1/answering/concerns/{number}/steps",
       "Answers or closes it, hands it on, publishes it or takes that back", by(take_step)},
  };
}

}  // namespace entente::api
