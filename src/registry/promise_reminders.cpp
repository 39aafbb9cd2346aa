// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/promise_reminders.hpp"

#include <map>
#include <string>
#include <vector>

#include "registry/notices.hpp"
#include "registry/reading.hpp"
#include "registry/representatives.hpp"

namespace entente::registry {

namespace {

constexpr std::int64_t kTooLateToTell = 30;  // days
constexpr std::size_t kMostOfOne = 1'000;    // partnerships in which an organisation is told of something

std::string promise_note(const AwaitedIn& one, const base::Uuid& organisation) {
  return "promise reminder " + one.partnership.str() + " " + organisation.str();
}

bool was_told(store::Reader& reader, const AwaitedIn& one, const base::Uuid& organisation) {
  const auto last = reader.note(promise_note(one, organisation));
  const auto day = last ? base::PartialDate::parse(*last) : std::nullopt;
  return day && day->first_day() >= one.last_overdue;
}

}  // namespace

std::int64_t remind_of_promises(Register& reg) {
  reg.follow();
  const auto today = base::day_of(reg.clock().now());
  std::map<base::Uuid, std::vector<base::Uuid>> speakers;
  for (const auto& [account, organisation] : all_representatives(reg))
    speakers[organisation].push_back(account);
  std::int64_t told = 0;
  for (const auto& [organisation, accounts] : speakers)
    for (const auto& one : reg.awaited(organisation, Awaiting::promises, kMostOfOne)) {
      if (one.overdue == 0 || one.part.is_nil() || today - one.last_overdue > kTooLateToTell ||
          was_told(*reg.read(), one, organisation))
        continue;
      bool first = false;
      reg.store().write({"system"}, [&](store::UnitOfWork& unit) {
        first = !was_told(unit, one, organisation);
        if (!first) return;
        for (const auto& account : accounts)
          notify_anew(unit.accounts(), reg.clock(), account, kNoticePromiseOverdue, one.part.str());
        unit.set_note(promise_note(one, organisation), base::PartialDate::from_days(one.last_overdue).str());
      });
      told += first ? 1 : 0;
    }
  return told;
}

}  // namespace entente::registry
