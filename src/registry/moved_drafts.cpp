// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/moved_drafts.hpp"

#include "registry/draft_note.hpp"

namespace entente::registry {

namespace {

void hang_on(store::UnitOfWork& unit, const store::Revision& head, DraftNote& note,
             const base::Uuid& organisation) {
  note.organisation = organisation;
  unit.put(draft_revision(head.id, StandingDraft{head, note}.partnership(), note));
  write_note(unit, head.id, note);
}

}  // namespace

void move_drafts(store::UnitOfWork& unit, const base::Uuid& other, const base::Uuid& kept) {
  for (const auto& head : drafts_on(unit, other))
    if (auto note = read_note(unit, head.id)) {
      note->moved_from.push_back(other);
      hang_on(unit, head, *note, kept);
    }
}

void give_drafts_back(store::UnitOfWork& unit, const base::Uuid& other, const base::Uuid& kept) {
  for (const auto& head : drafts_on(unit, kept))
    if (auto note = read_note(unit, head.id);
        note && !note->moved_from.empty() && note->moved_from.back() == other) {
      note->moved_from.pop_back();
      hang_on(unit, head, *note, other);
    }
}

}  // namespace entente::registry
