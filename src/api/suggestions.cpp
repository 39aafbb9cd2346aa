// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "base/text.hpp"
#include "registry/json.hpp"

namespace entente::api {
namespace {

constexpr std::size_t kLongestTyped = 200;  // bytes

http::Response suggest(const registry::Register& reg, const http::Request& request) {
  for (const auto& [name, value] : request.query)
    if (name != "q")
      return error(request, 400, "'" + name + "' is not a parameter of suggestions.",
                   "See /api/v1/openapi.yaml.");
  const auto typed = base::clip_utf8(request.parameter("q"), kLongestTyped);
  return json(request, registry::to_json(reg.suggest(typed, {})));
}

}  // namespace

std::vector<http::Route> suggestion_routes(registry::Register& reg) {
  return {{"GET", "/api/v1/suggestions", "What to offer to somebody who is typing",
           [&reg](const http::Request& request, const http::Captures&) { return suggest(reg, request); }}};
}

}  // namespace entente::api
