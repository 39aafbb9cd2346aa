// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "access/permission.hpp"
#include "registry/colleagues.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// A party of a partnership, and who was asked to answer for it.
struct InvitedPart {
  Party party;
  std::size_t representatives = 0;  ///< of that organisation, who have come
  Colleagues asked;                 ///< who took an invitation to this part, and offers that wait
};
struct InvitedParts {
  base::Text partnership;  ///< its title
  std::vector<InvitedPart> rows;
  std::size_t total = 0;
};

/// Whether somebody may have others answer for the parts of a partnership: whoever looks after the register,
/// speaks for one of its parties that has confirmed its part, or wrote its record first.
bool may_invite_to(store::Reader&, const access::Actor&, const base::Uuid& partnership);
/// The same for one part: whoever speaks for its party need not have confirmed it.
bool may_invite_to_part(store::Reader&, const access::Actor&, const Held<model::Participation>&);
/// Who wrote a record that somebody else published.
void note_writer(store::UnitOfWork&, const base::Uuid& partnership, const base::Uuid& account);

/// Whether what was asked for a party may be taken back: by whoever asked, looks after the register, or
/// speaks for that party.
bool may_take_back(const access::Actor&, const base::Uuid& organisation, const base::Uuid& giver);

/// The parties of a partnership to whose parts somebody may invite, a page of them, in the order of its page.
/// Throws access::Refused where that is none, base::NotFound where the partnership does not stand.
InvitedParts invited_parts(const Register&, const access::Actor&, const base::Uuid& partnership,
                           std::size_t offset, std::size_t limit);
/// One of them. Throws the same.
InvitedPart invited_part(const Register&, const access::Actor&, const base::Uuid& part);

}  // namespace entente::registry
