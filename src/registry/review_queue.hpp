// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "store/store.hpp"

/// Internal to registry: the drafts that wait for review, in the order in which they were handed in. A named
/// state of the store: to count them is to read it, and no record hangs on it.
namespace entente::registry {

std::vector<base::Uuid> queued_drafts(store::Reader&);
std::int64_t queue_length(store::Reader&);

void enter_queue(store::UnitOfWork&, const base::Uuid& draft);
/// Nothing happens where it does not wait.
void leave_queue(store::UnitOfWork&, const base::Uuid& draft);

}  // namespace entente::registry
