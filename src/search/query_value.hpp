// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "search/names.hpp"
#include "search/query_tree.hpp"

namespace entente::search {

/// The ids of the parties whose names hold the words of a text, which the index does not know.
using PartiesNamed = std::function<std::vector<std::string>(std::string_view)>;

/// What one value of a field asks for, or the key of the message that says why it asks for nothing.
/// Facets: a code or a name; years as dates are. Dates: "2019", "2019-05", "2019-05-31", ">2019", "<=2019",
/// "2019..2021". Amounts: "500000", ">1m", "1m..5m", ">1mEUR". Lights: their names and colours.
std::variant<Node, std::string_view> read_value(Field, std::string_view value, const PartiesNamed&);

}  // namespace entente::search
