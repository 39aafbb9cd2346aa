// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pages/pages.hpp"

namespace entente::pages {

/// The public log in plain words: what is published of it, who has signed it, and the receipts of versions.
std::vector<http::Route> log_routes(const Context&);

}  // namespace entente::pages
