// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The public log as C2SP tlog-tiles serves it: for tools of other people's.
#include "registry/log.hpp"
#include "api/answer.hpp"
#include "api/endpoints.hpp"
#include "http/reply.hpp"

namespace entente::api {

namespace {

constexpr auto kLogText = "text/plain; charset=utf-8";

http::Response log_text(int status, std::string body) {
  auto response = http::text(status, std::move(body), kLogText);
  response.set("Access-Control-Allow-Origin", "*");
  return response;
}

http::Response absent(std::string words) {
  auto response = log_text(404, std::move(words));
  response.set("Cache-Control", "no-store");  // it may be there in a moment
  return response;
}

/// What is changed with the next checkpoint.
http::Response fleeting(std::string body) {
  auto response = log_text(200, std::move(body));
  response.set("Cache-Control", "public, max-age=2");
  return response;
}

http::Response checkpoint(const Context& context, const http::Request&, const http::Captures&) {
  auto note = registry::Log(context.reg).checkpoint();
  if (!note) return absent("No checkpoint of this log has been published yet.\n");
  return fleeting(std::move(*note));
}

http::Response witnessed(const Context& context, const http::Request&, const http::Captures&) {
  const auto last = registry::Log(context.reg).witnessed();
  if (!last) return absent("No checkpoint of this log has been signed by witnesses.\n");
  return fleeting(ledger::bytes_of(last->note));
}

http::Response keys(const Context& context, const http::Request&, const http::Captures&) {
  std::string lines;
  for (const auto& key : registry::Log(context.reg).keys()) lines += key.text() + "\n";
  if (lines.empty()) return absent("This log has not been signed yet.\n");
  return fleeting(std::move(lines));
}

http::Response former(const Context& context, const http::Request&, const http::Captures&) {
  auto text = registry::Log(context.reg).former();
  if (!text) return absent("This register has had no other log before.\n");
  return fleeting(std::move(*text));
}

http::Response tile(const Context& context, const http::Request& request, const http::Captures& captures) {
  const auto name = ledger::parse_tile_path("tile/" + std::string(captures["tile"]));
  auto bytes = name ? registry::Log(context.reg).tile(*name) : std::nullopt;
  if (!bytes) return absent("The log has no such tile.\n");
  auto response = http::text(200, std::move(*bytes), "application/octet-stream");
  response.set("Cache-Control", "public, max-age=31536000, immutable");
  response.set("Access-Control-Allow-Origin", "*");
  if (name->entries) http::compress_like_text(request, response);
  return response;
}

}  // namespace

std::vector<http::Route> log_routes(const Context& context) {
  const auto with = with_context(context);
  return {
      {"GET", "/log/checkpoint", "The signed checkpoint of the public log", with(checkpoint)},
      {"GET", "/log/witnessed", "The last checkpoint that witnesses have signed", with(witnessed)},
      {"GET", "/log/keys", "What checks its signatures: verifier keys, one a line", with(keys)},
      {"GET", "/log/former", "The last checkpoints, and the keys, of logs that this register had before",
       with(former)},
      {"GET", "/log/tile/{tile...}", "A tile of hashes, or of entries, of the public log", with(tile)},
  };
}

}  // namespace entente::api
