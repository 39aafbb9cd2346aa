// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "http/router.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// How a partnership is governed, and what its parties say of themselves: for everybody.
std::vector<http::Route> governing_routes(const Context&);
/// The forms in which a party says so.
std::vector<http::Route> governing_form_routes(const Context&);

}  // namespace entente::pages
