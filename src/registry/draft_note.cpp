// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/draft_note.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <set>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "registry/account_words.hpp"
#include "registry/draft_speakers.hpp"
#include "registry/notices.hpp"
#include "registry/reading.hpp"
#include "registry/review_queue.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

constexpr std::size_t kMostSteps = 300, kMostWithNotes = 200, kMostWords = 6'000;
constexpr std::array<std::string_view, 3> kDraftStates{"open", "handed_in", "returned"};

std::string note_name(const base::Uuid& draft) {
  return "registering " + draft.str();
}

std::string said(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

base::Uuid id_said(const json::object& object, std::string_view name) {
  return base::Uuid::parse(said(object, name)).value_or(base::Uuid());
}

DraftState draft_state(std::string_view word) {
  const auto* found = std::ranges::find(kDraftStates, word);
  return found == kDraftStates.end() ? DraftState::open
                                     : static_cast<DraftState>(found - kDraftStates.begin());
}

json::array steps_json(const std::vector<DraftStep>& steps) {
  json::array all;
  for (const auto& each : steps)
    all.push_back(json::object{{"what", each.what},
                               {"text", each.text},
                               {"account", each.account.str()},
                               {"at", base::to_string(each.at)}});
  return all;
}

}  // namespace

std::string_view name_of(DraftState state) {
  return kDraftStates.at(static_cast<std::size_t>(state));
}

std::optional<DraftNote> read_note(store::Reader& reader, const base::Uuid& draft) {
  const auto text = reader.note(note_name(draft));
  if (!text) return std::nullopt;
  const auto value = base::parse_json(*text, "draft " + draft.str());
  const auto& object = value.as_object();
  DraftNote note;
  note.owner = id_said(object, "owner");
  note.organisation = id_said(object, "organisation");
  if (const auto of = id_said(object, "of"); !of.is_nil()) note.of = of;
  if (const auto* version = object.if_contains("of_version")) note.of_version = version->as_int64();
  note.state = draft_state(said(object, "state"));
  for (const auto& each : object.at("steps").as_array()) {
    const auto& step = each.as_object();
    note.steps.push_back({said(step, "what"), said(step, "text"), id_said(step, "account"),
                          base::parse_instant(said(step, "at"))});
  }
  for (const auto& each : object.at("organisations").as_array()) {
    const auto& one = each.as_object();
    note.organisations.emplace(id_said(one, "id"),
                               std::get<model::Organisation>(model::read_body(
                                   std::string(model::Organisation::kType), said(one, "body"))));
  }
  if (const auto* moved = object.if_contains("moved_from"))
    for (const auto& each : moved->as_array())
      if (const auto id = base::Uuid::parse(std::string_view(each.as_string())))
        note.moved_from.push_back(*id);
  return note;
}

void write_note(store::UnitOfWork& unit, const base::Uuid& draft, const DraftNote& note) {
  json::array organisations;
  for (const auto& [id, one] : note.organisations)
    organisations.push_back(json::object{{"id", id.str()}, {"body", model::body_of(one)}});
  json::array moved;
  for (const auto& each : note.moved_from) moved.push_back(json::string(each.str()));
  json::object object{{"owner", note.owner.str()},
                      {"organisation", note.organisation.str()},
                      {"of", note.of.value_or(base::Uuid()).str()},
                      {"of_version", note.of_version},
                      {"state", name_of(note.state)},
                      {"steps", steps_json(note.steps)},
                      {"organisations", std::move(organisations)},
                      {"moved_from", std::move(moved)}};
  unit.set_note(note_name(draft), base::canonical_json(object));
}

model::Partnership StandingDraft::partnership() const {
  return held<model::Partnership>(head).value;
}

std::optional<StandingDraft> standing_draft(store::Reader& reader, const base::Uuid& id) {
  auto head = reader.head(id);
  if (!head || head->type != model::Partnership::kType || head->visibility != store::Visibility::draft)
    return std::nullopt;
  auto note = read_note(reader, id);
  if (!note) return std::nullopt;
  return StandingDraft{std::move(*head), std::move(*note)};
}

StandingDraft require_draft(store::Reader& reader, const base::Uuid& id) {
  auto standing = standing_draft(reader, id);
  if (!standing) throw base::NotFound("draft " + id.str(), "does not stand in this register");
  return std::move(*standing);
}

bool may_write(const access::Actor& actor, const DraftNote& note) {
  // Who began one for an organisation, and does not write for it any more, is none of its writers.
  if (!note.organisation.is_nil()) return writes_for(actor, note.organisation);
  return access::may(actor, access::Action::draft_partnership, {.account = note.owner});
}

bool may_review(const access::Actor& actor) {
  return access::may(actor, access::Action::review_partnership);
}

bool writes_for(const access::Actor& actor, const base::Uuid& organisation) {
  return access::may(actor, access::Action::draft_partnership, {.place = organisation.str()});
}

bool may_read(const access::Actor& actor, const DraftNote& note) {
  return may_write(actor, note) || (note.state == DraftState::handed_in && may_review(actor));
}

void require_reading(const access::Actor& actor, const DraftNote& note) {
  if (may_read(actor, note)) return;
  throw access::Refused("this draft", "is not open to this account", "Its writers and the office read it.");
}

std::vector<store::Revision> drafts_on(store::Reader& reader, const base::Uuid& place) {
  auto all = reader.of_organisation(place, model::Partnership::kType);
  std::erase_if(all, [](const store::Revision& each) { return each.visibility != store::Visibility::draft; });
  return all;
}

std::vector<base::Uuid> draft_places(const access::Actor& actor) {
  std::vector<base::Uuid> places{require_account(actor)};
  for (const auto& grant : actor.grants)
    if (const auto id = base::Uuid::parse(grant.of);
        id && writes_for(actor, *id) && std::ranges::find(places, *id) == places.end())
      places.push_back(*id);
  return places;
}

std::vector<std::pair<store::Revision, DraftNote>> drafts_begun_by(store::Reader& reader,
                                                                   const base::Uuid& account,
                                                                   const std::vector<base::Uuid>& places) {
  std::vector<std::pair<store::Revision, DraftNote>> all;
  for (const auto& place : places)
    for (auto& head : drafts_on(reader, place))
      if (auto note = read_note(reader, head.id); note && note->owner == account)
        all.emplace_back(std::move(head), std::move(*note));
  return all;
}

void end_own_drafts(store::UnitOfWork& unit, const base::Uuid& account) {
  for (auto& [head, note] : drafts_begun_by(unit, account, {account}))
    end_draft_records(unit, {std::move(head), std::move(note)});
  forget_speaker(unit, account);
}

void end_draft_records(store::UnitOfWork& unit, const StandingDraft& standing) {
  const auto& id = standing.head.id;
  unit.put(revision_of(id, standing.partnership(), store::Visibility::withdrawn));
  for (const auto& part : parts_of_draft(unit, id))
    unit.put(draft_part_revision(part.id, held<model::Participation>(part).value, id,
                                 store::Visibility::withdrawn));
  if (const auto measure = measure_of_draft(unit, id))
    unit.put(revision_of(measure->id, measure->value, store::Visibility::withdrawn));
  leave_queue(unit, id);
  unit.set_note(note_name(id), {});
}

std::vector<store::Revision> parts_of_draft(store::Reader& reader, const base::Uuid& draft) {
  auto parts = reader.of_partnership(draft, model::Participation::kType);
  std::erase_if(parts,
                [](const store::Revision& each) { return each.visibility != store::Visibility::draft; });
  return parts;
}

std::optional<Held<model::Result>> measure_of_draft(store::Reader& reader, const base::Uuid& draft) {
  for (const auto& each : reader.of_partnership(draft, model::Result::kType))
    if (each.visibility == store::Visibility::draft) return held<model::Result>(each);
  return std::nullopt;
}

std::int64_t last_touch(store::Reader& reader, const store::Revision& head) {
  auto last = head.event_seq;
  // Those that were taken out count too.
  for (const auto type : {model::Participation::kType, model::Result::kType})
    for (const auto& each : reader.of_partnership(head.id, type)) last = std::max(last, each.event_seq);
  return last;
}

void require_seen(store::Reader& reader, const store::Revision& head, std::int64_t seen) {
  if (last_touch(reader, head) != seen)
    throw base::Conflict("draft " + head.id.str(), "has changed since it was looked at", "Look at it again.");
}

store::NewRevision draft_revision(const base::Uuid& id, const model::Partnership& partnership,
                                  const DraftNote& note) {
  auto revision = revision_of(id, partnership, store::Visibility::draft);
  revision.organisation = note.organisation.is_nil() ? note.owner : note.organisation;
  return revision;
}

store::NewRevision draft_part_revision(const base::Uuid& id, const model::Participation& part,
                                       const base::Uuid& draft, store::Visibility visibility) {
  auto revision = revision_of(id, part, visibility);
  revision.partnership = draft;
  revision.organisation = std::nullopt;  // whoever asks for an organisation's parts is not to meet drafts
  return revision;
}

void add_step(DraftNote& note, const access::Actor& actor, std::string_view what, std::string_view text,
              base::Instant now) {
  const auto words = base::trimmed(text);
  if (words.size() > kMostWords)
    throw base::BadInput("field text", "is longer than " + std::to_string(kMostWords) + " bytes",
                         "Shorten it.");
  // What is handed in can be taken back, returned and published however long the thread is.
  const auto most = what == "commented" ? kMostWithNotes : kMostSteps;
  if ((what == "commented" || what == "handed_in") && note.steps.size() >= most)
    throw base::Conflict("this draft", "has as many entries in its thread as one may have",
                         "Discard it, and begin a new one.");
  note.steps.push_back({std::string(what), std::string(words), require_account(actor), now});
}

void tell_writers(store::UnitOfWork& unit, const base::Clock& clock, const DraftNote& note,
                  const access::Actor& actor, std::string_view kind, const base::Uuid& about) {
  std::set<base::Uuid> told{note.owner};
  for (const auto& step : note.steps)
    if (step.what == "handed_in" || step.what == "begun") told.insert(step.account);
  if (actor.account) told.erase(*actor.account);
  for (const auto& account : told)
    if (unit.accounts().account(account)) notify_anew(unit.accounts(), clock, account, kind, about.str());
}

DraftLine line_of_draft(store::Reader& reader, const store::Revision& head, const DraftNote& note) {
  DraftLine line{.id = head.id,
                 .title = held<model::Partnership>(head).value.title,
                 .state = note.state,
                 .organisation = note.organisation,
                 .of_change = note.of.has_value(),
                 .since = head.time,
                 .begun_by = {}};
  for (const auto& step : note.steps)
    if (step.what != "commented") line.since = step.at;
  if (const auto account = reader.accounts().account(note.owner)) line.begun_by = account->name;
  return line;
}

}  // namespace entente::registry
