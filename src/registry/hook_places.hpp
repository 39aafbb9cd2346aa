// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "access/role.hpp"
#include "base/clock.hpp"
#include "store/store.hpp"

/// Internal to registry: webhooks that those who speak for an organisation keep for it.
namespace entente::registry {

/// Those of one organisation, or, where that is nil, of the register.
std::vector<store::Hook> hooks_of(store::HookReader&, const base::Uuid& organisation);

/// Nobody speaks for it any more: they are told nothing until somebody does, and resumes them.
void stop_hooks_of(store::HookWriter&, const base::Uuid& organisation);

/// Somebody left a role in which they kept webhooks that they had made, and knows their secrets still: those
/// who keep them now are told, and decide. `left` is held no more.
void tell_of_left_hooks(store::UnitOfWork&, const base::Clock&, const base::Uuid& account,
                        const access::Grant& left);

/// They go with the people of an organisation that is merged into another, on which its records hang from
/// then on.
void move_hooks(store::UnitOfWork&, const base::Uuid& other, const base::Uuid& kept);
/// Those that move_hooks() moved and that are there still.
void give_hooks_back(store::UnitOfWork&, const base::Uuid& other);

/// The accounts to tell of a webhook: whoever made it; where they do not keep it any more, everybody who
/// does.
std::vector<base::Uuid> keepers_of(store::Reader&, const store::Hook&);

}  // namespace entente::registry
