// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "http/router.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// A page in a language of ours.
using ShownPage = http::Response (*)(const Context&, const http::Request&, std::string_view language);
/// A page that its address says more of.
using ShownPageOf = http::Response (*)(const Context&, const http::Request&, std::string_view language,
                                       const http::Captures&);

/// Serves a page under "/{lang}…"; a language that is none of ours is an address that does not exist.
http::Handler in_language(const Context&, ShownPage);
http::Handler in_language(const Context&, ShownPageOf);

}  // namespace entente::pages
