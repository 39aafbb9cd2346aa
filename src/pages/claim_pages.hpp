// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/router.hpp"
#include "pages/pages.hpp"
#include "registry/colleagues.hpp"

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
/// Where the code of such an offer is typed in, and the offer that a link or a code opens. Codes are counted:
/// where too many led nowhere, `wait` says until when none is heard.
std::vector<http::Route> code_routes(const Context&);
std::optional<registry::OfferView> opened_offer(const Context&, const http::Request&,
                                                std::string_view language, std::string_view secret,
                                                std::string* wait = nullptr);
/// Answers with `answer`; whoever is refused, and has an office that does not count without a second factor,
/// is led to set one up.
http::Response or_to_second_factor(const Context&, const http::Request&,
                                   const std::function<http::Response()>& answer);
/// The parties of a partnership, and who was asked to answer for each.
std::vector<http::Route> invitations_routes(const Context&);
/// One's own roles and claims; leaving a role.
std::vector<http::Route> roles_routes(const Context&);
/// Likely duplicates among organisations, merging two, and undoing it.
std::vector<http::Route> merge_routes(const Context&);

}  // namespace entente::pages
