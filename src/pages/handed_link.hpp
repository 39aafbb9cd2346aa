// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "http/message.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// A link that somebody has made for another.
struct HandedLink {
  std::string path;       ///< behind the register's address; "" where it went by mail
  std::string code = {};  ///< where it is one that is typed in at `path`
  std::string address;    ///< to which it went
  std::string name;       ///< of the person it is for
  std::string back;       ///< where its maker goes on
  std::string back_key;   ///< of the message that says so
};

/// Shows a link once, to be handed over; or that it is on its way, and nothing of the link.
http::Response handed_link_page(const Context&, const http::Request&, std::string_view language,
                                const HandedLink&);

}  // namespace entente::pages
