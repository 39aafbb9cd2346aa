// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace entente::access {

/// Bytes that nobody can foresee, from the system's source.
std::string random_bytes(std::size_t count);

/// Makes the library of cryptography ready: each of its uses calls this first. Throws base::Error where it
/// cannot be.
void require_crypto();

}  // namespace entente::access
