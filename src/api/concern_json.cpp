// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/concern_json.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "api/api.hpp"
#include "api/told.hpp"
#include "base/error.hpp"

namespace entente::api {

namespace {

boost::json::object subject_json(const registry::ConcernSubject& subject) {
  return {{"id", subject.id.str()}, {"type", subject.type}, {"title", text_json(subject.title)}};
}

/// What was said, for a reader who is let in to it.
boost::json::array concern_lines_json(const std::vector<registry::ConcernLine>& lines) {
  boost::json::array all;
  for (const auto& line : lines) {
    boost::json::object one{{"what", line.step.what}, {"at", base::to_string(line.step.at)}};
    if (!line.step.words.empty()) one.emplace("text", line.step.words);
    if (line.unreadable) one.emplace("unreadable", true);
    if (!line.author.empty()) one.emplace("name", line.author);
    if (!line.of.empty()) one.emplace("organisation_name", text_json(line.of));
    if (!line.country.empty()) one.emplace("country", line.country);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace

boost::json::object concern_json(const registry::ConcernDetail& detail) {
  const auto& concern = detail.concern;
  boost::json::object one{{"number", concern.number},
                          {"kind", concern.kind},
                          {"state", registry::name_of(concern.state)},
                          {"raised", base::to_string(concern.made)},
                          {"about", subject_json(detail.subject)},
                          {"published", concern.sight == store::ConcernSight::published},
                          {"steps", concern_lines_json(detail.lines)},
                          {"seen", detail.lines.size()}};
  if (concern.state == store::ConcernState::open) one.emplace("due", base::to_string(concern.due));
  if (!concern.shown.empty()) {
    one.emplace("text", concern.shown);
    one.emplace("shortened", concern.shortened);
  }
  return one;
}

boost::json::object concern_row_json(const registry::ConcernRow& row) {
  return {{"number", row.concern.number},
          {"kind", row.concern.kind},
          {"state", registry::name_of(row.concern.state)},
          {"raised", base::to_string(row.concern.made)},
          {"about", subject_json(row.subject)}};
}

std::optional<http::Response> kept_out(const http::Request& request,
                                       const std::optional<registry::ConcernFault>& fault,
                                       base::Instant now) {
  using Kind = registry::ConcernFault::Kind;
  if (!fault) return std::nullopt;
  switch (fault->kind) {
    case Kind::kind:
      throw base::BadInput("kind", "is none of a concern's", "The API's description names them.");
    case Kind::no_text:
      throw base::BadInput("text", "is empty", "Say what you saw.");
    case Kind::long_text:
      throw base::BadInput(
          "text",
          "is longer than " + std::to_string(registry::kMostConcernCharacters) + " characters, or no text",
          "Shorten it.");
    case Kind::name:
      throw base::BadInput("name", "is longer than a line, or no text", "Leave it out, or shorten it.");
    case Kind::address:
      throw base::BadInput("address", "is none to which mail can be sent",
                           "Leave it out, or write it as a@b.example.");
    case Kind::too_many:
      throw base::Conflict("concern", "has as much said about it as one may say", "Wait for the answer.");
    case Kind::moved_on:
      throw base::Conflict("concern", "has more said about it than was seen",
                           "Read it again, and write then.");
    case Kind::later:
      break;
  }
  constexpr std::int64_t kSecond = 1'000;
  auto response =
      error(request, 429, "Too many came within an hour.", "Send it again when Retry-After has passed.");
  response.set("Retry-After",
               std::to_string(std::max<std::int64_t>(1, (fault->heard.ms - now.ms + kSecond - 1) / kSecond)));
  return response;
}

}  // namespace entente::api
