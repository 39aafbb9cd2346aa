// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "http/router.hpp"
#include "pages/pages.hpp"

/// How people come to speak for an organisation or a country, and leave it.
namespace entente::pages {

/// Claiming one, and one's own claim.
std::vector<http::Route> claim_routes(const Context&);
/// Others' claims, for those who decide on them.
std::vector<http::Route> claims_routes(const Context&);
/// Who speaks for a place; bringing colleagues in.
std::vector<http::Route> people_routes(const Context&);
/// What stands behind the link of an offer.
std::vector<http::Route> offer_routes(const Context&);
/// One's own roles and claims; leaving a role.
std::vector<http::Route> roles_routes(const Context&);
/// Likely duplicates among organisations, merging two, and undoing it.
std::vector<http::Route> merge_routes(const Context&);

}  // namespace entente::pages
