// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "api/api.hpp"

/// Internal to api: the tables that routes() joins.
namespace entente::api {

std::vector<http::Route> partnership_routes(registry::Register&);
std::vector<http::Route> organisation_routes(registry::Register&);
std::vector<http::Route> desk_routes(registry::Register&);
std::vector<http::Route> suggestion_routes(registry::Register&);
std::vector<http::Route> account_routes(registry::Accounts&);
std::vector<http::Route> service_routes(const Context&);
std::vector<http::Route> validation_routes(const Context&);

/// A version number in an address.
std::optional<std::int64_t> version_of(std::string_view text);
/// Answers ?from=&to= for any record.
http::Response differences(registry::Register&, const http::Request&, const std::optional<base::Uuid>& id);

}  // namespace entente::api
