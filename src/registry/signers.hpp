// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "registry/register.hpp"

namespace entente::registry {

/// Of these organisations the ones for which nobody can sign today: no account represents the record that
/// stands for them.
std::vector<base::Uuid> without_signer(const Register&, const std::vector<base::Uuid>& organisations);

}  // namespace entente::registry
