// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "api/endpoints.hpp"
#include "base/error.hpp"
#include "registry/log_witness.hpp"

namespace entente::api {

namespace {

/// As tlog-witness has it: to programs that follow it, in plain text.
http::Response add_checkpoint(const Context& context, const http::Request& request, const http::Captures&) {
  constexpr int kNotKnown = 404, kBad = 400, kRetired = 503, kOtherSize = 409;
  const auto said = [](int status, std::string text, const char* type) {
    auto response = http::text(status, std::move(text), type);
    response.set("Cache-Control", "no-store");
    response.set("X-Content-Type-Options", "nosniff");
    return response;
  };
  constexpr const char* kText = "text/plain; charset=utf-8";
  if (!context.witness) return said(kNotKnown, "This register is a witness of no other log.\n", kText);
  try {
    auto answer = context.witness->add_checkpoint(request.body);
    const auto status = static_cast<int>(answer.status);
    return said(status, std::move(answer.body), status == kOtherSize ? "text/x.tlog.size" : kText);
  } catch (const base::BadInput& e) {
    return said(kBad, std::string(e.what()) + "\n", kText);
  } catch (const base::Conflict& e) {
    return said(kRetired, std::string(e.what()) + "\n", kText);
  }
}

}  // namespace

std::vector<http::Route> witness_routes(const Context& context) {
  return {{"POST", "/witness/add-checkpoint",
           "Signs a checkpoint of another log as its witness (tlog-witness)",
           with_context(context)(add_checkpoint)}};
}

}  // namespace entente::api
