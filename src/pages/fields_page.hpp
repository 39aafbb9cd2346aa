// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/router.hpp"
#include "pages/page.hpp"

namespace entente::pages {

/// The fields of work, and how many partnerships work in each.
http::Response fields_page(const Context&, const http::Request&, std::string_view language,
                           const http::Captures&);
/// One field: what is done in it, by whom and where.
http::Response field_page(const Context&, const http::Request&, std::string_view language,
                          const http::Captures&);

}  // namespace entente::pages
