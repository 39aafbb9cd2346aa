// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <string>
#include <string_view>

#include "http/router.hpp"
#include "pages/pages.hpp"
#include "registry/accounts.hpp"

namespace entente::pages {

/// One's own account: what one is here, preferences, password, second factor, sessions, data.
std::vector<http::Route> account_routes(const Context&);
/// What somebody typed into a form that was not taken.
struct TypedPerson {
  std::string name, address;
};
/// Its page; with status 422 where it says what was wrong with what one sent.
http::Response own_page(const Context&, const http::Request&, std::string_view language,
                        const registry::Visitor&, const std::string& fault, const TypedPerson& = {});
/// Others' accounts, for those who look after the register.
std::vector<http::Route> accounts_routes(const Context&);

}  // namespace entente::pages
