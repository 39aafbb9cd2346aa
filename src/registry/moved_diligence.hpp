// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.hpp"

/// Internal to registry: due diligence on an organisation that is merged into another.
namespace entente::registry {

/// The assessments of the one that goes are of the one that is kept.
void move_diligence(store::UnitOfWork&, const base::Uuid& other, const base::Uuid& kept);

/// Those that move_diligence() moved are of the first one again.
void give_diligence_back(store::UnitOfWork&, const base::Uuid& other);

}  // namespace entente::registry
