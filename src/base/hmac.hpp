// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/hash.hpp"

namespace entente::base {

/// HMAC-SHA-256 (RFC 2104): who has the key can tell that the message came from somebody who has it.
Sha256 hmac_sha256(std::string_view key, std::string_view message);

}  // namespace entente::base
