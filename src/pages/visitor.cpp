// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/visitor.hpp"

#include <chrono>

#include "access/secret.hpp"
#include "access/throttle.hpp"
#include "http/cookie.hpp"
#include "http/form.hpp"
#include "pages/format.hpp"
#include "pages/origin.hpp"
#include "pages/way_back.hpp"

namespace entente::pages {

namespace {

constexpr std::string_view kSessionCookie = "entente";
constexpr std::string_view kDataCookie = "entente-data";
constexpr std::string_view kLowData = "low";
constexpr std::chrono::seconds kYear = std::chrono::hours(365 * 24);

/// The address under which the world knows us, or the one under which this request found us.
bool is_from_here(const Context& context, const http::Request& request) {
  const std::string host(request.header("host"));
  return http::is_from_own_page(request, origin_of(context, request)) ||
         http::is_from_own_page(request, "http://" + host) ||
         http::is_from_own_page(request, "https://" + host);
}

}  // namespace

bool is_secure(const Context& context) {
  return context.https || context.public_url.starts_with("https://");
}

std::string session_secret_of(const Context& context, const http::Request& request) {
  return std::string(http::cookie_of(request, kSessionCookie, is_secure(context)));
}

registry::Visitor visitor_of(const Context& context, const http::Request& request) {
  auto visitor = context.accounts.visitor(session_secret_of(context, request));
  visitor.actor.network = access::network_of(request.peer);
  return visitor;
}

registry::Origin origin_of_client(const http::Request& request) {
  return {request.peer, std::string(request.header("user-agent"))};
}

std::string key_of_forms(const Context& context, const http::Request& request) {
  const auto secret = session_secret_of(context, request);
  return secret.empty() ? std::string() : access::form_key(secret);
}

std::string key_of_act(const Context& context, const http::Request& request, std::string_view act) {
  const auto secret = session_secret_of(context, request);
  return secret.empty() ? std::string() : access::act_key(secret, act);
}

std::optional<http::Parameters> own_form(const Context& context, const http::Request& request,
                                         std::size_t most) {
  if (!is_from_here(context, request)) return std::nullopt;
  http::check_form_size(request, most);
  auto fields = http::parse_form(request, most);
  if (fields && !access::same(http::value_of(*fields, "key"), key_of_forms(context, request)))
    return std::nullopt;
  return fields;
}

std::optional<std::vector<http::Part>> own_multipart(const Context& context, const http::Request& request) {
  if (!is_from_here(context, request)) return std::nullopt;
  auto parts = http::parse_multipart(request);
  if (parts && !access::same(http::content_of(*parts, "key"), key_of_forms(context, request)))
    return std::nullopt;
  return parts;
}

http::Response see(std::string_view language, std::string_view path) {
  auto response = http::redirect(303, href(language, path));
  response.set("Cache-Control", "no-store");
  return response;
}

void keep_session(http::Response& response, const Context& context, const std::string& secret) {
  http::set_cookie(response,
                   {.name = std::string(kSessionCookie), .value = secret, .secure = is_secure(context)});
}

void keep_low_data(http::Response& response, const Context& context, bool low_data) {
  if (low_data)
    http::set_cookie(response, {.name = std::string(kDataCookie),
                                .value = std::string(kLowData),
                                .secure = is_secure(context),
                                .max_age = kYear});
  else
    http::drop_cookie(response, kDataCookie, is_secure(context));
}

void drop_session(http::Response& response, const Context& context) {
  http::drop_cookie(response, kSessionCookie, is_secure(context));
}

bool prefers_low_data(const http::Request& request, bool secure) {
  return http::cookie_of(request, kDataCookie, secure) == kLowData;
}

http::Response not_let_in(const Context& context, const http::Request& request,
                          const registry::Visitor& visitor) {
  const auto language = language_of(request, context.institution->languages);
  const auto back = way_of(context, request);
  if (visitor.code_wanted) return see(language, with_way_back("/sign-in/code", back));
  if (!visitor.account) return see(language, with_way_back("/sign-in", back));
  if (visitor.lacks_second_factor) return see(language, with_way_back("/account/second-factor", back));
  return error_page(context, request, language, 403);
}

Frame private_frame(std::string_view language, std::string title, std::string path) {
  Frame frame{.language = language, .title = std::move(title)};
  frame.path = std::move(path);
  frame.index = false;
  return frame;
}

}  // namespace entente::pages
