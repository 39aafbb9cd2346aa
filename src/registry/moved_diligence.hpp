// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "access/permission.hpp"
#include "store/store.hpp"

/// Internal to registry: due diligence on an organisation that is merged into another.
namespace entente::registry {

/// Whether each of the two has an assessment under way.
bool are_both_assessed(store::Reader&, const base::Uuid& one, const base::Uuid& other);

/// Throws base::Conflict where they have: one organisation has one at a time, and which of the two goes on is
/// for people to say.
void leave_one_assessment(store::Reader&, const access::Actor&, const base::Uuid& kept,
                          const base::Uuid& other);

/// The assessments of the one that goes are of the one that is kept.
void move_diligence(store::UnitOfWork&, const base::Uuid& other, const base::Uuid& kept);

/// Those that move_diligence() moved are of the first one again.
void give_diligence_back(store::UnitOfWork&, const base::Uuid& other);

}  // namespace entente::registry
