// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "http/router.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// What somebody asks for who cannot sign in: a new password, an account. The answer is the same whoever has
/// an account; where the register does neither, there are no such pages (404).
std::vector<http::Route> asking_routes(const Context&);

}  // namespace entente::pages
