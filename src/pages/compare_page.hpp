// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/id.hpp"
#include "http/router.hpp"
#include "pages/page.hpp"

namespace entente::pages {

/// Up to four partnerships side by side: ?id=…&id=…; with ?q= also those that could be added.
http::Response compare_page(const Context&, const http::Request&, std::string_view language);

/// The address at which a partnership is the first of a comparison.
std::string compare_href(std::string_view language, const base::Uuid& id);

}  // namespace entente::pages
