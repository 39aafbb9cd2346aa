// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/registering.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "registry/account_words.hpp"
#include "registry/draft_note.hpp"
#include "registry/draft_sense.hpp"
#include "registry/draft_speakers.hpp"
#include "registry/drafting.hpp"
#include "registry/merged.hpp"
#include "registry/notices.hpp"
#include "registry/reading.hpp"
#include "registry/review_queue.hpp"
#include "registry/text_bounds.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostDrafts = 20, kMostDraftParties = 60;

/// A draft that an actor may change.
StandingDraft own_draft(store::Reader& reader, const access::Actor& actor, const base::Uuid& id) {
  auto standing = require_draft(reader, id);
  if (!may_write(actor, standing.note))
    throw access::Refused("this draft", "is not among those that this account writes", "Its writers do.");
  return standing;
}

StandingDraft open_draft(store::Reader& reader, const access::Actor& actor, const base::Uuid& id) {
  auto standing = own_draft(reader, actor, id);
  if (standing.note.state == DraftState::handed_in)
    throw base::Conflict("draft " + id.str(), "has been handed in", "Take it back first.");
  return standing;
}

/// The part of a draft, as it was when somebody read it.
store::Revision standing_draft_part(store::Reader& reader, const base::Uuid& draft, const base::Uuid& part,
                                    std::int64_t version) {
  const auto parts = parts_of_draft(reader, draft);
  const auto found = std::ranges::find(parts, part, &store::Revision::id);
  if (found == parts.end())
    throw base::Conflict("part " + part.str(), "does not stand in this draft any more", "Look at the draft.");
  if (found->version != version)
    throw base::Conflict("part " + part.str(), "has changed since it was read", "Look at what stands.");
  return *found;
}

/// The part of a draft that names the same party in the same role.
std::optional<store::Revision> part_named(store::Reader& reader, const base::Uuid& draft,
                                          const DraftNote& note, const NamedParty& named) {
  for (auto& each : parts_of_draft(reader, draft)) {
    const auto part = held<model::Participation>(each).value;
    if (part.role != named.role) continue;
    const auto fresh = note.organisations.find(part.organisation);
    const bool same =
        named.organisation
            ? standing_for(reader, part.organisation) == standing_for(reader, *named.organisation)
            : fresh != note.organisations.end() && fresh->second == named.new_one;
    if (same) return std::move(each);
  }
  return std::nullopt;
}

/// Writes what a draft says will be counted; false where that stands already.
bool put_measure(store::UnitOfWork& unit, const base::Uuid& draft, model::Result measure, base::Instant now) {
  const auto before = measure_of_draft(unit, draft);
  measure.partnership = draft;
  if (before ? before->value == measure : measure.indicators.empty()) return false;
  for (const auto& each : measure.indicators) require_length("indicator", each.title, kMostTitleBytes);
  require_form(measure);
  unit.put(revision_of(before ? before->id : base::Uuid::v7(now), measure,
                       measure.indicators.empty() ? store::Visibility::withdrawn : store::Visibility::draft));
  return true;
}

void require_room(store::Reader& reader, const access::Actor& actor) {
  if (drafts_begun_by(reader, require_account(actor), draft_places(actor)).size() >= kMostDrafts)
    throw base::Conflict("this account",
                         "has begun " + std::to_string(kMostDrafts) + " drafts that are not published yet",
                         "Finish or discard one of them.");
}

/// The draft that says just that, and was begun by the same account: a second click begins no other.
std::optional<base::Uuid> begun_alike(store::Reader& reader, const DraftNote& note,
                                      const model::Partnership& partnership) {
  const auto place = note.organisation.is_nil() ? note.owner : note.organisation;
  for (const auto& [head, other] : drafts_begun_by(reader, note.owner, {place}))
    if (other.state == DraftState::open && other.of == note.of && other.of_version == note.of_version &&
        held<model::Partnership>(head).value == partnership && parts_of_draft(reader, head.id).empty())
      return head.id;
  return std::nullopt;
}

Made put_new(Register& reg, const access::Actor& actor,
             const std::function<model::Partnership(store::Reader&, DraftNote&)>& make) {
  const auto now = reg.clock().now();
  auto id = base::Uuid::v7(now);
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    DraftNote note;
    note.owner = require_account(actor);
    const auto partnership = make(unit, note);
    require_form(partnership);
    if (const auto standing = begun_alike(unit, note, partnership)) {
      id = *standing;
      return;
    }
    require_room(unit, actor);
    add_step(note, actor, "begun", {}, now);
    auto revision = draft_revision(id, partnership, note);
    revision.expected_version = 0;
    unit.put(revision);
    write_note(unit, id, note);
  });
  reg.follow();
  if (!done.repeated) return {id, done};
  if (done.event_seq > 0) return {made_in(reg, done, model::Partnership::kType).value_or(base::Uuid()), done};
  // One alike stood when it was asked first.
  const auto reader = reg.read();
  DraftNote note;
  note.owner = require_account(actor);
  const auto partnership = make(*reader, note);
  return {begun_alike(*reader, note, partnership).value_or(base::Uuid()), done};
}

}  // namespace

Made begin_draft(Register& reg, const access::Actor& actor, const base::Text& title,
                 const base::Uuid& organisation) {
  if (!organisation.is_nil() && !writes_for(actor, organisation))
    throw access::Refused("to write for organisation " + organisation.str(),
                          "is not among what this account may do", "Its representatives do.");
  return put_new(reg, actor, [&](store::Reader&, DraftNote& note) {
    note.organisation = organisation;
    model::Partnership partnership;
    partnership.title = title;
    require_draft_sense(partnership, {});
    return partnership;
  });
}

Made propose_change(Register& reg, const access::Actor& actor, const base::Uuid& partnership,
                    const base::Uuid& organisation) {
  if (!writes_for(actor, organisation))
    throw access::Refused("to write for organisation " + organisation.str(),
                          "is not among what this account may do", "Its representatives do.");
  return put_new(reg, actor, [&](store::Reader& reader, DraftNote& note) {
    const auto head = standing_head(reader, partnership, model::Partnership::kType);
    if (!head) throw base::NotFound("partnership " + partnership.str(), "does not stand in this register");
    const auto standing = held<model::Partnership>(*head).value;
    if (standing.kept)
      throw base::Conflict("partnership " + partnership.str(),
                           "is written by a file that its publisher keeps",
                           "Ask the publisher to change the file.");
    require_confirmed_party(reader, partnership, organisation);
    note.organisation = organisation;
    note.of = partnership;
    note.of_version = head->version;
    return standing;
  });
}

store::Committed save_draft(Register& reg, const access::Actor& actor, const base::Uuid& id,
                            std::int64_t version, const model::Partnership& partnership,
                            const model::Result* measure) {
  require_form(partnership);
  const auto now = reg.clock().now();
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto standing = open_draft(unit, actor, id);
    // Its version is the partnership's: what is counted is asked on the same page.
    const bool measured = measure != nullptr && !standing.note.of && put_measure(unit, id, *measure, now);
    if (standing.partnership() == partnership && !measured) return;  // said already, as after a second click
    require_draft_sense(partnership, standing.partnership());
    auto revision = draft_revision(id, partnership, standing.note);
    revision.expected_version = version;
    unit.put(revision);
  });
  reg.follow();
  return done;
}

Made add_draft_party(Register& reg, const access::Actor& actor, const base::Uuid& id,
                     const NamedParty& named) {
  const auto now = reg.clock().now();
  auto part_id = base::Uuid::v7(now);
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    auto [head, note] = open_draft(unit, actor, id);
    if (const auto known = part_named(unit, id, note, named)) {
      part_id = known->id;
      auto part = held<model::Participation>(*known).value;
      const auto before = part;
      for (const auto& each : named.contributes)
        if (std::ranges::find(part.contributes, each) == part.contributes.end())
          part.contributes.push_back(each);
      require_form(part);
      if (part != before) unit.put(draft_part_revision(part_id, part, id));
      return;
    }
    if (parts_of_draft(unit, id).size() >= kMostDraftParties)
      throw base::Conflict("draft " + id.str(),
                           "names " + std::to_string(kMostDraftParties) + " parties, as many as one may",
                           "Name the others once it is published.");
    model::Participation part;
    part.partnership = id;
    part.role = named.role;
    part.contributes = named.contributes;
    if (named.organisation) {
      part.organisation = standing_for(unit, *named.organisation);
      if (!standing_head(unit, part.organisation, model::Organisation::kType))
        throw base::BadInput("organisation " + named.organisation->str(), "does not stand in this register",
                             "Look for it by its name.");
      if (note.of) require_joining(unit, *note.of, part.organisation, part.role);
    } else {
      require_form(named.new_one);
      require_new_party(named.new_one);
      part.organisation = base::Uuid::v7(now);
      note.organisations.emplace(part.organisation, named.new_one);
      write_note(unit, id, note);
    }
    require_form(part);
    auto revision = draft_part_revision(part_id, part, id);
    revision.expected_version = 0;
    unit.put(revision);
  });
  reg.follow();
  if (!done.repeated) return {part_id, done};
  if (done.event_seq > 0)
    return {made_in(reg, done, model::Participation::kType).value_or(base::Uuid()), done};
  // It was named already when it was asked first.
  const auto reader = reg.read();
  const auto known = part_named(*reader, id, require_draft(*reader, id).note, named);
  return {known ? known->id : base::Uuid(), done};
}

store::Committed save_draft_part(Register& reg, const access::Actor& actor, const base::Uuid& id,
                                 const base::Uuid& part, std::int64_t version,
                                 const model::Participation& now) {
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    open_draft(unit, actor, id);
    const auto parts = parts_of_draft(unit, id);
    const auto found = std::ranges::find(parts, part, &store::Revision::id);
    auto changed = found == parts.end() ? now : held<model::Participation>(*found).value;
    const auto before = changed;
    changed.role = now.role;
    changed.contributes = now.contributes;
    changed.brings = now.brings;
    changed.risks = now.risks;
    changed.responsibilities = now.responsibilities;
    changed.benefits = now.benefits;
    if (found != parts.end() && changed == before) return;
    standing_draft_part(unit, id, part, version);
    require_part_sense(changed, before);
    require_form(changed);
    unit.put(draft_part_revision(part, changed, id));
  });
  reg.follow();
  return done;
}

store::Committed remove_draft_part(Register& reg, const access::Actor& actor, const base::Uuid& id,
                                   const base::Uuid& part, std::int64_t version) {
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    auto [head, note] = open_draft(unit, actor, id);
    const auto standing = held<model::Participation>(standing_draft_part(unit, id, part, version)).value;
    unit.put(draft_part_revision(part, standing, id, store::Visibility::withdrawn));
    if (note.organisations.erase(standing.organisation) > 0) write_note(unit, id, note);
  });
  reg.follow();
  return done;
}

store::Committed discard_draft(Register& reg, const access::Actor& actor, const base::Uuid& id,
                               std::int64_t seen) {
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto standing = open_draft(unit, actor, id);
    require_seen(unit, standing.head, seen);
    end_draft_records(unit, standing);
  });
  reg.follow();
  return done;
}

store::Committed hand_in_draft(Register& reg, const access::Actor& actor, const base::Uuid& id,
                               std::int64_t seen) {
  const auto now = reg.clock().now();
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    auto standing = open_draft(unit, actor, id);
    require_seen(unit, standing.head, seen);
    require_whole(unit, standing);
    standing.note.state = DraftState::handed_in;
    add_step(standing.note, actor, "handed_in", {}, now);
    enter_queue(unit, id);
    unit.put(draft_revision(id, standing.partnership(), standing.note));
    write_note(unit, id, standing.note);
  });
  reg.follow();
  return done;
}

store::Committed take_back_draft(Register& reg, const access::Actor& actor, const base::Uuid& id,
                                 std::int64_t seen) {
  const auto now = reg.clock().now();
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    auto standing = own_draft(unit, actor, id);
    require_seen(unit, standing.head, seen);
    if (standing.note.state != DraftState::handed_in)
      throw base::Conflict("draft " + id.str(), "is not handed in", "Look at it again.");
    standing.note.state = DraftState::open;
    add_step(standing.note, actor, "taken_back", {}, now);
    leave_queue(unit, id);
    unit.put(draft_revision(id, standing.partnership(), standing.note));
    write_note(unit, id, standing.note);
  });
  reg.follow();
  return done;
}

store::Committed comment_draft(Register& reg, const access::Actor& actor, const base::Uuid& id,
                               std::string_view text) {
  const auto now = reg.clock().now();
  if (base::trimmed(text).empty()) throw base::BadInput("field text", "is empty", "Write something.");
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    auto [head, note] = require_draft(unit, id);
    require_reading(actor, note);
    add_step(note, actor, "commented", text, now);
    write_note(unit, id, note);
    // One's own draft for oneself ends with the account, and its thread too.
    if (!note.organisation.is_nil() || note.owner != actor.account)
      keep_speaker(unit, require_account(actor), id);
    tell_writers(unit, reg.clock(), note, actor, kNoticeDraftCommented, id);
    if (!may_write(actor, note))
      note_office_act(unit, actor, access::Action::review_partnership, id.str(), now);
  });
  return done;
}

Made publish_own_draft(Register& reg, const ReviewRules& rules, const access::Actor& actor,
                       const base::Uuid& id, std::int64_t seen) {
  base::Uuid published;
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    auto standing = open_draft(unit, actor, id);
    const auto& organisation = standing.note.organisation;
    if (!rules.trust_representatives || standing.note.of || organisation.is_nil() ||
        !actor.holds(access::Grant{access::Role::representative, organisation.str()}))
      throw access::Refused("to publish without review", "is not among what this account may do",
                            "Hand the draft in.");
    require_seen(unit, standing.head, seen);
    require_whole(unit, standing);
    published = make_public(unit, reg, standing, actor);
  });
  reg.follow();
  if (done.repeated) published = made_in(reg, done, model::Partnership::kType, id).value_or(base::Uuid());
  return {published, done};
}

}  // namespace entente::registry
