// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/merging.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "model/vocabulary.hpp"
#include "registry/account_words.hpp"
#include "registry/hook_places.hpp"
#include "registry/merged.hpp"
#include "registry/moved_concerns.hpp"
#include "registry/moved_diligence.hpp"
#include "registry/moved_drafts.hpp"
#include "registry/moved_links.hpp"
#include "registry/moved_reports.hpp"
#include "registry/moved_roles.hpp"
#include "registry/moved_screening.hpp"
#include "registry/reading.hpp"
#include "registry/screening_review.hpp"
#include "registry/writing.hpp"

namespace entente::registry {

namespace {

/// The ids of those that were merged last, the newest first, one a line.
constexpr std::string_view kMergesNote = "merges";

access::Target merging_target() {
  return {.sight = access::Sight::confidential};
}

store::Revision require_standing(store::Reader& reader, const base::Uuid& id) {
  auto head = standing_head(reader, id, model::Organisation::kType);
  if (!head)
    throw base::NotFound("organisation " + id.str(), "does not stand in this register",
                         "Look both up, and merge one that is shown into another.");
  return std::move(*head);
}

void require_two(const base::Uuid& kept, const base::Uuid& other) {
  if (kept == other)
    throw base::BadInput("organisation " + kept.str(), "cannot be merged into itself", "Name another one.");
}

model::Organisation organisation_in(const store::Revision& revision) {
  return std::get<model::Organisation>(model::read_body(revision.type, revision.body));
}

/// What the one that is kept takes over: identifiers, names in languages it lacks, and who says so.
model::Organisation united(model::Organisation kept, const model::Organisation& other) {
  const auto take = [](auto& list, const auto& more) {
    for (const auto& each : more)
      if (std::ranges::find(list, each) == list.end()) list.push_back(each);
  };
  take(kept.identifiers, other.identifiers);
  take(kept.sources, other.sources);
  for (const auto& each : other.name.narratives)
    if (!kept.name.has(each.language)) kept.name.add(each.language, each.value);
  return kept;
}

/// What it gives back: that which it had not before, and has since.
model::Organisation parted(model::Organisation kept, const model::Organisation& before,
                           const model::Organisation& since) {
  const auto give = [](auto& list, const auto& had, const auto& has) {
    std::erase_if(list, [&](const auto& each) {
      return std::ranges::find(had, each) == had.end() && std::ranges::find(has, each) != has.end();
    });
  };
  give(kept.identifiers, before.identifiers, since.identifiers);
  give(kept.sources, before.sources, since.sources);
  give(kept.name.narratives, before.name.narratives, since.name.narratives);
  return kept;
}

/// Every record, beside its own, whose body names an organisation, and the words on deliveries.
std::vector<store::Revision> naming_records(store::Reader& reader, const base::Uuid& organisation,
                                            const std::vector<base::Uuid>& partnerships) {
  std::map<base::Uuid, store::Revision> all;
  const auto take = [&](store::Revision revision) {
    // What was signed names its parties by the hash of the whole: who stands for them is asked when it is
    // read.
    if (revision.type == model::Agreement::kType || revision.type == model::Signature::kType) return;
    // A word on a delivery names its hash, which changes with whoever gave it.
    if (revision.body.find(organisation.str()) == std::string::npos &&
        revision.type != model::Attestation::kType)
      return;
    const auto id = revision.id;
    all.emplace(id, std::move(revision));
    if (all.size() > kMostMoved)
      throw base::Conflict("organisation " + organisation.str(),
                           "is named by more than " + std::to_string(kMostMoved) + " records",
                           "Merge the other one into it instead.");
  };
  std::set<base::Uuid> places(partnerships.begin(), partnerships.end());
  for (const auto type : {model::Participation::kType, model::Confirmation::kType, model::Attestation::kType,
                          model::Finances::kType, model::ConcernNotice::kType, model::SigningKey::kType})
    for (auto& revision : reader.of_organisation(organisation, type)) {
      if (const auto of = model::keys_of(model::read_body(revision.type, revision.body)).partnership)
        places.insert(*of);
      take(std::move(revision));
    }
  for (const auto& place : places) {
    if (auto head = reader.head(place)) take(std::move(*head));
    for (auto& part : reader.of_partnership(place)) take(std::move(part));
  }
  // A desk is of a country, and who has read its guidance is named by no key.
  for (const auto& country : model::countries())
    for (auto& revision : reader.of_organisation(model::desk_of(country.code), model::Acknowledgement::kType))
      take(std::move(revision));
  std::vector<store::Revision> records;
  for (auto& [id, revision] : all) records.push_back(std::move(revision));
  return records;
}

void put_body(store::UnitOfWork& unit, const store::Revision& head, const std::string& body,
              store::Visibility visibility) {
  unit.put(revision_of(head.id, model::read_body(head.type, body), visibility));
}

std::vector<base::Uuid> merged_ids(store::Reader& reader) {
  std::vector<base::Uuid> ids;
  const auto note = reader.note(kMergesNote).value_or("");
  for (std::size_t at = 0; at < note.size(); at = std::min(note.find('\n', at), note.size()) + 1)
    if (const auto id = base::Uuid::parse(std::string_view(note).substr(at, note.find('\n', at) - at)))
      ids.push_back(*id);
  return ids;
}

void set_merged_ids(store::UnitOfWork& unit, const std::vector<base::Uuid>& ids) {
  std::string note;
  for (std::size_t i = 0; i < std::min(ids.size(), kMostMergesKept); ++i) note += ids[i].str() + "\n";
  unit.set_note(kMergesNote, note);
}

}  // namespace

MergeView Merging::look(const access::Actor& actor, const base::Uuid& kept, const base::Uuid& other) const {
  require(actor, access::Action::merge_organisations, merging_target());
  require_two(kept, other);
  MergeView view{.kept = kept, .other = other, .kept_name = {}, .other_name = {}};
  const auto reader = reg_.read();
  view.kept_name = organisation_in(require_standing(*reader, kept)).name;
  view.other_name = organisation_in(require_standing(*reader, other)).name;
  view.partnerships = std::ssize(reg_.naming(other));
  view.moving = holders_in(*reader, other);
  view.both_assessed = are_both_assessed(*reader, kept, other) && !has_interest(*reader, actor, kept) &&
                       !has_interest(*reader, actor, other);
  return view;
}

void Merging::merge(const access::Actor& actor, const base::Uuid& kept, const base::Uuid& other) {
  require(actor, access::Action::merge_organisations, merging_target());
  require_two(kept, other);
  reg_.follow();
  const auto partnerships = reg_.naming(other);
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    const auto kept_head = require_standing(unit, kept), other_head = require_standing(unit, other);
    leave_one_assessment(unit, actor, kept, other);
    leave_one_report(unit, actor, reg_.clock(), partnerships, kept, other);
    MovedLinks moved(other, kept);
    for (const auto& record : naming_records(unit, other, partnerships)) moved.take(record);
    moved.each([&](const store::Revision& head, const std::string& body) {
      put_body(unit, head, body, head.visibility);
    });
    const auto whole = organisation_in(kept_head);
    const auto both = united(whole, organisation_in(other_head));
    if (!(both == whole)) unit.put(revision_of(kept, both));
    put_body(unit, other_head, other_head.body, store::Visibility::withdrawn);
    set_standing_for(unit, other, kept);
    move_roles(unit, actor, reg_.clock(), other, kept);
    move_hooks(unit, other, kept);
    move_drafts(unit, other, kept);
    move_concerns(unit, other, kept);
    move_diligence(unit, other, kept);
    move_screening(unit, reg_.clock().now(), other, kept);
    auto ids = merged_ids(unit);
    ids.insert(ids.begin(), other);
    set_merged_ids(unit, ids);
  });
}

void Merging::undo(const access::Actor& actor, const base::Uuid& other) {
  require(actor, access::Action::merge_organisations, merging_target());
  reg_.store().write({author_of(actor)}, [&](store::UnitOfWork& unit) {
    const auto other_head = unit.head(other);
    const auto into = merged_into(unit, other);
    if (!other_head || !into)
      throw base::NotFound("organisation " + other.str(), "was not merged into another");
    const auto kept = *into;
    if (!standing_head(unit, kept, model::Organisation::kType))
      throw base::Conflict("organisation " + kept.str(), "does not stand by itself any more",
                           "Undo its own merge first.");
    MovedLinks moved(kept, other);
    std::set<base::Uuid> seen, discarded;
    for (const auto& change : unit.changes(other_head->event_seq - 1, 1)) {
      const auto head = unit.head(change.id);
      const auto since = unit.revision(change.id, change.version);
      const auto before = unit.revision(change.id, change.version - 1);
      // What it wrote twice stood before the first time as it is to stand again.
      if (!head || !since || !before || change.id == other || !seen.insert(change.id).second) continue;
      if (is_discarding(*before, *since)) discarded.insert(change.id);
      if (change.id == kept)
        unit.put(revision_of(
            kept, parted(organisation_in(*head), organisation_in(*before), organisation_in(*since))));
      else
        moved.give_back(*head, before->body);
    }
    moved.each([&](const store::Revision& head, const std::string& body) {
      put_body(unit, head, body, head.visibility);
    });
    for (const auto& report : discarded) open_again(unit, report);
    put_body(unit, *other_head, other_head->body, store::Visibility::open);
    set_standing_for(unit, other, other);
    // Before the people: those whom nobody speaks for any more then are stopped.
    give_hooks_back(unit, other);
    give_roles_back(unit, actor, reg_.clock(), other, kept);
    give_drafts_back(unit, other, kept);
    give_concerns_back(unit, other);
    give_diligence_back(unit, other);
    give_screening_back(unit, reg_.clock().now(), other, kept);
    auto ids = merged_ids(unit);
    std::erase(ids, other);
    set_merged_ids(unit, ids);
  });
}

std::vector<MergeLine> Merging::merges(const access::Actor& actor) const {
  require(actor, access::Action::merge_organisations, merging_target());
  const auto reader = reg_.read();
  std::vector<MergeLine> lines;
  for (const auto& other : merged_ids(*reader)) {
    const auto other_head = reader->head(other);
    const auto kept = merged_into(*reader, other);
    const auto kept_head = kept ? reader->head(*kept) : std::nullopt;
    if (other_head && kept_head)
      lines.push_back({other, *kept, organisation_in(*other_head).name, organisation_in(*kept_head).name,
                       other_head->time});
  }
  return lines;
}

}  // namespace entente::registry
