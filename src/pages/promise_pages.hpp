// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "http/router.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// What an organisation has promised and given in one partnership, and what it was given.
std::vector<http::Route> promise_list_routes(const Context&);
/// The form of one promise or delivery, and its evidence.
std::vector<http::Route> promise_form_routes(const Context&);
/// The words of others on a delivery.
std::vector<http::Route> delivery_word_routes(const Context&);

}  // namespace entente::pages
