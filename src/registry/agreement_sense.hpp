// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "registry/agreeing.hpp"
#include "store/store.hpp"

/// Internal to registry: whether what is to be agreed upon makes sense.
namespace entente::registry {

/// What the register itself says of it: the partnership, and the parties' names as they are.
void complete_agreement(store::Reader&, model::Agreement&, const base::Uuid& partnership);

/// Throws base::BadInput naming the field that is wrong, base::Conflict where the act does not fit what
/// stands. `before` is null where it is new.
void require_agreement_sense(store::Reader&, const model::Agreement&, const AgreementView* before);

/// Of one that says that another rests, counts again or ends: the text that all have signed, with the act,
/// its day and its reason. Of any other, itself.
model::Agreement with_text_of(const model::Agreement&, const AgreementView& before);

/// Takes the files that were sent in among those that are named, and puts their bytes. Those that are named
/// must stand in `before`.
void take_files(store::UnitOfWork&, model::Agreement&, const std::vector<SentFile>&,
                const AgreementView* before);

}  // namespace entente::registry
