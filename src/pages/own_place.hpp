// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/messages.hpp"
#include "http/router.hpp"
#include "pages/pages.hpp"
#include "pages/view.hpp"
#include "registry/notices.hpp"

/// One's own place in the register: what waits for one, what one has been told, and leaving.
namespace entente::pages {

registry::Notices notices_of(const Context&);

/// What the page of one's account says of it: places, tasks, notices, digests.
void set_own_place(View&, const Context&, const registry::Visitor&, const base::Messages&);

std::vector<http::Route> own_place_routes(const Context&);
std::vector<http::Route> notices_routes(const Context&);

}  // namespace entente::pages
