// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "http/router.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// All answers of a draft on one page, its preview, and its handing in.
std::vector<http::Route> check_routes(const Context&);

}  // namespace entente::pages
