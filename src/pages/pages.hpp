// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include "http/router.hpp"
#include "pages/list_downloads.hpp"
#include "registry/accounts.hpp"
#include "registry/institution.hpp"
#include "registry/register.hpp"
#include "registry/registering.hpp"

namespace entente::registry {
class Claims;
class Concerns;
class Delegation;
class Diligence;
class Hooks;
class ListKeeping;
class Merging;
class Rates;
class Scorecards;
}  // namespace entente::registry

namespace entente::pages {

/// Bounds on a file of IATI that a stranger sends to be validated.
struct ValidationBounds {
  std::int64_t max_size = 50 * 1024 * 1024;  ///< bytes, as sent
  std::int64_t timeout = 30;                 ///< seconds
};

/// What the pages need from whoever runs them.
struct Context {
  registry::Register& reg;
  registry::Accounts& accounts;
  std::shared_ptr<registry::Claims> claims;
  std::shared_ptr<registry::Concerns> concerns;
  std::shared_ptr<registry::Delegation> delegation;
  std::shared_ptr<registry::Diligence> diligence;
  std::shared_ptr<registry::Hooks> hooks;
  std::shared_ptr<registry::ListKeeping> lists;
  std::shared_ptr<registry::Merging> merging;
  std::shared_ptr<const registry::Scorecards> scorecards;
  std::string register_name;  ///< shown in the masthead beside the brand; may be empty
  bool example = false;       ///< the register holds the invented example data: every page says so
  bool sample = false;        ///< it was compiled from public knowledge: every page says so
  std::string public_url;     ///< "https://register.example", without a slash at its end; may be empty
  bool https = false;         ///< the server speaks TLS itself
  /// Who runs it; registry::no_institution() where nobody said. Never null.
  std::shared_ptr<const registry::Institution> institution;
  std::string boundaries;  ///< SVG file of the operator's boundaries, drawn under maps; may be empty
  std::shared_ptr<const registry::Rates> rates;  ///< into a common currency; null where there are none
  ValidationBounds validation = {};
  registry::ReviewRules review = {};
  bool reports_reviewed = true;  ///< what a party reports is read by the register before it is published
  /// Lists that are sent at this moment, on whatever route. Never null.
  std::shared_ptr<ListDownloads> downloads = std::make_shared<ListDownloads>();
};

/// The routes of all pages and of the files they need (/assets/…), as a table.
std::vector<http::Route> routes(const Context&);
/// For addresses that no route serves.
http::Handler not_found(const Context&);
/// The page for an exception that no handler caught: 400, 404, 409 by its kind, else 500. Only what
/// base::Error says of a fault in the request is shown; the caller logs the rest under the request's id.
http::Response failure(const Context&, const http::Request&, std::exception_ptr);
/// The page for a status the server or the router answers by itself (405, 413, 503 …).
http::Response refusal(const Context&, const http::Request&, int status);

}  // namespace entente::pages
