// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "http/router.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// The lists that the register screens against, for those who screen.
std::vector<http::Route> lists_routes(const Context&);

}  // namespace entente::pages
