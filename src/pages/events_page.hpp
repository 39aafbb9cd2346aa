// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "http/router.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// What was done to one's own account, and to all of them for those who may see it.
std::vector<http::Route> events_routes(const Context&);

}  // namespace entente::pages
