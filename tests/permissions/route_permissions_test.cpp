// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "access/route_permissions.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <string>

#include "app/routes.hpp"

namespace entente {
namespace {

/// A served route without a row keeps the program from starting. A row without a route would lie unseen, and
/// open whatever is served at its address one day.
TEST(RoutePermissions, RowsAndServedRoutesAreTheSame) {
  const std::regex hash("-[0-9a-f]{8}\\.");
  std::set<std::string> served, rows;
  for (const auto& route : app::route_table()) {
    EXPECT_TRUE(access::action_of_route(route.method, route.pattern)) << route.method << " " << route.pattern;
    if (route.method == "OPTIONS") continue;  // what a browser asks first of the API has no rows of its own
    served.insert(route.method + " " + std::regex_replace(route.pattern, hash, "-{hash}."));
  }
  for (const auto& row : access::route_permissions()) {
    const auto name = std::string(row.method) + " " + std::string(row.pattern);
    EXPECT_TRUE(rows.insert(name).second) << name << " has two rows";
  }
  EXPECT_GT(served.size(), 80U);
  EXPECT_EQ(rows, served);
}

}  // namespace
}  // namespace entente
