// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace entente::pages {

/// A page of ours in which whatever leads to an address that travels (pages/travel_routes.hpp) leads to it at
/// the same moment: each href, and each form that is sent by GET. `path` is the page's own, for addresses
/// that begin with "?". A tag that says data-now is left as it is.
std::string keep_moment(std::string_view html, std::string_view path, std::string_view at);

}  // namespace entente::pages
