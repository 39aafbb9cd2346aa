// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>

#include "registry/concern_notices.hpp"
#include "registry/concern_words.hpp"
#include "registry/jobs/job.hpp"

namespace entente::registry {

namespace {

/// Returns how many records it put.
std::int64_t tell_about(Register& reg, const store::Concern& concern) {
  const auto subject = concern_subject(reg, concern.about);
  if (!subject) return 0;
  const auto done = reg.store().write({"system"}, [&](store::UnitOfWork& unit) {
    const auto standing = unit.concerns().numbered(concern.number);
    // Moved meanwhile by a merge, it waits for the next run.
    if (standing && standing->about == concern.about) put_concern_notice(unit, *standing, *subject);
  });
  return done.event_seq > 0 ? 1 : 0;
}

}  // namespace

std::string tell_concerns(Register& reg) {
  constexpr std::size_t kAtOnce = 500;
  std::int64_t told = 0;
  for (std::int64_t last = 0;;) {
    std::vector<store::Concern> page;
    std::vector<store::Concern> differing;
    {
      const auto reader = reg.store().read();
      page = reader->concerns().after(last, kAtOnce);
      for (const auto& concern : page)
        if (is_told_otherwise(*reader, concern)) differing.push_back(concern);
    }
    for (const auto& concern : differing) told += tell_about(reg, concern);
    if (page.size() < kAtOnce) break;
    last = page.back().number;
  }
  return told == 0
             ? "Nothing has changed."
             : "Told how " + std::to_string(told) + (told == 1 ? " concern stands." : " concerns stand.");
}

}  // namespace entente::registry
