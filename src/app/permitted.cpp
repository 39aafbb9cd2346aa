// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/permitted.hpp"

#include <utility>

#include "access/refused.hpp"
#include "access/route_permissions.hpp"
#include "api/api.hpp"
#include "api/bearer.hpp"
#include "base/error.hpp"
#include "pages/visitor.hpp"

namespace entente::app {

namespace {

http::Handler guarded(http::Handler handler, access::Action action, const pages::Context& context) {
  return [handler = std::move(handler), action, context](const http::Request& request,
                                                         const http::Captures& captures) {
    const auto visitor = pages::visitor_of(context, request);
    if (access::might(visitor.actor, action)) return handler(request, captures);
    return pages::not_let_in(context, request, visitor);
  };
}

/// The same for a program, which is known by its token alone.
http::Handler guarded_by_token(http::Handler handler, access::Action action,
                               const registry::Accounts& accounts) {
  return [handler = std::move(handler), action, &accounts](const http::Request& request,
                                                           const http::Captures& captures) {
    const auto bearer = api::bearer_of(accounts, request);
    if (access::might(bearer.actor, action)) return handler(request, captures);
    return api::not_let_in(request, bearer, action);
  };
}

/// Puts on record where a route refuses somebody: what was asked for by its pattern, in which no secret and
/// no record stands.
http::Handler noted(http::Handler handler, const http::Route& route, const pages::Context& context) {
  return [handler = std::move(handler), name = route.method + " " + route.pattern,
          api = api::is_api(route.pattern),
          context](const http::Request& request, const http::Captures& captures) {
    const auto note = [&](std::string_view what) {
      const auto actor =
          api ? api::bearer_of(context.accounts, request).actor : pages::visitor_of(context, request).actor;
      context.accounts.note_refusal(what, actor, actor.account.value_or(base::Uuid()), name);
    };
    try {
      auto response = handler(request, captures);
      if (response.status == 403) note("act");
      // Whoever sends none is told to, and has tried nothing.
      if (response.status == 401 && !request.header("authorization").empty()) note("token");
      return response;
    } catch (const access::Refused&) {
      note("act");
      throw;
    }
  };
}

}  // namespace

std::vector<http::Route> permitted(std::vector<http::Route> routes, const pages::Context& context) {
  for (auto& route : routes) {
    const auto action = access::action_of_route(route.method, route.pattern);
    if (!action)
      throw base::Error("route " + route.method + " " + route.pattern, "has no row among the permissions",
                        "Write one in src/access/route_permissions.cpp.");
    if (!access::might({}, *action))  // not open to everybody
      route.handler = api::is_api(route.pattern)
                          ? guarded_by_token(std::move(route.handler), *action, context.accounts)
                          : guarded(std::move(route.handler), *action, context);
    if (!access::might({}, *action) || route.method != "GET")
      route.handler = noted(std::move(route.handler), route, context);
  }
  return routes;
}

std::string_view without_secret(std::string_view path) {
  for (const std::string_view before : {"/link/", "/offer/", "/concern/", "/feed/"})
    if (const auto at = path.find(before); at != path.npos) return path.substr(0, at + before.size());
  return path;
}

}  // namespace entente::app
