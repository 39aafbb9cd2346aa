// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "pages/page.hpp"

namespace entente::pages {

/// Finding: the words, the filters with their counts, a page of what they find.
http::Response list_page(const Context&, const http::Request&, std::string_view language);
/// Everything the same address finds, as CSV, sent while it is read.
http::Response list_download(const Context&, const http::Request&, std::string_view language);

/// The activities of IATI among what the same address finds; 404 where there is none.
http::Response list_iati(const Context&, const http::Request&, std::string_view language);

}  // namespace entente::pages
