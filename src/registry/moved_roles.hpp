// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "access/permission.hpp"
#include "base/clock.hpp"
#include "store/store.hpp"

/// Internal to registry: the people of an organisation that is merged into another.
namespace entente::registry {

/// Names of those who speak or write for an organisation; an id where there is no name.
std::vector<std::string> holders_in(store::Reader&, const base::Uuid& organisation);

/// Whoever held a role in the one that goes holds it in the one that is kept, and is told. Its open offers
/// and claims end.
void move_roles(store::UnitOfWork&, const access::Actor&, const base::Clock&, const base::Uuid& other,
                const base::Uuid& kept);

/// Gives back what move_roles() moved and is held still; the rest is vacant.
void give_roles_back(store::UnitOfWork&, const access::Actor&, const base::Clock&, const base::Uuid& other,
                     const base::Uuid& kept);

}  // namespace entente::registry
