// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/merged.hpp"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <string>

namespace entente::registry {

namespace {

constexpr std::string_view kMergedCount = "merged";

std::int64_t merged_count(store::Reader& reader) {
  const auto note = reader.note(kMergedCount).value_or("0");
  std::int64_t count = 0;
  std::from_chars(note.data(), note.data() + note.size(), count);
  return count;
}

constexpr std::string_view kMergedNote = "merged ";

std::string note_of(const base::Uuid& organisation) {
  return std::string(kMergedNote) + organisation.str();
}

/// The ids of those that were merged into an organisation itself, each before a line's end.
std::string note_of_those_into(const base::Uuid& organisation) {
  return "merges into " + organisation.str();
}

std::vector<base::Uuid> those_into(store::Reader& reader, const base::Uuid& organisation) {
  std::vector<base::Uuid> ids;
  std::istringstream lines(reader.note(note_of_those_into(organisation)).value_or(""));
  for (std::string line; std::getline(lines, line);)
    if (const auto id = base::Uuid::parse(line)) ids.push_back(*id);
  return ids;
}

void set_those_into(store::UnitOfWork& unit, const base::Uuid& organisation,
                    const std::vector<base::Uuid>& ids) {
  std::string note;
  for (const auto& id : ids) note += id.str() + "\n";
  unit.set_note(note_of_those_into(organisation), note);
}

}  // namespace

std::optional<base::Uuid> merged_in_note(std::string_view name) {
  return name.starts_with(kMergedNote) ? base::Uuid::parse(name.substr(kMergedNote.size())) : std::nullopt;
}

std::optional<base::Uuid> merged_into(store::Reader& reader, const base::Uuid& organisation) {
  const auto note = reader.note(note_of(organisation));
  return note ? base::Uuid::parse(*note) : std::nullopt;
}

base::Uuid standing_for(store::Reader& reader, const base::Uuid& organisation) {
  auto stands = organisation;
  // A merged one stands no more, so that nothing is merged into it; the bound is for a damaged store.
  for (int steps = 0; steps < 64; ++steps) {
    const auto next = merged_into(reader, stands);
    if (!next) break;
    stands = *next;
  }
  return stands;
}

std::vector<base::Uuid> merged_here(store::Reader& reader, const base::Uuid& organisation) {
  auto all = those_into(reader, organisation);
  for (std::size_t i = 0; i < all.size(); ++i)
    for (const auto& each : those_into(reader, all[i]))
      // None is merged into two; what is there already is of a damaged store.
      if (each != organisation && std::ranges::find(all, each) == all.end()) all.push_back(each);
  return all;
}

bool any_merged(store::Reader& reader) {
  return merged_count(reader) > 0;
}

void set_standing_for(store::UnitOfWork& unit, const base::Uuid& other, const base::Uuid& kept) {
  const auto into = merged_into(unit, other);
  const int before = into ? 1 : 0, now = other == kept ? 0 : 1;
  if (into) {
    auto ids = those_into(unit, *into);
    std::erase(ids, other);
    set_those_into(unit, *into, ids);
  }
  if (now == 1) {
    auto ids = those_into(unit, kept);
    ids.push_back(other);
    set_those_into(unit, kept, ids);
  }
  unit.set_note(note_of(other), now == 1 ? kept.str() : std::string());
  if (const auto count = merged_count(unit) + now - before; count > 0)
    unit.set_note(kMergedCount, std::to_string(count));
  else
    unit.set_note(kMergedCount, {});
}

}  // namespace entente::registry
