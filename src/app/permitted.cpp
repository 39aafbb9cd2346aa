// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/permitted.hpp"

#include <utility>

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

}  // namespace

std::vector<http::Route> permitted(std::vector<http::Route> routes, const pages::Context& context) {
  for (auto& route : routes) {
    const auto action = access::action_of_route(route.method, route.pattern);
    if (!action)
      throw base::Error("route " + route.method + " " + route.pattern, "has no row among the permissions",
                        "Write one in src/access/route_permissions.cpp.");
    if (access::might({}, *action)) continue;  // open to everybody
    route.handler = api::is_api(route.pattern)
                        ? guarded_by_token(std::move(route.handler), *action, context.accounts)
                        : guarded(std::move(route.handler), *action, context);
  }
  return routes;
}

std::string_view without_secret(std::string_view path) {
  for (const std::string_view before : {"/link/", "/offer/"})
    if (const auto at = path.find(before); at != path.npos) return path.substr(0, at + before.size());
  return path;
}

}  // namespace entente::app
