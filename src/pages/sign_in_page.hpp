// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "http/router.hpp"
#include "pages/page.hpp"

namespace entente::pages {

// Signing in, the second factor, signing out: a form each, and what is sent with it.
http::Response sign_in_form(const Context&, const http::Request&, std::string_view language);
http::Response sign_in_sent(const Context&, const http::Request&, std::string_view language);
http::Response code_form(const Context&, const http::Request&, std::string_view language);
http::Response code_sent(const Context&, const http::Request&, std::string_view language);
http::Response sign_out_sent(const Context&, const http::Request&, std::string_view language);

// A link that opens once.
http::Response link_form(const Context&, const http::Request&, std::string_view language,
                         const http::Captures&);
http::Response link_sent(const Context&, const http::Request&, std::string_view language,
                         const http::Captures&);

}  // namespace entente::pages
