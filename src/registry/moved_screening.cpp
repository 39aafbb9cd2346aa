// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/moved_screening.hpp"

#include <optional>
#include <sstream>
#include <string>

#include "registry/screened_hits.hpp"
#include "registry/screening_review.hpp"

namespace entente::registry {

namespace {

/// The ids of the hits that a merge moved, each before a line's end.
std::string note_of_moved_hits(const base::Uuid& other) {
  return "hits moved from " + other.str();
}

/// How much was said towards two being the same.
int gravity_of(store::HitState state) {
  switch (state) {
    case store::HitState::same:
      return 2;
    case store::HitState::confirming:
      return 1;
    case store::HitState::open:
    case store::HitState::not_same:
    case store::HitState::unclear:
    case store::HitState::closed:
      break;
  }
  return 0;
}

std::optional<store::ScreeningHit> hit_of_entry(store::Reader& reader, const base::Uuid& party,
                                                const store::ScreeningHit& like) {
  for (auto& hit : reader.screening().hits_of(party))
    if (hit.dataset == like.dataset && hit.entry == like.entry) return hit;
  return std::nullopt;
}

void tell_move(store::UnitOfWork& unit, base::Instant now, const store::ScreeningHit& hit) {
  store::ScreeningStep step;
  step.hit = hit.id;
  step.what = kHitMoved;
  step.words = hit.subject.str();
  step.at = now;
  unit.screening().add_step(step);
}

/// `there`: the party's own hit of the same entry, which takes the place that the other leaves.
void change_places(store::UnitOfWork& unit, base::Instant now, const store::ScreeningHit& hit,
                   const base::Uuid& party, const std::optional<store::ScreeningHit>& there) {
  if (there) {
    // A party has one hit of an entry at any moment: an id that is no party's is between the two.
    unit.screening().move(hit.id, hit.id);
    unit.screening().move(there->id, hit.subject);
    tell_move(unit, now, *there);
  }
  unit.screening().move(hit.id, party);
  tell_move(unit, now, hit);
}

}  // namespace

void move_screening(store::UnitOfWork& unit, base::Instant now, const base::Uuid& other,
                    const base::Uuid& kept) {
  std::string note;
  for (const auto& hit : unit.screening().hits_of(other)) {
    const auto there = hit_of_entry(unit, kept, hit);
    if (there && gravity_of(there->state) >= gravity_of(hit.state)) continue;
    change_places(unit, now, hit, kept, there);
    note += hit.id.str() + "\n";
  }
  unit.set_note(note_of_moved_hits(other), note);
  if (!note.empty()) compare_anew(unit, kept);
}

void give_screening_back(store::UnitOfWork& unit, base::Instant now, const base::Uuid& other,
                         const base::Uuid& kept) {
  std::istringstream ids(unit.note(note_of_moved_hits(other)).value_or(""));
  for (std::string line; std::getline(ids, line);) {
    const auto id = base::Uuid::parse(line);
    const auto hit = id ? unit.screening().hit(*id) : std::nullopt;
    if (hit && hit->subject != other) change_places(unit, now, *hit, other, hit_of_entry(unit, other, *hit));
  }
  unit.set_note(note_of_moved_hits(other), {});
  compare_anew(unit, other);
  compare_anew(unit, kept);
}

}  // namespace entente::registry
