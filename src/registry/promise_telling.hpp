// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "registry/promising.hpp"
#include "store/store.hpp"

/// Internal to registry: who is told of what happens to a delivery. Nobody is told of what they did
/// themselves.
namespace entente::registry {

/// Those who speak for its receiver: their word is waited for.
void tell_receiver(store::UnitOfWork&, const base::Clock&, const access::Actor&, const Held<Given>&);

/// Whoever had a word on it as it stood: it speaks of that no more. `kind` of notice.
void tell_witnesses(store::UnitOfWork&, const base::Clock&, const access::Actor&, const Held<Given>& before,
                    std::string_view kind);

}  // namespace entente::registry
