// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "http/message.hpp"
#include "pages/pages.hpp"

/// Tokens for programs: a list, a form that makes one, and the page that shows it once.
namespace entente::pages {

http::Response tokens_shown(const Context&, const http::Request&, std::string_view language);
/// Makes one, or withdraws the one named.
http::Response tokens_sent(const Context&, const http::Request&, std::string_view language);

}  // namespace entente::pages
