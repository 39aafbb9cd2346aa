// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.hpp"

/// Internal to registry: drafts that were begun for an organisation which was merged into another.
namespace entente::registry {

/// They are the kept one's from now on, and its people's to write.
void move_drafts(store::UnitOfWork&, const base::Uuid& other, const base::Uuid& kept);
/// Those that came with the merge, and stand still, go back.
void give_drafts_back(store::UnitOfWork&, const base::Uuid& other, const base::Uuid& kept);

}  // namespace entente::registry
