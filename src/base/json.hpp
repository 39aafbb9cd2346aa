// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/fwd.hpp>
#include <string>
#include <string_view>

namespace entente::base {

/// The canonical form of RFC 8785 for what the register writes: members sorted by name (UTF-16 code
/// units), no white space, strings escaped as JSON.stringify does, integers below 2^53. Throws Error
/// on a floating-point number: the register keeps decimals as strings.
std::string canonical_json(const boost::json::value&);

/// Parses strict JSON with limits (64 levels). Throws BadInput naming `thing` and where it broke.
boost::json::value parse_json(std::string_view text, std::string_view thing);

}  // namespace entente::base
