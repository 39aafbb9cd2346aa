// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "http/router.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// Where somebody may report, the form of a report, and the check before it is handed in.
std::vector<http::Route> report_routes(const Context&);
/// A report that was published, for whoever corrects or withdraws it.
std::vector<http::Route> report_managing_routes(const Context&);
/// How often a partnership reports, and appeals against its mark: for a party.
std::vector<http::Route> rhythm_routes(const Context&);
/// What waits for the register's decision: reports that were handed in, and appeals.
std::vector<http::Route> report_review_routes(const Context&);
/// What everybody may read: reports, their feed, and calendars of the days on which they are due.
std::vector<http::Route> reported_routes(const Context&);

}  // namespace entente::pages
