// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/messages.hpp"
#include "http/router.hpp"
#include "pages/pages.hpp"
#include "pages/view.hpp"

namespace entente::pages {

/// Partnerships on the principles of paragraph 8.
std::vector<http::Route> scorecard_routes(const Context&);
/// What a partnership's own page says of it, {summary, href}; false where it does not stand.
View principles_summary(const Context&, const http::Request&, const base::Uuid& partnership,
                        const base::Messages&);
/// The policy by which they are judged: as a page, and its file.
std::vector<http::Route> principles_policy_routes(const Context&);

}  // namespace entente::pages
