// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Receipts of the public log, as files (C2SP tlog-proof).
#include "api/endpoints.hpp"
#include "base/error.hpp"
#include "registry/log.hpp"

namespace entente::api {

namespace {

constexpr std::string_view kRehashed = "rehashed";

http::Response receipt(const Context& context, const http::Request& request, const http::Captures& captures) {
  const auto id = base::Uuid::parse(captures["id"]);
  const auto version = version_of(captures["version"]);
  const registry::Log log(context.reg);
  const auto act = request.parameter("act");
  if (!act.empty() && act != kRehashed)
    throw base::BadInput("act", "is none by which a version has another entry",
                         "Leave it out, or say rehashed.");
  std::optional<std::uint64_t> entry;
  if (id && version) entry = act.empty() ? log.entry_of(*id, *version) : log.rehashed_entry_of(*id, *version);
  auto found = entry ? log.receipt(*entry) : std::nullopt;
  constexpr const char* kText = "text/plain; charset=utf-8";
  if (!found) {
    auto response = http::text(404,
                               "The published log has no entry of this version. What was just published has "
                               "one within seconds; drafts have none.\n",
                               kText);
    response.set("Cache-Control", "no-store");
    return response;
  }
  found->proof.extra = std::move(found->entry);
  auto response = http::text(200, ledger::bytes_of(found->proof), kText);
  response.set("Content-Disposition", "attachment; filename=\"" + id->str() + "-" + std::to_string(*version) +
                                          (act.empty() ? "" : "-" + std::string(act)) + ".tlog-proof\"");
  response.set("Cache-Control", "no-cache");
  response.set("Access-Control-Allow-Origin", "*");
  response.set("X-Content-Type-Options", "nosniff");
  return response;
}

}  // namespace

std::vector<http::Route> receipt_routes(const Context& context) {
  return {{"GET", "/log/proof/{id}/{version}", "The receipt of a version of a record (tlog-proof)",
           with_context(context)(receipt)}};
}

}  // namespace entente::api
