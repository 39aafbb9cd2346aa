// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/answer.hpp"

#include <boost/json.hpp>
#include <charconv>

#include "api/api.hpp"
#include "base/hash.hpp"

namespace entente::api {

http::Response json(const http::Request& request, std::string body) {
  const auto etag = "\"" + base::hex(base::sha256(body)).substr(0, 32) + "\"";
  http::Response response;
  if (http::etag_matches(request.header("if-none-match"), etag)) {
    response.status = 304;
  } else {
    response.body = std::move(body);
    response.set("Content-Type", "application/json");
  }
  response.set("ETag", etag);
  response.set("Cache-Control", "no-cache");
  response.set("Access-Control-Allow-Origin", "*");
  response.set("X-Content-Type-Options", "nosniff");
  return response;
}

http::Response file(std::string body, std::string_view type, const std::string& name) {
  auto response = http::text(200, std::move(body), std::string(type));
  response.set("Content-Disposition", "attachment; filename=\"" + name + "\"");
  response.set("Access-Control-Allow-Origin", "*");
  response.set("X-Content-Type-Options", "nosniff");
  return response;
}

http::Response error(const http::Request& request, int status, std::string_view message,
                     std::string_view next) {
  const char* code = "error";
  switch (status) {
    case 400:
      code = "bad_request";
      break;
    case 401:
      code = "unauthorized";
      break;
    case 403:
      code = "forbidden";
      break;
    case 404:
      code = "not_found";
      break;
    case 405:
      code = "method_not_allowed";
      break;
    case 409:
      code = "conflict";
      break;
    case 410:
      code = "gone";
      break;
    case 503:
      code = "unavailable";
      break;
    default:
      if (status >= 500) code = "internal";
      break;
  }
  boost::json::object fault{
      {"status", status}, {"code", code}, {"message", message}, {"request", request.id}};
  if (!next.empty()) fault.emplace("next", next);
  http::Response response;
  response.status = status;
  // Of a refusal the message has the next step as its end: a client of yente, which is given one text, reads
  // it once.
  std::string detail(message);
  if (!next.empty() && !message.ends_with(next)) detail += " " + std::string(next);
  response.body =
      boost::json::serialize(is_yente(request.path) ? boost::json::object{{"detail", detail}}
                                                    : boost::json::object{{"error", std::move(fault)}});
  response.set("Content-Type", "application/json");
  response.set("Cache-Control", "no-store");
  response.set("Access-Control-Allow-Origin", "*");
  response.set("X-Content-Type-Options", "nosniff");
  return response;
}

http::Response gone(const http::Request& request, std::string_view message, std::string_view next,
                    std::string_view member, boost::json::object told) {
  auto response = error(request, 410, message, next);
  auto body = boost::json::parse(response.body).as_object();
  body.emplace(member, std::move(told));
  response.body = boost::json::serialize(body);
  return response;
}

bool is_api(std::string_view path) {
  return path.starts_with("/api/") || path == "/api" || path == "/healthz" || path == "/readyz" ||
         path == "/metrics" || is_yente(path);
}

bool is_yente(std::string_view path) {
  return path.starts_with("/yente/") || path == "/yente";
}

namespace {
std::optional<std::int64_t> whole(std::string_view text) {
  std::int64_t n = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return n;
}
}  // namespace

std::optional<std::int64_t> number(const http::Request& request, std::string_view name, std::int64_t least,
                                   std::int64_t most, std::int64_t otherwise) {
  const auto text = request.parameter(name);
  if (text.empty()) return otherwise;
  const auto n = whole(text);
  if (!n || *n < least || *n > most) return std::nullopt;
  return n;
}

std::optional<std::size_t> read_cursor(const http::Request& request) {
  const auto text = request.parameter("cursor");
  if (text.empty()) return 0;
  if (text.size() < 2 || text.front() != 'c') return std::nullopt;
  const auto n = whole(text.substr(1));
  if (!n || *n < 0) return std::nullopt;
  return static_cast<std::size_t>(*n);
}

std::string write_cursor(std::size_t offset, std::size_t shown, std::size_t total) {
  const auto next = offset + shown;
  return shown == 0 || next >= total ? std::string() : "c" + std::to_string(next);
}

}  // namespace entente::api
