// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "http/router.hpp"
#include "pages/pages.hpp"

namespace entente::app {

/// The same routes, each open to those alone whom the table of permissions lets in
/// (access/route_permissions): others are sent to sign in, or told that this is not for them. Throws
/// base::Error for a route without a row.
std::vector<http::Route> permitted(std::vector<http::Route> routes, const pages::Context& context);

/// A path as it may stand in a log: a link that opens once is not to be read there.
std::string_view without_secret(std::string_view path);

}  // namespace entente::app
