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
  reported,  ///< less than a year ago
  due,       ///< a year ago or more
  silent,    ///< two years ago or more
  dormant,   ///< five years ago or more
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
  bool operator==(const Reporting&) const = default;
};

/// Takes a date for a report, unless a newer one is known. `said` is the day the register was told: a date
/// after it is a plan and no report, and one known to the year or month alone counts from that day at most.
void count_report(Reporting&, const base::PartialDate&, std::int64_t said);

struct Freshness {
  Light light = Light::not_due;
  std::optional<base::PartialDate> last;  ///< the newest report
  std::optional<base::PartialDate> due;   ///< the day the next one is or was due, where one is
  bool operator==(const Freshness&) const = default;
};

/// Every light in its turn: the day from which it shows, in order; the first since ever.
std::vector<std::pair<std::int32_t, Light>> lights_of(const Reporting&);

/// The light of a day (days since 1970-01-01).
Freshness freshness_of(const Reporting&, std::int64_t today);

}  // namespace entente::registry
