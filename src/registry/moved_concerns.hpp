// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.hpp"

/// Internal to registry: the concerns about an organisation that is merged into another.
namespace entente::registry {

/// Those about the one that goes are about the one that is kept, and whoever speaks for that one sees what
/// was handed on to either.
void move_concerns(store::UnitOfWork&, const base::Uuid& other, const base::Uuid& kept);

/// Those that move_concerns() moved are about the first one again. What its people have seen meanwhile they
/// have seen.
void give_concerns_back(store::UnitOfWork&, const base::Uuid& other);

}  // namespace entente::registry
