// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/router.hpp"
#include "pages/page.hpp"

namespace entente::pages {

/// The index of the parts of the map of this site, or with ?part= one of them: "pages", "partnerships-1",
/// "organisations-1" … (sitemaps.org, with the six languages as alternates of one another).
http::Response sitemap(const Context&, const http::Request&);
/// What robots are asked to leave alone, and where the map of this site is.
http::Response robots(const Context&, const http::Request&);

}  // namespace entente::pages
