// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What a program with a token asks about the account it acts for.
#include <boost/json.hpp>

#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "api/endpoints.hpp"
#include "api/sent.hpp"

namespace entente::api {

namespace {

boost::json::array scopes_json(std::string_view scopes) {
  boost::json::array all;
  for (const auto scope : access::read_scopes(scopes))
    all.push_back(boost::json::string(access::name_of(scope)));
  return all;
}

boost::json::object token_json(const store::Token& token) {
  boost::json::object one{{"id", token.id.str()},
                          {"name", token.name},
                          {"scopes", scopes_json(token.scopes)},
                          {"made", base::to_string(token.made)},
                          {"expires", base::to_string(token.expires)}};
  // The day, not the moment: more would follow a program's steps.
  if (token.used.ms != 0) one.emplace("used", base::to_string(token.used).substr(0, 10));
  return one;
}

http::Response account(registry::Accounts& accounts, const http::Request& request) {
  const auto bearer = bearer_of(accounts, request);
  boost::json::array roles;
  for (const auto& grant : bearer.actor.grants)
    roles.push_back(boost::json::object{{"role", access::name_of(grant.role)}, {"of", grant.of}});
  return own_json(request, boost::json::object{{"id", bearer.account->id.str()},
                                               {"address", bearer.account->address},
                                               {"name", bearer.account->name},
                                               {"language", bearer.account->language},
                                               {"roles", std::move(roles)},
                                               {"token", token_json(*bearer.token)}});
}

http::Response tokens(registry::Accounts& accounts, const http::Request& request) {
  const auto bearer = bearer_of(accounts, request);
  boost::json::array all;
  for (const auto& token : accounts.tokens(bearer.actor, bearer.account->id))
    all.push_back(token_json(token));
  return own_json(request, boost::json::object{{"results", std::move(all)}});
}

http::Response withdraw(registry::Accounts& accounts, const http::Request& request,
                        const http::Captures& captures) {
  const auto bearer = bearer_of(accounts, request);
  const auto id = base::Uuid::parse(captures["id"]);
  if (!id || !accounts.withdraw_token(bearer.actor, bearer.account->id, *id))
    return error(request, 404, "This account has no such token.", "GET /api/v1/account/tokens lists them.");
  http::Response response;
  response.status = 204;
  response.set("Access-Control-Allow-Origin", "*");
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace

std::vector<http::Route> account_routes(registry::Accounts& accounts) {
  return {
      {"GET", "/api/v1/account", "The account that a token acts for, and what it holds",
       [&accounts](const http::Request& request, const http::Captures&) {
         return account(accounts, request);
       }},
      {"GET", "/api/v1/account/tokens", "The tokens of that account, without their secrets",
       [&accounts](const http::Request& request, const http::Captures&) {
         return tokens(accounts, request);
       }},
      {"DELETE", "/api/v1/account/tokens/{id}", "Withdraws one of them, at once",
       [&accounts](const http::Request& request, const http::Captures& captures) {
         return withdraw(accounts, request, captures);
       }},
  };
}

}  // namespace entente::api
