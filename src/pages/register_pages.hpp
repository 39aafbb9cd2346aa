// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/id.hpp"
#include "http/router.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// How a partnership is registered: drafts, the pages of one, and its handing in.
std::vector<http::Route> registering_routes(const Context&);
/// The parties that a draft names.
std::vector<http::Route> register_parties_routes(const Context&);
/// What waits for the register's office.
std::vector<http::Route> review_routes(const Context&);
/// The office withdraws a partnership.
std::vector<http::Route> withdraw_routes(const Context&);

/// The office erases a contact of a partnership.
std::vector<http::Route> erase_contact_routes(const Context&);
/// The office takes a file out; and what stands in the place of one.
std::vector<http::Route> removing_file_routes(const Context&);

/// What stands in the place of a partnership that was withdrawn; nothing for any other.
std::optional<http::Response> tombstone_page(const Context&, const http::Request&, std::string_view language,
                                             const base::Uuid& partnership);

}  // namespace entente::pages
