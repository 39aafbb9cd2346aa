// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "exchange/iati/element.hpp"
#include "model/values.hpp"

namespace entente::exchange::iati {

/// The SDG goal or target that an element's code names, upper and lower case aside; nothing where it names
/// none. The element is taken, unless its percentage is no number.
std::optional<model::Goal> read_goal(const Element&, std::string_view stated_in);

}  // namespace entente::exchange::iati
