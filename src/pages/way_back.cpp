// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/way_back.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/text.hpp"
#include "pages/format.hpp"
#include "pages/origin.hpp"
#include "pages/visitor.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kLongestWay = 1'000;

/// Pages that lead nowhere, or that are not to be opened by being sent there.
constexpr std::array<std::string_view, 6> kNoWay{"/sign-in",      "/sign-out", "/link",
                                                 "/new-password", "/register", "/concern"};

/// What may stand in the path and the query of an address (RFC 3986).
bool is_address_sign(char c) {
  constexpr std::string_view kSigns = "-._~!$&'()*+,;=:@/?%";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kSigns.find(c) != kSigns.npos;
}

/// The path, decoded; nothing where a browser or somebody between could read another one in it.
std::optional<std::string> plain_path(std::string_view raw) {
  auto path = http::decode_path(raw);
  if (!path || path->find('\\') != path->npos || path->find('%') != path->npos ||
      path->find("//") != path->npos)
    return std::nullopt;
  return path;
}

/// The path and query of an address of ours; "" of any other.
std::string_view own_part(std::string_view address, std::string_view origin) {
  if (origin.empty() || !address.starts_with(origin)) return {};
  return address.substr(origin.size());
}

/// The page on which a link or form stood, where the browser says so.
std::string page_before(const Context& context, const http::Request& request) {
  const auto referer = request.header("referer");
  auto way = own_way(own_part(referer, origin_of(context, request)));
  const std::string host(request.header("host"));
  if (way.empty() && !host.empty()) way = own_way(own_part(referer, "https://" + host));
  if (way.empty() && !host.empty()) way = own_way(own_part(referer, "http://" + host));
  return way;
}

}  // namespace

std::string own_way(std::string_view typed) {
  constexpr std::size_t kLanguage = 3;  // "/fr"
  if (typed.size() > kLongestWay || !typed.starts_with('/') || !std::ranges::all_of(typed, is_address_sign))
    return {};
  const auto path = plain_path(typed.substr(0, typed.find('?')));
  if (!path || path->size() < kLanguage || !base::is_language(std::string_view(*path).substr(1, 2)))
    return {};
  const auto page = std::string_view(*path).substr(kLanguage);
  if (!page.empty() && page[0] != '/') return {};
  const bool leads_nowhere = std::ranges::any_of(kNoWay, [&](std::string_view each) {
    return page == each || (page.starts_with(each) && page[each.size()] == '/');
  });
  return leads_nowhere ? std::string() : std::string(typed);
}

std::string way_of(const Context& context, const http::Request& request) {
  return request.method == "GET" || request.method == "HEAD" ? own_way(request.target)
                                                             : page_before(context, request);
}

std::string way_back_of(const Context& context, const http::Request& request) {
  const auto named = request.parameter(kWayBack);
  return named.empty() ? page_before(context, request) : own_way(named);
}

std::string with_way_back(std::string path, std::string_view back) {
  // Where one goes anyway, that need not be said.
  if (back.empty() || back.substr(3) == "/account") return path;
  path += path.find('?') == path.npos ? '?' : '&';
  return path + std::string(kWayBack) + '=' + http::escape_component(back);
}

http::Response go_back(std::string_view language, std::string_view back) {
  if (back.empty()) return see(language, "/account");
  auto response = http::redirect(303, std::string(back));
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace entente::pages
