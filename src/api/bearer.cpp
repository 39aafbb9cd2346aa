// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/bearer.hpp"

#include <algorithm>

#include "access/throttle.hpp"
#include "api/api.hpp"

namespace entente::api {

namespace {

constexpr std::string_view kScheme = "bearer ";

std::string_view token_in(const http::Request& request) {
  const auto header = request.header("authorization");
  const bool bears = header.size() > kScheme.size() &&
                     std::ranges::equal(header.substr(0, kScheme.size()), kScheme, [](char a, char b) {
                       return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
                     });
  return bears ? header.substr(kScheme.size()) : std::string_view();
}

}  // namespace

registry::Bearer bearer_of(const registry::Accounts& accounts, const http::Request& request) {
  auto bearer = accounts.bearer(token_in(request));
  bearer.actor.network = access::network_of(request.peer);
  return bearer;
}

http::Response not_let_in(const http::Request& request, const registry::Bearer& bearer,
                          access::Action action) {
  const bool known = bearer.token.has_value();
  const auto scopes = access::text_of(access::scopes_of(action));
  auto response = known
                      ? error(request, 403, "This token is not for that.",
                              "Make one with the scope that the API's description names.")
                      : error(request, 401, "This address asks for a token that holds.",
                              "Send one as 'Authorization: Bearer entente_…'; the page of your account makes "
                              "them.");
  std::string challenge = "Bearer realm=\"Entente\"";
  if (known && !scopes.empty())
    challenge += ", error=\"insufficient_scope\", scope=\"" + scopes + "\"";
  else if (!token_in(request).empty())
    challenge += ", error=\"invalid_token\"";
  response.set("WWW-Authenticate", challenge);
  return response;
}

}  // namespace entente::api
