// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"

/// Calendars that programs subscribe to: iCalendar, RFC 5545.
namespace entente::pages {

/// A whole day on which something is due.
struct CalendarDay {
  std::string uid;  ///< stays the same where the day moves
  base::PartialDate day;
  std::string summary, url;
};

/// A text as the value of a property (3.3.11): escaped, without what it cannot hold.
std::string calendar_text(std::string_view);

/// A line of content (3.1): folded where it is longer than 75 octets, never within a character, and ended.
std::string calendar_line(std::string_view line);

/// The whole calendar. `stamp`: when what it says was last changed.
std::string calendar_of(std::string_view name, std::string_view language, base::Instant stamp,
                        const std::vector<CalendarDay>&);

}  // namespace entente::pages
