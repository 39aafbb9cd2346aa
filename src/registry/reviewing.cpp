// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/reviewing.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <map>
#include <set>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "registry/account_words.hpp"
#include "registry/draft_note.hpp"
#include "registry/draft_speakers.hpp"
#include "registry/drafting.hpp"
#include "registry/merged.hpp"
#include "registry/notices.hpp"
#include "registry/oddities.hpp"
#include "registry/part_invitations.hpp"
#include "registry/reading.hpp"
#include "registry/review_queue.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostReason = 6'000;

void require_reviewing(const access::Actor& actor) {
  if (may_review(actor)) return;
  throw access::Refused("review", "is not among what this account may do", "The register's office does it.");
}

StandingDraft handed_in_draft(store::Reader& reader, const access::Actor& actor, const base::Uuid& id,
                              std::int64_t seen) {
  require_reviewing(actor);
  auto standing = require_draft(reader, id);
  if (standing.note.state != DraftState::handed_in)
    throw base::Conflict("draft " + id.str(), "does not wait for review any more", "Look at the queue.");
  require_seen(reader, standing.head, seen);
  return standing;
}

/// Whether somebody changed what a record says; handing in and giving back leave it as it is.
bool has_changed(store::Reader& reader, const base::Uuid& record, std::string_view author) {
  const auto history = reader.history(record);
  for (std::size_t i = 0; i < history.size(); ++i)
    if (history[i].author == author && (i + 1 == history.size() || history[i].hash != history[i + 1].hash ||
                                        history[i].visibility != history[i + 1].visibility))
      return true;
  return false;
}

/// Whether somebody wrote a draft, or handed it in.
bool has_written(store::Reader& reader, const StandingDraft& standing, const access::Actor& actor) {
  if (std::ranges::any_of(standing.note.steps, [&](const DraftStep& step) {
        return step.what == "handed_in" && step.account == actor.account;
      }))
    return true;
  const auto author = author_of(actor);
  const auto hangs = [&](std::string_view type) {
    return std::ranges::any_of(
        reader.of_partnership(standing.head.id, type),
        [&](const store::Revision& each) { return has_changed(reader, each.id, author); });
  };
  return has_changed(reader, standing.head.id, author) || hangs(model::Participation::kType) ||
         hangs(model::Result::kType);
}

std::string tombstone_name(const base::Uuid& partnership) {
  return "withdrawn " + partnership.str();
}

std::string trimmed_reason(std::string_view typed) {
  const auto reason = base::trimmed(typed);
  if (reason.empty()) throw base::BadInput("field reason", "is empty", "Say why.");
  if (reason.size() > kMostReason)
    throw base::BadInput("field reason", "is longer than " + std::to_string(kMostReason) + " bytes",
                         "Shorten it.");
  return std::string(reason);
}

/// Who says what a draft says: the organisation it was begun for, else whoever runs the register.
std::string namer_of(store::Reader& reader, const Register& reg, const DraftNote& note) {
  const auto head =
      note.organisation.is_nil()
          ? std::nullopt
          : standing_head(reader, standing_for(reader, note.organisation), model::Organisation::kType);
  return head ? std::string(held<model::Organisation>(*head).value.name.str("en")) : reg.publisher().name;
}

model::Source source_of_draft(std::string namer, base::Instant now) {
  model::Source source;
  source.stated_by = std::move(namer);
  source.date = base::PartialDate::from_days(base::day_of(now));
  return source;
}

/// The organisation that a part names, made where the register does not hold it yet.
base::Uuid organisation_of_part(store::UnitOfWork& unit, const model::Participation& part,
                                const StandingDraft& standing, const model::Source& source,
                                std::map<base::Uuid, base::Uuid>& made, base::Instant now) {
  const auto fresh = standing.note.organisations.find(part.organisation);
  if (fresh == standing.note.organisations.end()) {
    const auto id = standing_for(unit, part.organisation);
    if (!standing_head(unit, id, model::Organisation::kType))
      throw base::Conflict("organisation " + id.str(), "does not stand in this register any more",
                           "Have its writers name another.");
    return id;
  }
  const auto [known, is_new] = made.try_emplace(part.organisation, base::Uuid::v7(now));
  if (is_new) {
    auto organisation = fresh->second;
    organisation.sources = {source};
    auto revision = revision_of(known->second, organisation);
    revision.expected_version = 0;
    unit.put(revision);
  }
  return known->second;
}

}  // namespace

void require_whole(store::Reader& reader, const StandingDraft& standing) {
  const auto partnership = standing.partnership();
  if (partnership.title.empty()) throw base::BadInput("field title", "is empty", "Fill it.");
  if (partnership.purpose.empty()) throw base::BadInput("field purpose", "is empty", "Fill it.");
  if (!standing.note.of && parts_of_draft(reader, standing.head.id).empty())
    throw base::BadInput("field parties", "is empty", "Name a party.");
}

void require_confirmed_party(store::Reader& reader, const base::Uuid& partnership,
                             const base::Uuid& organisation) {
  const auto parties = parties_of(reader, partnership);
  if (std::ranges::none_of(parties, [&](const Party& party) {
        return party.organisation.id == organisation && party.state == "confirmed";
      }))
    throw base::Conflict("organisation " + organisation.str(), "has not confirmed a part in it",
                         "Confirm its part first.");
}

void require_joining(store::Reader& reader, const base::Uuid& partnership, const base::Uuid& organisation,
                     std::string_view role) {
  for (const auto& party : parties_of(reader, partnership))
    if (party.part.value.role == role && party.state != "declined" && party.state != "left" &&
        standing_for(reader, party.part.value.organisation) == organisation)
      throw base::Conflict("organisation " + organisation.str(), "is a party to it in that role",
                           "It speaks for its part itself.");
}

base::Uuid make_public(store::UnitOfWork& unit, const Register& reg, const StandingDraft& standing,
                       const access::Actor& actor) {
  const auto now = reg.clock().now();
  const auto& note = standing.note;
  if (note.of) require_confirmed_party(unit, *note.of, note.organisation);
  const auto namer = namer_of(unit, reg, note);
  const auto source = source_of_draft(namer, now);
  const auto id = note.of.value_or(base::Uuid::v7(now));
  auto partnership = standing.partnership();
  partnership.sources = {source};
  auto revision = revision_of(id, partnership);
  revision.expected_version = note.of ? note.of_version : 0;
  unit.put(revision);
  if (!note.of) note_writer(unit, id, note.owner);
  std::map<base::Uuid, base::Uuid> made;
  for (const auto& each : parts_of_draft(unit, standing.head.id)) {
    auto part = held<model::Participation>(each).value;
    part.partnership = id;
    part.organisation = organisation_of_part(unit, part, standing, source, made, now);
    if (note.of) require_joining(unit, id, part.organisation, part.role);
    if (part.organisation != note.organisation) part.named_by = namer;
    part.sources = {source};
    auto new_part = revision_of(base::Uuid::v7(now), part);
    new_part.expected_version = 0;
    unit.put(new_part);
  }
  if (const auto measure = measure_of_draft(unit, standing.head.id); measure && !note.of) {
    auto result = measure->value;
    result.partnership = id;
    result.sources = {source};
    auto new_result = revision_of(base::Uuid::v7(now), result);
    new_result.expected_version = 0;
    unit.put(new_result);
  }
  end_draft_records(unit, standing);
  tell_writers(unit, reg.clock(), note, actor, kNoticeDraftPublished, id);
  return id;
}

std::vector<DraftLine> Reviewing::waiting(const access::Actor& actor, std::size_t limit,
                                          bool with_odd) const {
  require_reviewing(actor);
  const auto reader = reg_.read();
  std::vector<DraftLine> lines;
  for (const auto& id : queued_drafts(*reader)) {
    if (lines.size() == limit) break;
    if (const auto standing = standing_draft(*reader, id))
      lines.push_back(line_of_draft(*reader, standing->head, standing->note));
  }
  if (!with_odd) return lines;
  const Registering drafts(reg_, rules_);
  for (auto& line : lines)
    if (const auto draft = drafts.draft(actor, line.id))
      line.odd = oddities(*draft, reg_.clock().now()).size();
  return lines;
}

Made publish_draft(Register& reg, const ReviewRules& rules, const access::Actor& actor,
                   const base::Uuid& draft, std::int64_t seen) {
  base::Uuid published;
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto standing = handed_in_draft(unit, actor, draft, seen);
    if (rules.four_eyes && has_written(unit, standing, actor))
      throw base::Conflict("draft " + draft.str(), "was written or handed in by this account",
                           "Another of the office publishes it.");
    require_whole(unit, standing);
    published = make_public(unit, reg, standing, actor);
    note_office_act(unit, actor, access::Action::review_partnership, published.str(), reg.clock().now());
  });
  reg.follow();
  if (done.repeated) published = made_in(reg, done, model::Partnership::kType, draft).value_or(base::Uuid());
  return {published, done};
}

store::Committed return_draft(Register& reg, const access::Actor& actor, const base::Uuid& draft,
                              std::int64_t seen, std::string_view reason) {
  const auto why = trimmed_reason(reason);
  const auto now = reg.clock().now();
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    auto standing = handed_in_draft(unit, actor, draft, seen);
    standing.note.state = DraftState::returned;
    add_step(standing.note, actor, "returned", why, now);
    leave_queue(unit, draft);
    keep_speaker(unit, require_account(actor), draft);
    unit.put(draft_revision(draft, standing.partnership(), standing.note));
    write_note(unit, draft, standing.note);
    tell_writers(unit, reg.clock(), standing.note, actor, kNoticeDraftReturned, draft);
    note_office_act(unit, actor, access::Action::review_partnership, draft.str(), now);
  });
  reg.follow();
  return done;
}

store::Committed withdraw_partnership(Register& reg, const access::Actor& actor,
                                      const base::Uuid& partnership, std::int64_t version,
                                      std::string_view reason) {
  require_reviewing(actor);
  const auto why = trimmed_reason(reason);
  const auto now = reg.clock().now();
  const auto done = reg.store().write(written_by(actor), [&](store::UnitOfWork& unit) {
    const auto head = standing_head(unit, partnership, model::Partnership::kType);
    if (!head) throw base::NotFound("partnership " + partnership.str(), "does not stand in this register");
    const auto standing = held<model::Partnership>(*head).value;
    if (standing.kept)
      throw base::Conflict("partnership " + partnership.str(),
                           "is written by a file that its publisher keeps",
                           "It would come back with the file: ask the publisher to withdraw it there.");
    auto revision = revision_of(partnership, standing, store::Visibility::withdrawn);
    revision.expected_version = version;
    const auto withdrawn = unit.put(revision);
    const boost::json::object note{{"reason", why}, {"at", base::to_string(now)}, {"version", withdrawn}};
    unit.set_note(tombstone_name(partnership), base::canonical_json(note));
    note_office_act(unit, actor, access::Action::review_partnership, partnership.str(), now);
  });
  reg.follow();
  return done;
}

std::optional<Tombstone> tombstone_of(const Register& reg, const base::Uuid& partnership) {
  const auto reader = reg.read();
  const auto head = reader->head(partnership);
  if (!head || head->type != model::Partnership::kType || head->visibility != store::Visibility::withdrawn)
    return std::nullopt;
  const auto note = reader->note(tombstone_name(partnership));
  if (!note) return std::nullopt;
  const auto value = base::parse_json(*note, "tombstone of " + partnership.str());
  const auto& object = value.as_object();
  // One that came back with a file and was withdrawn by it was withdrawn for another reason.
  if (object.at("version").as_int64() != head->version) return std::nullopt;
  return Tombstone{held<model::Partnership>(*head).value.title, std::string(object.at("reason").as_string()),
                   base::parse_instant(std::string_view(object.at("at").as_string()))};
}

std::int64_t waiting_count(const Register& reg) {
  return queue_length(*reg.read());
}

}  // namespace entente::registry
