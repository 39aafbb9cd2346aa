// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/moved_concerns.hpp"

#include <charconv>
#include <limits>
#include <string>

namespace entente::registry {

namespace {

/// The numbers of the concerns that a merge moved, each before a line's end.
std::string note_of_moved_concerns(const base::Uuid& other) {
  return "concerns moved from " + other.str();
}

}  // namespace

void move_concerns(store::UnitOfWork& unit, const base::Uuid& other, const base::Uuid& kept) {
  constexpr std::size_t kAtOnce = 500;
  std::string note;
  std::int64_t last = 0;
  for (bool more = true; more;) {
    const auto page = unit.concerns().after(last, kAtOnce);
    more = page.size() == kAtOnce;
    for (auto concern : page) {
      last = concern.number;
      if (concern.about != other) continue;
      note += std::to_string(concern.number) + "\n";
      concern.about = kept;
      unit.concerns().set(concern);
    }
  }
  unit.set_note(note_of_moved_concerns(other), note);
  for (const auto& concern : unit.concerns().handed_to(other.str(), std::numeric_limits<std::size_t>::max()))
    unit.concerns().hand_on(concern.id, kept.str());
}

void give_concerns_back(store::UnitOfWork& unit, const base::Uuid& other) {
  const auto note = unit.note(note_of_moved_concerns(other)).value_or("");
  const char* const end = note.data() + note.size();
  for (const char* at = note.data(); at < end;) {
    std::int64_t number = 0;
    const auto read = std::from_chars(at, end, number);
    if (read.ec != std::errc()) break;
    if (auto concern = unit.concerns().numbered(number)) {
      concern->about = other;
      unit.concerns().set(*concern);
    }
    at = read.ptr + 1;
  }
  unit.set_note(note_of_moved_concerns(other), {});
}

}  // namespace entente::registry
