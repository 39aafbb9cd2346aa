// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "http/router.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// The page of one partnership, its earlier revisions and their differences.
std::vector<http::Route> partnership_routes(const Context&);

}  // namespace entente::pages
