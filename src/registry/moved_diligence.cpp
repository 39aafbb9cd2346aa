// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/moved_diligence.hpp"

#include <charconv>
#include <string>

#include "base/error.hpp"
#include "registry/diligence_words.hpp"
#include "registry/screening_review.hpp"

namespace entente::registry {

namespace {

/// The numbers of the assessments that a merge moved, each before a line's end.
std::string note_of_moved_assessments(const base::Uuid& other) {
  return "assessments moved from " + other.str();
}

}  // namespace

bool are_both_assessed(store::Reader& reader, const base::Uuid& one, const base::Uuid& other) {
  return has_assessment_under_way(reader, one) && has_assessment_under_way(reader, other);
}

void leave_one_assessment(store::Reader& reader, const access::Actor& actor, const base::Uuid& kept,
                          const base::Uuid& other) {
  if (!are_both_assessed(reader, kept, other)) return;
  // Whoever speaks for one is not told that it is being assessed.
  if (has_interest(reader, actor, kept) || has_interest(reader, actor, other))
    throw base::Conflict("organisation " + other.str(), "cannot be merged by this account as things stand",
                         "Ask another steward to look at it.");
  throw base::Conflict("organisation " + other.str(), "is being assessed, and so is " + kept.str(),
                       "Have one of the two assessments decided, or stop it, and merge then.");
}

void move_diligence(store::UnitOfWork& unit, const base::Uuid& other, const base::Uuid& kept) {
  std::string note;
  for (auto assessment : unit.diligence().of_organisation(other, kAllAssessments)) {
    note += std::to_string(assessment.number) + "\n";
    assessment.organisation = kept;
    unit.diligence().set(assessment);
  }
  unit.set_note(note_of_moved_assessments(other), note);
}

void give_diligence_back(store::UnitOfWork& unit, const base::Uuid& other) {
  const auto note = unit.note(note_of_moved_assessments(other)).value_or("");
  const char* const end = note.data() + note.size();
  for (const char* at = note.data(); at < end;) {
    std::int64_t number = 0;
    const auto read = std::from_chars(at, end, number);
    if (read.ec != std::errc()) break;
    if (auto assessment = unit.diligence().numbered(number)) {
      assessment->organisation = other;
      unit.diligence().set(*assessment);
    }
    at = read.ptr + 1;
  }
  unit.set_note(note_of_moved_assessments(other), {});
}

}  // namespace entente::registry
