// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/router.hpp"
#include "pages/page.hpp"

namespace entente::pages {

/// The goals of both frameworks, and how many partnerships serve each.
http::Response goals_page(const Context&, const http::Request&, std::string_view language,
                          const http::Captures&);
/// The same counts as CSV.
http::Response goals_download(const Context&, const http::Request&, std::string_view language);
/// One goal: its targets, what is done for it, by whom and where. {code} is "6" or "mdg:7".
http::Response goal_page(const Context&, const http::Request&, std::string_view language,
                         const http::Captures&);

}  // namespace entente::pages
