// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "access/permission.hpp"

namespace entente::access {

/// The action that an address is for. What is done behind it asks the table again, with its target.
struct RoutePermission {
  std::string_view method, pattern;  ///< as in the table of routes; "-{hash}." for what changes with the file
  Action action;
};

std::span<const RoutePermission> route_permissions();

/// Nothing for a route without a row, which is not served.
std::optional<Action> action_of_route(std::string_view method, std::string_view pattern);

/// Whether somebody may do it to anything at all: whoever may not is sent away before anything is read.
bool might(const Actor&, Action);

}  // namespace entente::access
