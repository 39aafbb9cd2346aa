// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/record.hpp"
#include "store/store.hpp"

/// Internal to registry: records made into revisions.
namespace entente::registry {

store::NewRevision revision_of(const base::Uuid& id, const model::Record& record,
                               store::Visibility visibility = store::Visibility::open);

/// Throws base::BadInput naming the field that breaks a rule of form first.
void require_form(const model::Record&);

/// An organisation itself says what stands there now: what others said of it speaks for it no longer.
model::Source own_source(store::Reader&, const base::Uuid& organisation, base::Instant now);

/// The hash that a kept original stands under; empty where it says none.
std::optional<base::Sha256> hash_of_original(const model::Kept&);

}  // namespace entente::registry
