// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/router.hpp"
#include "pages/page.hpp"

namespace entente::pages {

/// Where an organisation is named: ?q= its name or identifier. For each that fits, every part it plays and
/// whether it has confirmed it; names like it; what to do about a wrong one.
http::Response named_page(const Context&, const http::Request&, std::string_view language);

}  // namespace entente::pages
