// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.hpp"

/// Internal to registry: organisations that were merged into others.
namespace entente::registry {

/// The one that an organisation was merged into; nothing where it was not.
std::optional<base::Uuid> merged_into(store::Reader&, const base::Uuid& organisation);

/// The record that stands for an organisation: itself, or the one that it was merged into, and that one's in
/// turn.
base::Uuid standing_for(store::Reader&, const base::Uuid& organisation);

/// Those that were merged into it, and into those in turn.
std::vector<base::Uuid> merged_here(store::Reader&, const base::Uuid& organisation);

/// The organisation whose merging a note of that name tells of; nothing where it tells of something else.
std::optional<base::Uuid> merged_in_note(std::string_view name);

/// Whether any organisation was merged: where none was, nobody need ask for each.
bool any_merged(store::Reader&);

/// Has `kept` stand for `other` from now on; `other` itself again where they are the same.
void set_standing_for(store::UnitOfWork&, const base::Uuid& other, const base::Uuid& kept);

}  // namespace entente::registry
