// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "http/router.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// What governments publish: a record of a desk in each of its versions, and the list of needs and offers.
std::vector<http::Route> published_routes(const Context&);
std::vector<http::Route> capacity_routes(const Context&);
/// A desk as its focal point keeps it: what stands, drafts, forms.
std::vector<http::Route> desk_routes(const Context&);
/// Acknowledging a guidance for an organisation.
std::vector<http::Route> guidance_routes(const Context&);
/// What a government says of a partnership on its soil.
std::vector<http::Route> host_answer_routes(const Context&);

}  // namespace entente::pages
