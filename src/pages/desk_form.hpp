// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "http/router.hpp"
#include "pages/pages.hpp"

/// Internal to pages: the forms of a government's desk.
namespace entente::pages {

http::Response desk_form(const Context&, const http::Request&, std::string_view language,
                         const http::Captures&);
http::Response desk_sent(const Context&, const http::Request&, std::string_view language,
                         const http::Captures&);

}  // namespace entente::pages
