// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "pages/record_views.hpp"
#include "pages/revision_page.hpp"

namespace entente::pages {

/// Whether ?from= names a day or a time, and no version.
bool from_moment(const http::Request&);

/// What changed in a record from the end of ?from= to that of ?to=, or to now: of a partnership, with all
/// that hangs on it.
http::Response state_differences_page(const Context&, const http::Request&, const Asked&, const FindRevised&);

}  // namespace entente::pages
