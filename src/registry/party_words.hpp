// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "access/permission.hpp"
#include "registry/confirming.hpp"
#include "store/store.hpp"

/// Internal to registry: the records in which a party's word on its part stands, and who may have a say in
/// it.
namespace entente::registry {

using PartHeld = Held<model::Participation>;
using WordHeld = Held<model::Confirmation>;

/// A part that stands, of a partnership that stands.
std::optional<PartHeld> standing_part(store::Reader&, const base::Uuid& id);
/// The part that somebody was invited to answer for.
std::optional<PartHeld> standing_part(store::Reader&, const access::Grant&);

/// Whether a word on a part is that of a representative, and not of whoever was invited or nobody's.
bool is_answered_by_representative(const std::optional<WordHeld>&);

/// For the organisation, or for this part of it alone.
bool may_for_organisation(const access::Actor&, access::Action, const base::Uuid& organisation);
bool may_for_part(const access::Actor&, access::Action, const PartHeld&);

/// The last word on one part, among those on its partnership.
std::optional<WordHeld> last_word(store::Reader&, const PartHeld&);
/// Writes the next one. What the last one says of the party's own words stays.
void put_word(store::UnitOfWork&, const PartHeld&, const std::optional<WordHeld>& before, model::Confirmation,
              base::Instant now);

/// That the party was asked, where it has not spoken yet.
void put_asked(store::UnitOfWork&, const PartHeld&, base::Instant now);
/// That it is asked no more, where nothing else came of it.
void put_asked_no_more(store::UnitOfWork&, const PartHeld&, base::Instant now);

}  // namespace entente::registry
