// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "http/message.hpp"
#include "pages/pages.hpp"

/// Where somebody goes on after signing in: to the page from which they came. What a request says of that is
/// only ever taken as the address of a page of ours.
namespace entente::pages {

/// The field of forms, and the parameter of addresses, that holds it.
inline constexpr std::string_view kWayBack = "to";

/// `typed`, where it is the address of one of our pages, as an address is written ("/fr/desk/KE?draft=1"):
/// behind a language, without anything that a browser could read as another host, another folder or the end
/// of a header; and none that signs in or out, or opens once. Else "".
std::string own_way(std::string_view typed);

/// What a request asks for, if a page: the page itself; of a form, the page it stood on, as far as the
/// browser says so.
std::string way_of(const Context&, const http::Request&);
/// What a link or a form brought along; of a link that brought nothing, the page that it stood on.
std::string way_back_of(const Context&, const http::Request&);

/// `path` with the way back as a parameter, where there is any: "/sign-in?to=%2Ffr%2Fdesk%2FKE".
std::string with_way_back(std::string path, std::string_view back);

/// 303 to there, or to the account where there is none.
http::Response go_back(std::string_view language, std::string_view back);

}  // namespace entente::pages
