// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/id.hpp"
#include "registry/register.hpp"

/// What whoever may report is told of the day on which a report is due.
namespace entente::registry {

/// Days before that day, the day itself, and the day after it.
inline constexpr std::array<std::int64_t, 4> kReminderDays = {90, 30, 0, -1};

/// What the notice of a reminder is about.
struct Reminder {
  base::Uuid partnership;
  base::PartialDate due;
  std::int64_t days = 0;  ///< one of kReminderDays
  std::string str() const;
  static std::optional<Reminder> parse(std::string_view);
};

/// The reminder that so many days before the due day call for, the last where several were missed; nothing
/// before the first, and none a month after the day: whoever did not hear of it then hears of it no more.
std::optional<std::int64_t> reminder_at(std::int64_t days_before);

/// Puts every reminder that is called for today into the feeds of those who may report: representatives of
/// the parties that have confirmed their part, while no report waits for its review. Each is given once for
/// each due day, whichever process and however often it is asked. Returns how many partnerships were reminded
/// of.
std::int64_t remind_of_reports(Register&);

}  // namespace entente::registry
