// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pages/page.hpp"

namespace entente::pages {

/// The form to which a file of IATI is given.
http::Response validate_form(const Context&, const http::Request&, std::string_view language);
/// The same with the report of the file that was sent; or the report alone as a file to keep.
http::Response validate_file(const Context&, const http::Request&, std::string_view language);

}  // namespace entente::pages
