// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What concerns are about, and what everybody sees of them.
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/error.hpp"
#include "registry/concern_words.hpp"
#include "registry/desk.hpp"
#include "registry/merged.hpp"
#include "registry/reading.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostPublishedConcerns = 200;
constexpr std::int64_t kStampMs = 1'000;

access::Grant speaker_of(const base::Uuid& organisation) {
  return {access::Role::representative, organisation.str()};
}

/// Whether everybody sees it, or once did: a draft that was discarded is withdrawn, too.
bool was_public(store::Reader& reader, const store::Revision& head) {
  if (head.visibility != store::Visibility::withdrawn) return stands(head);
  return std::ranges::any_of(reader.history(head.id), [](const store::Revision& each) {
    return each.visibility == store::Visibility::open;
  });
}

/// A partnership or an organisation; nothing for any other, and for what was never public.
std::optional<ConcernSubject> plain_subject(store::Reader& reader, const base::Uuid& record) {
  const auto id = standing_for(reader, record);
  const auto head = reader.head(id);
  if (!head || !was_public(reader, *head)) return std::nullopt;
  ConcernSubject found{
      .id = id, .type = head->type, .title = {}, .path = {}, .stands = stands(*head), .places = {}};
  if (head->type == model::Organisation::kType) {
    found.title = held<model::Organisation>(*head).value.name;
    found.path = "/organisations/" + id.str();
    found.places.push_back(speaker_of(id));
    return found;
  }
  if (head->type != model::Partnership::kType) return std::nullopt;
  found.title = held<model::Partnership>(*head).value.title;
  found.path = "/partnerships/" + id.str();
  for (const auto& party : parties_of(reader, id)) {
    if (party.state == "declined") continue;  // not theirs to answer for
    auto speaker = speaker_of(party.part.value.organisation);
    if (std::ranges::find(found.places, speaker) == found.places.end())
      found.places.push_back(std::move(speaker));
  }
  return found;
}

base::Text title_of_record(const model::Record& record) {
  if (const auto* plan = std::get_if<model::NationalPlan>(&record)) return plan->title;
  if (const auto* guidance = std::get_if<model::Guidance>(&record)) return guidance->title;
  if (const auto* said = std::get_if<model::HostAnswer>(&record)) return said->cited;
  if (const auto* capacity = std::get_if<model::Capacity>(&record)) return capacity->title;
  return {};
}

ConcernSubject subject_or_none(Register& reg, const base::Uuid& record) {
  auto found = concern_subject(reg, record);
  return found ? std::move(*found)
               : ConcernSubject{
                     .id = record, .type = {}, .title = {}, .path = {}, .stands = false, .places = {}};
}

}  // namespace

std::string_view name_of(store::ConcernState state) {
  switch (state) {
    case store::ConcernState::open:
      return "open";
    case store::ConcernState::answered:
      return "answered";
    case store::ConcernState::closed:
      return "closed";
    case store::ConcernState::withdrawn:
      break;
  }
  return "withdrawn";
}

bool is_concern_kind(std::string_view kind) {
  return std::ranges::find(kConcernKinds, kind) != kConcernKinds.end();
}

std::optional<ConcernSubject> concern_subject(Register& reg, const base::Uuid& record) {
  if (auto found = plain_subject(*reg.read(), record)) return found;
  auto of_desk = Desk(reg).record(record);
  if (!of_desk || of_desk->country.empty()) return std::nullopt;
  return ConcernSubject{.id = record,
                        .type = std::string(model::type_of(of_desk->held.value)),
                        .title = title_of_record(of_desk->held.value),
                        .path = "/countries/" + of_desk->country + "/published/" + record.str(),
                        .stands = of_desk->state == DeskRecord::State::published,
                        .places = {{access::Role::focal_point, of_desk->country}}};
}

bool speaks_for(const access::Actor& actor, const ConcernSubject& subject) {
  return std::ranges::any_of(subject.places, [&](const auto& place) { return actor.holds(place); });
}

std::vector<ConcernRow> concerns_for(Register& reg, const access::Actor& actor, store::ConcernState state,
                                     base::Instant due, std::int64_t after, std::size_t limit) {
  std::vector<ConcernRow> rows;
  std::map<base::Uuid, ConcernSubject> subjects;
  for (bool more = true; more && rows.size() < limit;) {
    auto page = reg.read()->concerns().in_state(state, due, after, limit);
    more = page.size() == limit;
    if (!page.empty()) {
      due = page.back().due;
      after = page.back().number;
    }
    for (auto& concern : page) {
      auto known = subjects.find(concern.about);
      if (known == subjects.end())
        known = subjects.emplace(concern.about, subject_or_none(reg, concern.about)).first;
      if (speaks_for(actor, known->second) || rows.size() == limit) continue;
      rows.push_back({std::move(concern), known->second});
    }
  }
  return rows;
}

std::optional<ConcernSubject> Concerns::subject(const base::Uuid& record) const {
  return concern_subject(reg_, record);
}

ConcernSubject Concerns::subject_of(const store::Concern& concern) const {
  return subject_or_none(reg_, concern.about);
}

std::array<std::int64_t, store::kConcernStates> Concerns::counts(const base::Uuid& record) const {
  return reg_.read()->concerns().counts_about(record);
}

ConcernsAbout Concerns::about(const base::Uuid& record) const {
  const auto reader = reg_.read();
  ConcernsAbout all;
  all.counts = reader->concerns().counts_about(record);
  for (auto& concern : reader->concerns().published_about(record, kMostPublishedConcerns)) {
    ConcernDetail one;
    one.lines = concern_lines(*reader, accounts_.key(), concern, ConcernReaderKind::everybody);
    one.concern = std::move(concern);
    all.published.push_back(std::move(one));
  }
  return all;
}

std::vector<store::Concern> Concerns::published(const base::Uuid& record, std::size_t limit) const {
  return reg_.read()->concerns().published_about(record, limit);
}

std::int64_t Concerns::stamp() const {
  const auto now = reg_.clock().now().ms;
  auto looked = looked_ms_.load();
  const bool old = now < looked || now - looked >= kStampMs;
  if (old && looked_ms_.compare_exchange_strong(looked, now)) {
    try {
      stamp_ = concern_stamp(*reg_.read());
    } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch)
      // The answer that is asked for says so, where it needs the store.
    }
  }
  return stamp_;
}

void Concerns::note_public(store::UnitOfWork& unit) const {
  unit.set_note(kConcernNote, std::to_string(concern_stamp(unit) + 1));
}

}  // namespace entente::registry
