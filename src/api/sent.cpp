// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/sent.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <string>

#include "api/answer.hpp"
#include "api/bearer.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/json_reader.hpp"
#include "base/text.hpp"
#include "http/multipart.hpp"

namespace entente::api {

namespace {

constexpr std::size_t kMostKeyBytes = 200;
constexpr std::string_view kJson = "application/json";

std::string_view said_type(const http::Request& request) {
  const auto type = request.header("content-type");
  return base::trimmed(type.substr(0, type.find(';')));
}

/// A name as a message shows it: members that the API knows are letters, and what is none is not repeated.
std::string shown_member(std::string_view name) {
  constexpr std::size_t kMostShown = 40;
  std::string shown(name.substr(0, kMostShown));
  for (auto& c : shown)
    if (c < ' ' || c > '~') c = '?';
  return "'" + shown + "'";
}

/// Which of two holds would be a guess: neither. The text is JSON of few levels.
void require_single_members(base::JsonReader& in) {
  using Kind = base::JsonReader::Kind;
  const auto kind = in.next();
  if (kind == Kind::object) {
    std::set<std::string_view> names;
    in.begin();
    for (std::string_view name; in.member(name);) {
      if (!names.insert(name).second)
        throw base::BadInput(shown_member(name), "stands twice in one object", "Send it once.");
      require_single_members(in);
    }
  } else if (kind == Kind::array) {
    in.begin();
    while (in.item()) require_single_members(in);
  } else {
    in.skip();
  }
}

/// A hash of all that a request asks. Of a form of several parts count the parts: what stands between them is
/// chosen anew each time by most programs that send one.
std::string content_of_request(const http::Request& request) {
  base::Sha256Stream hash;
  const auto add = [&](std::string_view text) {
    hash.add(std::to_string(text.size()) + ":");
    hash.add(text);
  };
  add(request.method);
  add(request.target);
  const auto parts = is_multipart(request) ? http::parse_multipart(request) : std::nullopt;
  if (!parts) add(request.body);
  if (parts)
    for (const auto& part : *parts) {
      add(part.name);
      add(part.is_file ? "file" : "field");
      add(part.file_name);
      add(part.content);
    }
  return base::hex(hash.finish());
}

}  // namespace

access::Actor writing_actor(const registry::Accounts& accounts, const http::Request& request) {
  auto actor = bearer_of(accounts, request).actor;
  const auto sent =
      std::ranges::find(request.headers, "idempotency-key", &std::pair<std::string, std::string>::first);
  if (sent == request.headers.end()) return actor;
  actor.request = sent->second;
  const bool visible = std::ranges::all_of(actor.request, [](char c) { return c > ' ' && c <= '~'; });
  if (actor.request.empty() || actor.request.size() > kMostKeyBytes || !visible)
    throw base::BadInput("The header Idempotency-Key", "is not 1 to 200 visible characters of ASCII",
                         "A new UUID for each request that is new will do.");
  actor.request_content = content_of_request(request);
  return actor;
}

boost::json::object sent_object(const http::Request& request) {
  if (!http::same_ignoring_case(said_type(request), kJson))
    throw base::BadInput("The body", "is not said to be JSON",
                         "Send it with Content-Type: application/json.");
  return json_object(request.body, "The body");
}

boost::json::object json_object(std::string_view text, std::string_view thing) {
  const std::string name(thing);
  if (!base::is_utf8(text)) throw base::BadInput(name, "is not UTF-8", "Send JSON in UTF-8.");
  auto value = base::parse_json(text, thing);
  if (!value.is_object())
    throw base::BadInput(name, "is no object", "The API's description says which members it has.");
  base::JsonReader again(text, thing);
  require_single_members(again);
  return std::move(value.as_object());
}

bool is_multipart(const http::Request& request) {
  return http::same_ignoring_case(said_type(request), "multipart/form-data");
}

std::int64_t sent_version(const boost::json::object& sent) {
  const auto* version = sent.if_contains("version");
  if (!version || !version->is_int64() || version->as_int64() < 1)
    throw base::BadInput("version", "is no number of a version",
                         "Send the version that was read, and that this is to change.");
  return version->as_int64();
}

std::string_view sent_string(const boost::json::object& sent, std::string_view name) {
  const auto* value = sent.if_contains(name);
  if (!value) return {};
  if (!value->is_string()) throw base::BadInput(std::string(name), "is no string", "Write it in quotes.");
  return value->as_string();
}

void require_members(const boost::json::object& sent, std::initializer_list<std::string_view> known) {
  for (const auto& member : sent) {
    if (std::ranges::find(known, std::string_view(member.key())) != known.end()) continue;
    std::string all;
    for (const auto name : known) all += (all.empty() ? "" : ", ") + std::string(name);
    throw base::BadInput(shown_member(member.key()), "is not among what can be sent here",
                         "Send no other than: " + all + ".");
  }
}

boost::json::object done_json(std::int64_t event_seq, bool repeated) {
  return {{"event_seq", event_seq}, {"repeated", repeated}};
}

http::Response own_json(const http::Request& request, const boost::json::value& body) {
  auto response = json(request, boost::json::serialize(body));
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace entente::api
