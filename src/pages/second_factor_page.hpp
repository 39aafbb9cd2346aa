// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pages/page.hpp"

namespace entente::pages {

/// The key for the application on a telephone, and a form for the code that it then shows.
http::Response second_factor_form(const Context&, const http::Request&, std::string_view language);
/// Takes it, and shows the recovery codes: once.
http::Response second_factor_sent(const Context&, const http::Request&, std::string_view language);
http::Response recovery_codes_sent(const Context&, const http::Request&, std::string_view language);

}  // namespace entente::pages
