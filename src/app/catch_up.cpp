// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/catch_up.hpp"

#include <spdlog/spdlog.h>

#include <charconv>
#include <cstdint>
#include <string>

namespace entente::app {

namespace {

http::Response refuse(int status, std::string why) {
  auto response = http::text(status, std::move(why), "text/plain; charset=utf-8");
  response.set("Cache-Control", "no-store");
  if (status == 503) response.set("Retry-After", "1");
  return response;
}

}  // namespace

std::optional<http::Response> catch_up(registry::Register& reg, const http::Request& request) {
  const auto text = request.header("entente-after");
  if (text.empty()) return std::nullopt;
  std::int64_t wanted = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), wanted);
  if (fault != std::errc{} || end != text.data() + text.size() || wanted < 0)
    return refuse(400, "The header Entente-After is not the number of a commit.\n");
  if (reg.applied_seq() >= wanted) return std::nullopt;
  try {
    // The store is asked before the index is: a number it does not have is not worth waiting for.
    if (reg.last_event() >= wanted && reg.follow() >= wanted) return std::nullopt;
  } catch (const std::exception& e) {
    spdlog::error("request {}: {}", request.id, e.what());
  }
  return refuse(503, "This server does not know that commit yet. Try again in a moment.\n");
}

}  // namespace entente::app
