// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/api.hpp"

#include <charconv>
#include <iterator>
#include <map>

#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "registry/json.hpp"
#include "registry/moment.hpp"
#include "registry/state_difference.hpp"

namespace entente::api {

std::optional<std::int64_t> version_of(std::string_view text) {
  std::int64_t n = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (fault != std::errc() || end != text.data() + text.size() || n < 1) return std::nullopt;
  return n;
}

http::Response differences(registry::Register& reg, const http::Request& request,
                           const std::optional<base::Uuid>& id) {
  if (const auto from = request.parameter("from"); !version_of(from) && registry::is_moment(from)) {
    const auto first = registry::event_at(reg, from), last = registry::event_at(reg, request.parameter("to"));
    if (!first || !last)
      return error(request, 400, "from and to are not two days or times that have come.",
                   "Write them like 2025-03-01, or like 2025-03-01T12:00:00Z; without to it is now.");
    const auto found = id ? registry::state_difference(reg, *id, *first, *last) : std::nullopt;
    return found ? json(request, registry::to_json(*found))
                 : error(request, 404, "There was no such record on either day.",
                         "The revisions are listed in the record.");
  }
  return differences(request, [&](std::int64_t from, std::int64_t to) {
    return id ? reg.difference(*id, from, to) : std::nullopt;
  });
}

http::Response differences(const http::Request& request, const Differing& differing) {
  const auto from = version_of(request.parameter("from")), to = version_of(request.parameter("to"));
  if (!from || !to)
    return error(request, 400, "from and to are not two version numbers.",
                 "Versions count from 1: ?from=1&to=2");
  const auto found = differing(*from, *to);
  return found ? json(request, registry::to_json(*found))
               : error(request, 404, "There is no such record or revision.",
                       "The revisions are listed in the record.");
}

std::vector<http::Route> routes(const Context& context) {
  std::vector<http::Route> all;
  for (auto&& table : {partnership_routes(context.reg, context.rates),
                       organisation_routes(context.reg),
                       suggestion_routes(context.reg),
                       account_routes(context.accounts),
                       part_routes(context),
                       promise_routes(context),
                       word_routes(context),
                       report_routes(context),
                       governing_routes(context),
                       report_review_routes(context),
                       appeal_routes(context),
                       own_desk_routes(context),
                       guidance_routes(context),
                       colleague_routes(context),
                       invitation_routes(context),
                       concern_answer_routes(context),
                       diligence_routes(context),
                       principle_routes(context),
                       host_answer_routes(context),
                       agreement_routes(context),
                       agreement_word_routes(context),
                       draft_routes(context),
                       draft_step_routes(context),
                       desk_routes(context.reg),
                       goal_routes(context.reg),
                       concern_routes(context.concerns),
                       concern_word_routes(context),
                       event_routes(context),
                       log_routes(context),
                       service_routes(context),
                       validation_routes(context),
                       witness_routes(context),
                       receipt_routes(context),
                       yente_match_routes(context),
                       yente_search_routes(context),
                       yente_service_routes(context)})
    all.insert(all.end(), table.begin(), table.end());
  // From other sites' pages: every address of the API answers a preflight. What changes
  // something asks for a token, which no browser adds by itself.
  std::map<std::string, std::string> methods;
  for (const auto& route : all)
    if (route.pattern.starts_with("/api/"))
      methods[route.pattern] += route.method == "GET" ? "GET, HEAD, " : route.method + ", ";
  for (const auto& [pattern, allowed] : methods)
    all.push_back({"OPTIONS", pattern, "CORS preflight",
                   [allowed = allowed + "OPTIONS"](const http::Request&, const http::Captures&) {
                     http::Response response;
                     response.status = 204;
                     response.set("Access-Control-Allow-Origin", "*");
                     response.set("Access-Control-Allow-Methods", allowed);
                     response.set("Access-Control-Allow-Headers",
                                  "Authorization, Content-Type, Idempotency-Key, If-None-Match");
                     response.set("Access-Control-Max-Age", "86400");
                     return response;
                   }});
  return all;
}

}  // namespace entente::api
