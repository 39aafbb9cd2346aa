// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"

namespace entente::registry {

class Register;

/// A moment that has passed, at which somebody looks at the register.
struct Moment {
  std::string at;          ///< as it is written in addresses: a day, a time of UTC, or an entry of the log
  base::Instant until;     ///< the last millisecond that it names
  std::int64_t event = 0;  ///< the last commit that had been made by then
  bool operator==(const Moment&) const = default;
};

/// What an `at` in an address can come to.
struct AskedMoment {
  enum class State : std::uint8_t {
    past,      ///< `moment` says which
    now,       ///< the day that it is
    future,    ///< not come yet
    before,    ///< before the first commit, which was made on `day`
    no_entry,  ///< the log has none of that number
    unreadable
  };
  State state = State::unreadable;
  Moment moment = {};
  std::int64_t day = 0;  ///< since 1970-01-01
};

/// Reads the number of an entry of the public log ("0" is the first), after whose commit the moment is,
/// "2025-03-01" (to its end, in UTC), "2025-03-01T12:00Z", "…T12:00:05Z" or "…T12:00:05.678Z" (to the
/// end of the minute, the second, the millisecond), and asks the register which commit was the last by then.
AskedMoment moment_of(const Register&, std::string_view at);
/// Whether a text is of that form.
bool is_moment(std::string_view at);
/// The last commit by then; of today and of "" the last there is, 0 before the first. Nothing where it is no
/// moment, or has not come.
std::optional<std::int64_t> event_at(const Register&, std::string_view at);

}  // namespace entente::registry
