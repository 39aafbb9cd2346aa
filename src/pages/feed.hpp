// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/router.hpp"
#include "pages/page.hpp"

namespace entente::pages {

/// What the same address of the list finds, changed last, as an Atom feed (RFC 4287).
http::Response feed(const Context&, const http::Request&, std::string_view language);

/// A text as the content of an XML element or attribute: escaped, without what XML 1.0 cannot hold.
std::string xml_text(std::string_view);

}  // namespace entente::pages
