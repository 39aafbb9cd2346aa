// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

#include "http/router.hpp"
#include "http/server.hpp"
#include "registry/accounts.hpp"
#include "registry/colleagues.hpp"
#include "registry/concerns.hpp"
#include "registry/diligence.hpp"
#include "registry/institution.hpp"
#include "registry/register.hpp"
#include "registry/registering.hpp"

namespace entente::registry {
class ListKeeping;
class LogWitness;
class Rates;
class Scorecards;
class ScreeningLists;
}  // namespace entente::registry

namespace entente::api {

/// What the endpoints need from whoever runs them.
struct Context {
  registry::Register& reg;
  registry::Accounts& accounts;
  std::function<http::ServerFigures()> figures;  ///< of the server that serves them, for /metrics
  /// Who runs it. Never null.
  std::shared_ptr<const registry::Institution> institution;
  std::shared_ptr<const registry::Rates> rates;  ///< into a common currency; may be empty ones. Never null
  std::shared_ptr<registry::Concerns> concerns;
  std::shared_ptr<registry::Diligence> diligence;
  std::shared_ptr<registry::Delegation> delegation;
  std::chrono::seconds validation_timeout{30};         ///< then validating a file that was sent is given up
  registry::ReviewRules review = {};                   ///< of what is registered
  bool reports_reviewed = true;                        ///< before they are published
  std::shared_ptr<registry::LogWitness> witness = {};  ///< null: of no other log
  std::shared_ptr<registry::ListKeeping> lists = {};   ///< that the register screens against. Never null
  /// That are screened against. Never null where a request under /yente comes.
  std::shared_ptr<const registry::ScreeningLists> screening = {};
  std::shared_ptr<const registry::Scorecards> scorecards = {};  ///< never null where a request comes
};

/// The JSON endpoints under /api/v1, described by api/openapi.yaml, and /healthz, /readyz, /metrics.
std::vector<http::Route> routes(const Context&);

/// The one error shape: {"error": {"status", "code", "message", "next", "request"}}; under /yente, where
/// another service is answered for, that one's: {"detail"}.
http::Response error(const http::Request&, int status, std::string_view message, std::string_view next = {});

/// Whether an address is the API's, so that errors there are answered as JSON.
bool is_api(std::string_view path);

}  // namespace entente::api
