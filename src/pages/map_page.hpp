// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/router.hpp"
#include "pages/page.hpp"

namespace entente::pages {

/// Where the partnerships of any filter work: a dot for each country, a table of the same figures.
http::Response map_page(const Context&, const http::Request&, std::string_view language);
/// The table as CSV.
http::Response map_download(const Context&, const http::Request&, std::string_view language);
/// The operator's boundaries, which maps lay under their dots; 404 where none are set.
http::Response boundaries_file(const Context&, const http::Request&);

}  // namespace entente::pages
