// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/draft_speakers.hpp"

#include <algorithm>
#include <string>

#include "registry/id_lines.hpp"

namespace entente::registry {

namespace {

std::string speaker_note(const base::Uuid& account) {
  return "registering said by " + account.str();
}

}  // namespace

void keep_speaker(store::UnitOfWork& unit, const base::Uuid& account, const base::Uuid& draft) {
  constexpr std::size_t kLookedThrough = 100;  // from here on, those that have ended are left out
  const auto name = speaker_note(account);
  auto drafts = read_id_lines(unit, name);
  if (std::ranges::find(drafts, draft) != drafts.end()) return;
  if (drafts.size() >= kLookedThrough)
    std::erase_if(drafts, [&](const base::Uuid& each) { return !read_note(unit, each); });
  drafts.push_back(draft);
  write_id_lines(unit, name, drafts);
}

std::vector<DraftStep> said_of_drafts(store::Reader& reader, const base::Uuid& account) {
  std::vector<DraftStep> said;
  for (const auto& draft : read_id_lines(reader, speaker_note(account)))
    if (const auto note = read_note(reader, draft); note && note->owner != account)
      for (const auto& step : note->steps)
        if (step.account == account) said.push_back(step);
  return said;
}

void forget_speaker(store::UnitOfWork& unit, const base::Uuid& account) {
  const auto name = speaker_note(account);
  for (const auto& draft : read_id_lines(unit, name)) {
    auto note = read_note(unit, draft);
    if (!note) continue;
    std::erase_if(note->steps,
                  [&](const DraftStep& step) { return step.what == "commented" && step.account == account; });
    write_note(unit, draft, *note);
  }
  unit.set_note(name, {});
}

}  // namespace entente::registry
