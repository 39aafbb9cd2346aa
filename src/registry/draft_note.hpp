// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <utility>

#include "registry/registering.hpp"

/// Internal to registry: what a draft is beside its records, kept as a named state of the store.
namespace entente::registry {

struct DraftNote {
  base::Uuid owner, organisation;
  std::optional<base::Uuid> of;
  std::int64_t of_version = 0;  ///< that the change was made from
  DraftState state = DraftState::open;
  std::vector<DraftStep> steps;
  std::map<base::Uuid, model::Organisation> organisations;  ///< that the register does not hold yet
  std::vector<base::Uuid> moved_from;  ///< organisations merged away since, the last at the end
};

std::optional<DraftNote> read_note(store::Reader&, const base::Uuid& draft);
void write_note(store::UnitOfWork&, const base::Uuid& draft, const DraftNote&);

/// A draft that stands, as it is in the store.
struct StandingDraft {
  store::Revision head;
  DraftNote note;
  model::Partnership partnership() const;
};
std::optional<StandingDraft> standing_draft(store::Reader&, const base::Uuid& id);
/// Throws base::NotFound where there is none.
StandingDraft require_draft(store::Reader&, const base::Uuid& id);

bool may_write(const access::Actor&, const DraftNote&);
bool may_review(const access::Actor&);
/// Whether an actor writes for an organisation, as any who hold a role in it.
bool writes_for(const access::Actor&, const base::Uuid& organisation);
/// What was not handed in is its writers' alone.
bool may_read(const access::Actor&, const DraftNote&);
/// Throws access::Refused where one may not read it.
void require_reading(const access::Actor&, const DraftNote&);

/// The drafts that hang on an account, or on an organisation.
std::vector<store::Revision> drafts_on(store::Reader&, const base::Uuid& place);
/// What an actor's drafts hang on: the account, and organisations for which it writes.
std::vector<base::Uuid> draft_places(const access::Actor&);
/// Those among them that an account began.
std::vector<std::pair<store::Revision, DraftNote>> drafts_begun_by(store::Reader&, const base::Uuid& account,
                                                                   const std::vector<base::Uuid>& places);
/// An account goes: what it began for itself goes too, and its notes on other drafts.
void end_own_drafts(store::UnitOfWork&, const base::Uuid& account);

/// Its parts that stand, in the order in which they were named.
std::vector<store::Revision> parts_of_draft(store::Reader&, const base::Uuid& draft);
/// What it says will be counted.
std::optional<Held<model::Result>> measure_of_draft(store::Reader&, const base::Uuid& draft);
/// The last commit that touched it.
std::int64_t last_touch(store::Reader&, const store::Revision& head);
/// Throws base::Conflict where another has touched it since.
void require_seen(store::Reader&, const store::Revision& head, std::int64_t seen);

/// A draft's revision, which hangs on whoever may write it.
store::NewRevision draft_revision(const base::Uuid& id, const model::Partnership&, const DraftNote&);
store::NewRevision draft_part_revision(const base::Uuid& id, const model::Participation&,
                                       const base::Uuid& draft, store::Visibility = store::Visibility::draft);

/// Adds a step; base::Conflict for a note, or for handing in, where there are as many as a draft may have:
/// what takes a draft out of the queue always finds room. Throws base::BadInput for a text that is too long.
void add_step(DraftNote&, const access::Actor&, std::string_view what, std::string_view text, base::Instant);
/// Tells its writers but whoever acts.
void tell_writers(store::UnitOfWork&, const base::Clock&, const DraftNote&, const access::Actor&,
                  std::string_view kind, const base::Uuid& about);

DraftLine line_of_draft(store::Reader&, const store::Revision& head, const DraftNote&);

/// Makes what a draft says part of the register, and ends the draft. Returns the id of what is published.
base::Uuid make_public(store::UnitOfWork&, const Register&, const StandingDraft&, const access::Actor&);
/// Throws base::Conflict where an organisation is no party to a partnership that has confirmed its part.
void require_confirmed_party(store::Reader&, const base::Uuid& partnership, const base::Uuid& organisation);
/// A change names those who join: throws base::Conflict where an organisation is a party in that role, which
/// speaks for its part itself. One that has declined or left joins anew.
void require_joining(store::Reader&, const base::Uuid& partnership, const base::Uuid& organisation,
                     std::string_view role);
/// A draft and its parts stand no more, it waits no more, and its thread is gone.
void end_draft_records(store::UnitOfWork&, const StandingDraft&);
/// Throws base::BadInput where what publishing needs is not there: a title, a purpose, a party.
void require_whole(store::Reader&, const StandingDraft&);

}  // namespace entente::registry
