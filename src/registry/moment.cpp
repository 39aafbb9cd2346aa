// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/moment.hpp"

#include <optional>

#include "base/date.hpp"
#include "base/error.hpp"
#include "registry/register.hpp"

namespace entente::registry {

namespace {

constexpr std::int64_t kMsOfDay = 86'400'000;
constexpr std::string_view kDay = "2025-03-01", kMinute = "2025-03-01T12:00Z",
                           kSecond = "2025-03-01T12:00:05Z", kMillisecond = "2025-03-01T12:00:05.678Z";

/// The last millisecond that a text names.
std::optional<base::Instant> end_of(std::string_view at) {
  if (at.size() == kDay.size()) {
    const auto date = base::PartialDate::parse(at);
    if (!date || date->precision() != base::PartialDate::Precision::day) return std::nullopt;
    return base::Instant{(date->first_day() + 1) * kMsOfDay - 1};
  }
  if (at.size() != kMinute.size() && at.size() != kSecond.size() && at.size() != kMillisecond.size())
    return std::nullopt;
  try {
    const auto instant = base::parse_instant(at);
    at.remove_suffix(1);
    // An hour of 25 would be read as one of the next day.
    if (!base::to_string(instant).starts_with(at)) return std::nullopt;
    const std::int64_t rest = at.size() + 1 == kMinute.size()   ? 60'000
                              : at.size() + 1 == kSecond.size() ? 1'000
                                                                : 1;
    return base::Instant{instant.ms + rest - 1};
  } catch (const base::BadInput&) {
    return std::nullopt;
  }
}

/// When a commit was made; nothing where there is none of that number.
std::optional<base::Instant> time_of(store::Reader& reader, std::int64_t event) {
  for (const auto& change : reader.changes_in(event, 0, 1))
    if (const auto revision = reader.revision(change.id, change.version)) return revision->time;
  return std::nullopt;
}

/// The number that a text of digits alone names, as an entry of the public log.
std::optional<std::uint64_t> entry_named(std::string_view at) {
  constexpr std::size_t kLongest = 15;  // below 2^53
  if (at.empty() || at.size() > kLongest || (at.front() == '0' && at.size() > 1)) return std::nullopt;
  std::uint64_t entry = 0;
  for (const char c : at) {
    if (c < '0' || c > '9') return std::nullopt;
    entry = entry * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return entry;
}

/// The last commit that had been made by a time; 0 where none had. Their times follow each other, unless a
/// clock was put back: then it is one by that time whose next was made later.
std::int64_t last_by(store::Reader& reader, base::Instant time) {
  std::int64_t low = 0, high = reader.last_event();
  while (low < high) {
    const auto middle = high - (high - low) / 2;
    const auto made = time_of(reader, middle);
    if (made && *made <= time)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

/// After the commit that an entry came with.
AskedMoment moment_of_entry(store::Reader& reader, std::string_view at, std::uint64_t entry) {
  const auto event = reader.log().event_of(entry);
  const auto made = event ? time_of(reader, *event) : std::nullopt;
  if (!made) return {.state = AskedMoment::State::no_entry};
  return {.state = AskedMoment::State::past, .moment = {std::string(at), *made, *event}, .day = 0};
}

}  // namespace

AskedMoment moment_of(const Register& reg, std::string_view at) {
  if (at.empty()) return {.state = AskedMoment::State::now};
  if (const auto entry = entry_named(at)) return moment_of_entry(*reg.read(), at, *entry);
  const auto until = end_of(at);
  if (!until) return {};
  AskedMoment asked{.state = AskedMoment::State::past, .moment = {std::string(at), *until, 0}, .day = 0};
  const auto now = reg.clock().now();
  if (*until >= now) {
    const bool today = at.size() == kDay.size() && base::day_of(*until) == base::day_of(now);
    asked.state = today ? AskedMoment::State::now : AskedMoment::State::future;
    return asked;
  }
  const auto reader = reg.read();
  asked.moment.event = last_by(*reader, *until);
  if (asked.moment.event > 0) return asked;
  asked.state = AskedMoment::State::before;
  asked.day = base::day_of(time_of(*reader, 1).value_or(now));
  return asked;
}

bool is_moment(std::string_view at) {
  return entry_named(at) || end_of(at);
}

std::optional<std::int64_t> event_at(const Register& reg, std::string_view at) {
  const auto asked = moment_of(reg, at);
  switch (asked.state) {
    case AskedMoment::State::past:
      return asked.moment.event;
    case AskedMoment::State::now:
      return reg.last_event();
    case AskedMoment::State::before:
      return 0;
    default:
      return std::nullopt;
  }
}

}  // namespace entente::registry
