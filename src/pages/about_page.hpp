// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "pages/page.hpp"

namespace entente::pages {

/// What the register is, what its words mean, what it holds, and what its jobs last did.
http::Response about_page(const Context&, const http::Request&, std::string_view language);

}  // namespace entente::pages
