// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/router.hpp"
#include "pages/page.hpp"

namespace entente::pages {

/// All countries and areas by the regions of the United Nations, with what works in each.
http::Response countries_page(const Context&, const http::Request&, std::string_view language,
                              const http::Captures&);
/// One of them: what is done on its soil, by whom, at what levels, and who speaks for it.
http::Response country_page(const Context&, const http::Request&, std::string_view language,
                            const http::Captures&);

}  // namespace entente::pages
