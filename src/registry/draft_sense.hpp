// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/record.hpp"

/// Internal to registry: what the writers of a draft, and parties, may say of a partnership. What stood
/// before, as in a draft of a change to what a file told once, may stay as it is.
namespace entente::registry {

/// Throws base::BadInput for a goal, a place or a period that cannot be, or a text that is too long.
void require_draft_sense(const model::Partnership& now, const model::Partnership& before);

/// The same of what a party's part is, in a draft or once it is published.
void require_part_sense(const model::Participation& now, const model::Participation& before);

/// The same of an organisation that the register does not hold yet.
void require_new_party(const model::Organisation&);

}  // namespace entente::registry
