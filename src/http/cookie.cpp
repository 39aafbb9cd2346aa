// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/cookie.hpp"

#include <algorithm>

namespace entente::http {

namespace {

std::string full_name(std::string_view name, bool secure) {
  return (secure ? "__Host-" : "") + std::string(name);
}

void add_cookie(Response& response, const std::string& pair, bool secure, const std::string& life) {
  response.headers.emplace_back(
      "Set-Cookie", pair + "; Path=/; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "") + life);
}

std::string_view stripped(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

}  // namespace

void set_cookie(Response& response, const Cookie& cookie) {
  const auto life = cookie.max_age.count() > 0 ? "; Max-Age=" + std::to_string(cookie.max_age.count()) : "";
  add_cookie(response, full_name(cookie.name, cookie.secure) + "=" + cookie.value, cookie.secure, life);
}

void drop_cookie(Response& response, std::string_view name, bool secure) {
  add_cookie(response, full_name(name, secure) + "=", secure, "; Max-Age=0");
}

std::string_view cookie_of(const Request& request, std::string_view name, bool secure) {
  const auto wanted = full_name(name, secure);
  std::string_view found;
  bool any = false;
  for (const auto& [header, line] : request.headers) {
    if (header != "cookie") continue;
    std::string_view rest = line;
    while (!rest.empty()) {
      const auto pair = stripped(rest.substr(0, rest.find(';')));
      rest.remove_prefix(
          std::min(rest.size(), rest.find(';') == rest.npos ? rest.size() : rest.find(';') + 1));
      const auto equals = pair.find('=');
      if (equals == pair.npos || pair.substr(0, equals) != wanted) continue;
      const auto value = pair.substr(equals + 1);
      if (any && value != found) return {};
      found = value;
      any = true;
    }
  }
  return found;
}

}  // namespace entente::http
