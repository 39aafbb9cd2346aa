// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What a host government says of a partnership on its soil, for a program of its focal point.
#include "registry/host_answers.hpp"

#include <algorithm>
#include <utility>

#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/endpoints.hpp"
#include "api/sent.hpp"
#include "api/sent_values.hpp"
#include "api/told.hpp"
#include "base/error.hpp"

namespace entente::api {

namespace {

std::optional<registry::HostQuestion> question_of(const Context& context, const access::Actor& actor,
                                                  const http::Captures& captures) {
  return registry::host_question(context.reg, actor, captures["code"], captured_id(captures));
}

registry::HostQuestion standing_question(const Context& context, const access::Actor& actor,
                                         const http::Captures& captures) {
  auto question = question_of(context, actor, captures);
  if (!question)
    throw base::NotFound("partnership " + std::string(captures["id"]),
                         "does not work in " + std::string(captures["code"]));
  return std::move(*question);
}

/// What is asked and what stands; of a country that is named no longer and has taken its answer back, nothing
/// but which it was.
boost::json::object host_answer_json(const http::Captures& captures,
                                     const std::optional<registry::HostQuestion>& question) {
  boost::json::object body{{"partnership", captured_id(captures).str()}, {"country", captures["code"]}};
  if (!question) return body;
  boost::json::array bases;
  for (const auto& [id, title] : question->bases)
    bases.push_back(boost::json::object{{"id", id.str()}, {"title", text_json(title)}});
  body.emplace("partnership_title", text_json(question->partnership.value.title));
  body.emplace("version", question->partnership.version);
  body.emplace("seen", question->seen);
  body.emplace("named", question->named);
  body.emplace("bases", std::move(bases));
  if (question->standing) body.emplace("standing", held_json(*question->standing));
  return body;
}

http::Response host_answer_answer(const Context& context, const http::Request& request,
                                  const access::Actor& actor, const http::Captures& captures,
                                  const store::Committed& done) {
  auto body = host_answer_json(captures, question_of(context, actor, captures));
  body.emplace("done", done_json(done.event_seq, done.repeated));
  return own_json(request, body);
}

/// What is said; where it names a plan or guidance alone, that one's title is what is cited.
model::HostAnswer sent_host_answer(const boost::json::object& sent, const registry::HostQuestion& question) {
  if (!sent.contains("answer"))
    throw base::BadInput("answer", "is not there", "Say aligned, endorsed or objects.");
  auto said = sent_record<model::HostAnswer>(sent, {"answer", "cited", "basis", "remark"}, {"partnership"});
  const auto chosen = std::ranges::find_if(
      question.bases, [&](const auto& each) { return said.basis && each.first == *said.basis; });
  if (said.cited.empty() && chosen != question.bases.end()) said.cited = chosen->second;
  return said;
}

http::Response ask_host(const Context& context, const http::Request& request,
                        const http::Captures& captures) {
  const auto actor = bearer_of(context.accounts, request).actor;
  return own_json(request, host_answer_json(captures, standing_question(context, actor, captures)));
}

http::Response say_as_host(const Context& context, const http::Request& request,
                           const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto sent = sent_object(request);
  require_members(sent, {"version", "seen", "host_answer"});
  const registry::AnsweredFrom from{sent_version(sent), sent_number(sent, "seen", 0)};
  const auto said =
      sent_host_answer(sent_part_of(sent, "host_answer"), standing_question(context, actor, captures));
  const auto done =
      registry::answer_as_host(context.reg, actor, captures["code"], captured_id(captures), from, said);
  return host_answer_answer(context, request, actor, captures, done);
}

http::Response take_back_as_host(const Context& context, const http::Request& request,
                                 const http::Captures& captures) {
  const auto actor = writing_actor(context.accounts, request);
  const auto done = registry::withdraw_host_answer(context.reg, actor, captures["code"],
                                                   captured_id(captures), asked_number(request, "seen", 1));
  return host_answer_answer(context, request, actor, captures, done);
}

}  // namespace

std::vector<http::Route> host_answer_routes(const Context& context) {
  const auto by = with_context(context);
  return {
      {"GET", "/api/v1/account/partnerships/{id}/hosts/{code}",
       "What a government is asked of a partnership on its soil, and what it has answered", by(ask_host)},
      {"PUT", "/api/v1/account/partnerships/{id}/hosts/{code}",
       "Says whether it is consistent with its plans", by(say_as_host)},
      {"DELETE", "/api/v1/account/partnerships/{id}/hosts/{code}", "Takes that back", by(take_back_as_host)},
  };
}

}  // namespace entente::api
