// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What was published, changed and withdrawn: for whoever asks instead of being told by a webhook.
#include <charconv>

#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "registry/public_events.hpp"

namespace entente::api {

namespace {

constexpr std::int64_t kMostEvents = 100;

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

/// "12", or "12-100" within the commit after it; the beginning where there is none.
std::optional<registry::EventPosition> asked_position(std::string_view text) {
  if (text.empty()) return registry::EventPosition{};
  const auto dash = text.find('-');
  const auto sequence = whole_number(text.substr(0, dash));
  const auto told = dash == text.npos ? 0 : whole_number(text.substr(dash + 1));
  if (!sequence || !told) return std::nullopt;
  return registry::EventPosition{*sequence, *told};
}

std::string written(const registry::EventPosition& position) {
  const auto sequence = std::to_string(position.sequence);
  return position.told == 0 ? sequence : sequence + "-" + std::to_string(position.told);
}

http::Response events(const Context& context, const registry::EventOrigin& origin,
                      const http::Request& request) {
  std::vector<std::string> topics;
  for (const auto& [name, value] : request.query) {
    if (name == "topic") {
      if (!registry::is_event_topic(value))
        return error(request, 400, "topic is none that there is.", "See /api/v1/openapi.yaml.");
      topics.push_back(value);
    } else if (name != "after" && name != "limit") {
      return error(request, 400, "'" + name + "' is not a parameter of events.", "See /api/v1/openapi.yaml.");
    }
  }
  const auto limit = number(request, "limit", 1, kMostEvents, kMostEvents);
  const auto after = asked_position(request.parameter("after"));
  if (!limit || !after)
    return error(request, 400, "limit or after cannot be read.",
                 "limit is 1 to 100; after is a sequence number, or what the page before gave as next.");
  const auto reader = context.reg.read();
  const auto page = registry::public_events(*reader, *after, topics, static_cast<std::size_t>(*limit));
  std::string body = R"({"events":[)";
  for (const auto& event : page.events)
    body += (body.ends_with('[') ? "" : ",") + registry::json_of(event, origin);
  return json(request, body + R"(],"last":)" + std::to_string(page.last) + R"(,"next":")" +
                           written(page.next) + R"("})");
}

}  // namespace

std::vector<http::Route> event_routes(const Context& context) {
  const auto origin =
      registry::event_origin(context.accounts.letterhead().url, context.institution->languages);
  return {{"GET", "/api/v1/events", "What was published, changed and withdrawn, commit by commit",
           [context, origin](const http::Request& request, const http::Captures&) {
             return events(context, origin, request);
           }}};
}

}  // namespace entente::api
