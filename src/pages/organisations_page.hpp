// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/messages.hpp"
#include "http/router.hpp"
#include "pages/page.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// The list of organisations: ?q= words of the name, ?page= from 1.
http::Response organisations_page(const Context&, const http::Request&, const http::Captures&);

/// Rows {href, name, type, country, partnerships, counted} of the list.
View organisation_rows(const std::vector<registry::OrganisationCard>&, const base::Messages&);

}  // namespace entente::pages
