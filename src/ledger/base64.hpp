// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Base64 as RFC 4648, section 4, writes it: with padding, on one line, in the only form there is for these
/// bytes.
namespace entente::ledger {

std::string base64(std::string_view bytes);
/// Nothing where base64() would have written it in any other way.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace entente::ledger
