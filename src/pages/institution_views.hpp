// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "http/router.hpp"
#include "pages/pages.hpp"
#include "pages/view.hpp"

/// The institution that runs the register, as its profile says (docs/reference/institution.md).
namespace entente::pages {

/// Addresses of its logo and of the style sheet of its accent colour, which change with the profile.
std::string logo_address(const registry::Institution&);
std::string accent_address(const registry::Institution&);

/// {name, about, mail, telephone, website, postal, texts: [{title, href, out}]} for {{>institution}}; false
/// where the profile says nothing of it.
View institution_view(const Context&, const base::Messages&);

/// The logo, the accent, and the texts of the institution.
std::vector<http::Route> institution_routes(const Context&);

/// Has addresses in a language that is not offered lead to the same in one that is.
void offer_languages(std::vector<http::Route>&, const Context&);

}  // namespace entente::pages
