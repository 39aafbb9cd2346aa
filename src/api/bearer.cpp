// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/bearer.hpp"

#include "access/throttle.hpp"
#include "api/answer.hpp"
#include "api/api.hpp"

namespace entente::api {

namespace {

constexpr std::string_view kScheme = "Bearer ";
/// Programs that ask a yente send their key so.
constexpr std::string_view kYenteScheme = "ApiKey ";

std::string_view behind(std::string_view header, std::string_view scheme) {
  const bool bears =
      header.size() > scheme.size() && http::same_ignoring_case(header.substr(0, scheme.size()), scheme);
  return bears ? header.substr(scheme.size()) : std::string_view();
}

std::string_view token_in(const http::Request& request) {
  const auto header = request.header("authorization");
  const auto token = behind(header, kScheme);
  return token.empty() && is_yente(request.path) ? behind(header, kYenteScheme) : token;
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
