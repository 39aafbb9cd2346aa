// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace entente::pages {

/// An address that also shows the register as it stood at a moment that has passed: ?at=….
struct TravelRoute {
  std::string_view pattern;  ///< of the table of routes, of pages and of the API; all are GET
  bool finds;                ///< it finds, counts or adds up: more than single records is needed
};

std::span<const TravelRoute> travel_routes();
/// The row of a pattern; null where it has none.
const TravelRoute* travel_route(std::string_view pattern);
/// Whether an address of that pattern tells of what is new or to come, or compares versions of an agreement
/// that it names, so that it is of today alone.
bool is_of_today(std::string_view pattern);
/// Whether an address ("/en/partnerships?goal=6") is of one of them.
bool travels(std::string_view address);

/// The address with `at` for its moment, before any "#"; as it is where it names one already. `and_sign` is
/// what stands between its parameters: "&", or "&amp;" in HTML.
std::string with_moment(std::string_view address, std::string_view at, std::string_view and_sign = "&");

}  // namespace entente::pages
