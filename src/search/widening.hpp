// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "search/query_tree.hpp"

namespace entente::search {

/// The ids of the parties that are the body of that number (KnownNames).
using PartiesOfBody = std::function<std::vector<std::string>(std::size_t body)>;

/// Lets words find what they name as well as themselves: "Sénégal" a partnership that has the country's code,
/// "OIT" one that has the International Labour Organization as a party, in whatever language it is written.
/// What stands in quotation marks, prefixes and fields stay what they are.
Node widen(Node tree, const PartiesOfBody& = {});

}  // namespace entente::search
