// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "pages/page.hpp"

namespace entente::pages {

/// The way in: the search, the register in figures, and its entrances.
http::Response home_page(const Context&, const http::Request&, std::string_view language);
/// "/": sends on to the reader's language.
http::Response choose_language(const Context&, const http::Request&);

}  // namespace entente::pages
