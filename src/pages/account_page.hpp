// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "http/router.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// One's own account: what one is here, preferences, password, second factor, sessions, data.
std::vector<http::Route> account_routes(const Context&);
/// Others' accounts, for those who look after the register.
std::vector<http::Route> accounts_routes(const Context&);

}  // namespace entente::pages
