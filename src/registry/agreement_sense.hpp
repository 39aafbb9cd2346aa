// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "registry/agreeing.hpp"
#include "store/store.hpp"

/// Internal to registry: whether what is to be agreed upon makes sense.
namespace entente::registry {

// Both complete what is handed in (the partnership, the parties' names as they are), take the files that were
// sent in among those that it names, and throw base::BadInput naming the field that is wrong, base::Conflict
// where the act does not fit what stands.

/// The first text of an agreement, by the party whose part the maker writes from.
model::Agreement first_text(store::UnitOfWork&, const model::Agreement&, const model::Participation& maker,
                            const std::vector<SentFile>&);
/// The one that takes the place of another, or the same as its head. Of one that says that it rests, counts
/// again or ends: the text that all have signed, to the byte, with the act, its day and its reason.
model::Agreement next_text(store::UnitOfWork&, const model::Agreement&, const AgreementView& before,
                           const std::vector<SentFile>&);

/// Whether an act changes no text: it rests, counts again, or ends.
bool is_of_time(std::string_view act);

}  // namespace entente::registry
