// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace entente::access {

/// RFC 4648 base 32 in small letters, without padding: five bits a letter of a-z and 2-7.
std::string base32(std::string_view bytes);
/// The inverse; capitals and spaces are passed over. Nothing where something else stands in it.
std::optional<std::string> read_base32(std::string_view text);
bool is_base32(char letter);  ///< small letters only

}  // namespace entente::access
