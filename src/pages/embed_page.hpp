// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "http/router.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// /{lang}/embed/…: a card and a list for other sites' pages. They alone may be framed by anybody; they run
/// no script, send nothing, and say where they come from and of which day they are.
std::vector<http::Route> embed_routes(const Context&);

/// Whether an address is one of them, or would be.
bool is_embed(const http::Request&);
/// What somebody sees in the frame where the card or the list should be: as small, and framed like it.
http::Response embed_error(const Context&, const http::Request&, std::string_view language, int status,
                           const std::string& heading, const std::string& text);

/// The code that shows an embed in a page of another site, to be copied: an iframe with a title, without
/// scripts. `address` is absolute. Markup as text: it is still to be escaped where it is shown.
std::string embed_code(const std::string& address, const std::string& title, int height);

}  // namespace entente::pages
