// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/moved_diligence.hpp"

#include <charconv>
#include <string>

namespace entente::registry {

namespace {

/// The numbers of the assessments that a merge moved, each before a line's end.
std::string note_of_moved_assessments(const base::Uuid& other) {
  return "assessments moved from " + other.str();
}

}  // namespace

void move_diligence(store::UnitOfWork& unit, const base::Uuid& other, const base::Uuid& kept) {
  constexpr std::size_t kAtOnce = 500;
  std::string note;
  std::int64_t last = 0;
  for (bool more = true; more;) {
    const auto page = unit.diligence().after(last, kAtOnce);
    more = page.size() == kAtOnce;
    for (auto assessment : page) {
      last = assessment.number;
      if (assessment.organisation != other) continue;
      note += std::to_string(assessment.number) + "\n";
      assessment.organisation = kept;
      unit.diligence().set(assessment);
    }
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
