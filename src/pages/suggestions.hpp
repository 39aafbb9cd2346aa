// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "pages/pages.hpp"

namespace entente::pages {

/// What the search field offers while somebody types (q): at most three goals, places and fields, five
/// partnerships and three organisations, or eight of one kind (of=partnerships, of=organisations), the last
/// word taken for a beginning. JSON that is ready to be shown in the page's language:
/// {"said": "2 suggestions …", "items": [{"href", "text", "lang", "dir", "kind"}]}; `lang` is "" where it is
/// not known.
http::Response suggestions(const Context&, const http::Request&, std::string_view language);

}  // namespace entente::pages
