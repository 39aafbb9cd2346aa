// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.hpp"
#include "store/store.hpp"

/// Internal to registry: hits of screening on an organisation that is merged into another.
namespace entente::registry {

/// The hits of the one that goes are of the one that is kept, with all that was said of them; each has a step
/// that says so. Where both have one of the same entry the one that is kept keeps its own, unless more was
/// said of the other: that it is the same, or that it may be; then the two change places. The one that is
/// kept is compared again.
void move_screening(store::UnitOfWork&, base::Instant now, const base::Uuid& other, const base::Uuid& kept);

/// Those that move_screening() moved are of the first one again, and what took their places gets its own
/// back. Both are compared again.
void give_screening_back(store::UnitOfWork&, base::Instant now, const base::Uuid& other,
                         const base::Uuid& kept);

}  // namespace entente::registry
