// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "registry/register.hpp"

/// Internal to registry: whom to tell of what concerns an organisation.
namespace entente::registry {

/// Accounts that are active or invited, and the organisations that each represents.
std::vector<std::pair<base::Uuid, base::Uuid>> all_representatives(const Register&);

}  // namespace entente::registry
