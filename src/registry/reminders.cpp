// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/reminders.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <vector>

#include "registry/notices.hpp"
#include "registry/reading.hpp"
#include "registry/representatives.hpp"

namespace entente::registry {

namespace {

constexpr std::int64_t kTooLate = 30;         // days
constexpr std::size_t kMostReminded = 5'000;  // partnerships in a run; the next takes the rest

using Speakers = std::map<base::Uuid, std::vector<base::Uuid>>;  // accounts by organisation

Speakers speakers_of(const Register& reg) {
  Speakers speakers;
  for (const auto& [account, organisation] : all_representatives(reg))
    speakers[organisation].push_back(account);
  return speakers;
}

/// The partnerships in which somebody might be reminded: of no other is a record read.
std::set<base::Uuid> spoken_for(const Register& reg, const Speakers& speakers) {
  std::set<base::Uuid> partnerships;
  for (const auto& [organisation, accounts] : speakers)
    for (const auto& partnership : reg.naming(organisation)) partnerships.insert(partnership);
  return partnerships;
}

std::string reminder_note(const base::Uuid& partnership) {
  return "report reminder " + partnership.str();
}

/// Whether this reminder, or a later one of the same day, was given already.
bool was_given(store::Reader& reader, const Reminder& reminder) {
  const auto last = Reminder::parse(reader.note(reminder_note(reminder.partnership)).value_or(""));
  return last && last->due == reminder.due && last->days <= reminder.days;
}

std::set<base::Uuid> who_may_report(store::Reader& reader, const base::Uuid& partnership,
                                    const Speakers& speakers) {
  std::set<base::Uuid> accounts;
  for (const auto& party : parties_of(reader, partnership)) {
    const auto found = speakers.find(party.organisation.id);
    if (party.state == "confirmed" && found != speakers.end())
      accounts.insert(found->second.begin(), found->second.end());
  }
  return accounts;
}

/// Whoever has done their part is not pressed while the register has not. What corrects an earlier report is
/// not the one that is due.
bool waits_for_review(store::Reader& reader, const base::Uuid& partnership) {
  const auto reports = reader.of_partnership(partnership, model::Report::kType);
  return std::ranges::any_of(reports, [](const store::Revision& revision) {
    if (revision.visibility != store::Visibility::draft) return false;
    const auto draft = held<model::Report>(revision).value;
    return draft.state == "handed_in" && !draft.corrects;
  });
}

}  // namespace

std::string Reminder::str() const {
  return partnership.str() + " " + due.str() + " " + std::to_string(days);
}

std::optional<Reminder> Reminder::parse(std::string_view text) {
  const auto first = text.find(' '), second = text.rfind(' ');
  if (first == text.npos || second <= first) return std::nullopt;
  const auto id = base::Uuid::parse(text.substr(0, first));
  const auto due = base::PartialDate::parse(text.substr(first + 1, second - first - 1));
  Reminder reminder;
  const auto days = text.substr(second + 1);
  const auto read = std::from_chars(days.data(), days.data() + days.size(), reminder.days);
  if (!id || !due || read.ec != std::errc() || read.ptr != days.data() + days.size()) return std::nullopt;
  reminder.partnership = *id;
  reminder.due = *due;
  return reminder;
}

std::optional<std::int64_t> reminder_at(std::int64_t days_before) {
  if (days_before < -kTooLate) return std::nullopt;
  std::optional<std::int64_t> last;
  for (const auto days : kReminderDays)
    if (days_before <= days) last = days;
  return last;
}

std::int64_t remind_of_reports(Register& reg) {
  reg.follow();
  const auto today = base::day_of(reg.clock().now());
  const auto due = reg.due_between(today - kTooLate, today + kReminderDays.front());
  if (due.empty()) return 0;
  const auto speakers = speakers_of(reg);
  const auto somebody = spoken_for(reg, speakers);
  std::int64_t reminded = 0;
  for (const auto& partnership : due) {
    if (!somebody.contains(partnership)) continue;
    if (reminded == static_cast<std::int64_t>(kMostReminded)) break;
    const auto day = freshness_of(reg.reporting(partnership), today).due;
    const auto days = day ? reminder_at(day->first_day() - today) : std::nullopt;
    if (!days) continue;
    const Reminder reminder{partnership, *day, *days};
    std::set<base::Uuid> accounts;
    {
      const auto reader = reg.read();
      if (was_given(*reader, reminder) || waits_for_review(*reader, partnership)) continue;
      accounts = who_may_report(*reader, partnership, speakers);
    }
    if (accounts.empty()) continue;
    bool given = false;
    reg.store().write({"system"}, [&](store::UnitOfWork& unit) {
      given = !was_given(unit, reminder);
      if (!given) return;
      for (const auto& account : accounts)
        notify(unit.accounts(), reg.clock(), account, kNoticeReportDue, reminder.str());
      unit.set_note(reminder_note(partnership), reminder.str());
    });
    reminded += given ? 1 : 0;
  }
  return reminded;
}

}  // namespace entente::registry
