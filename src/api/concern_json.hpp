// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json.hpp>
#include <optional>

#include "http/message.hpp"
#include "registry/concerns.hpp"

/// Internal to api: concerns in answers.
namespace entente::api {

/// A concern as the pages of its raiser and of the one concerned show it; `seen` is what they say they have
/// read.
boost::json::object concern_json(const registry::ConcernDetail&);
boost::json::object concern_row_json(const registry::ConcernRow&);

/// Throws what keeps words from being taken; nothing where nothing does. Too many at once are told when to
/// come back.
std::optional<http::Response> kept_out(const http::Request&, const std::optional<registry::ConcernFault>&,
                                       base::Instant now);

}  // namespace entente::api
