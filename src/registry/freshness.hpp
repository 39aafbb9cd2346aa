// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "search/index.hpp"

/// How long ago a partnership last reported, by a rule of three steps (docs/reference/freshness.md): which
/// dates of its record are reports, from which day a report is counted, and what follows from that today.
namespace entente::registry {

/// What an import signs its revisions with. Bringing a file in again is no report: what the file says is.
inline constexpr std::string_view kImportAuthor = "import";

enum class Light : std::uint8_t {
  reported,  ///< the next report is not due yet
  due,       ///< it is due, for less than a year
  silent,    ///< for a year or more
  dormant,   ///< for four years or more
  not_due,   ///< new to the register, or not begun: nothing was due yet
  closed,    ///< ended or cancelled: nothing is due any more
};
/// In the order of Light: the index tells them by their place.
inline constexpr auto kLightNames = search::kLights;

/// What the rule takes from a record; it does not depend on the day it is asked.
struct Reporting {
  std::optional<base::PartialDate> last;  ///< the newest report, as precisely as it is dated
  std::int32_t last_day = 0;              ///< the day it counts from (days since 1970-01-01)
  std::int32_t since = 0;                 ///< where there is none: the day a first one is counted from
  std::optional<std::int32_t> ended;      ///< its last day, where it is known to have one
  bool closed = false, begun = true;
  std::int32_t months = 12;               ///< from one report to the next
  std::optional<std::int32_t> first_due;  ///< a day on which one is due: the others lie whole rhythms from it
  std::optional<std::int32_t> stays_due;  ///< was due under the rhythm before, and had not come
  std::optional<std::int32_t> stays_after;  ///< the newest report known then, which had not ended it
  std::optional<std::int32_t> put_off;      ///< an appeal was upheld: none is due before that day
  bool operator==(const Reporting&) const = default;
};

/// The rhythms a partnership may choose, in months.
inline constexpr std::array<std::int64_t, 5> kRhythms = {3, 6, 12, 18, 24};

/// Takes a date for a report, unless a newer one is known. `said` is the day the register was told: a date
/// after it is a plan and no report, and one known to the year or month alone counts from that day at most.
void count_report(Reporting&, const base::PartialDate&, std::int64_t said);

struct Freshness {
  Light light = Light::not_due;
  std::optional<base::PartialDate> last;  ///< the newest report
  std::optional<base::PartialDate> due;   ///< the day the next one is or was due, where one is
  std::optional<base::PartialDate> silent = {}, dormant = {};  ///< the days of the next lights, without one
  bool operator==(const Freshness&) const = default;
};

/// Every light in its turn: the day from which it shows, in order; the first since ever.
std::vector<std::pair<std::int32_t, Light>> lights_of(const Reporting&);

/// The day on which the next report is due.
std::int64_t due_day(const Reporting&);

/// A day on which a report was due, and that on which it came; nothing where it did not.
struct DueReport {
  std::int32_t due = 0;
  std::optional<std::int32_t> sent;
  bool operator==(const DueReport&) const = default;
};
/// All of them up to a day, by the rhythm as it stands, or so many of the last; `sent`: the days on which
/// reports came. One that comes when several are due is the last one's. What an appeal put off was not due.
std::vector<DueReport> due_reports(const Reporting&, std::vector<std::int32_t> sent, std::int64_t today,
                                   std::size_t most = 40);

/// The light of a day (days since 1970-01-01).
Freshness freshness_of(const Reporting&, std::int64_t today);

}  // namespace entente::registry
