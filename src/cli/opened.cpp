// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/opened.hpp"

#include "base/date.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace entente::cli {

OpenedRegister::OpenedRegister(const Environment& env, const Place& place, const std::string& at)
    : now_(env.open(place)) {
  if (at.empty()) return;
  constexpr std::size_t kShown = 60;  // bytes
  const std::string thing = "moment '" + std::string(base::clip_utf8(at, kShown)) + "'";
  const auto asked = registry::moment_of(*now_, at);
  switch (asked.state) {
    case registry::AskedMoment::State::now:
      return;
    case registry::AskedMoment::State::past:
      past_ = std::make_unique<registry::PastRegister>(*now_, asked.moment, registry::PastBounds());
      past_->gather();
      return;
    case registry::AskedMoment::State::before:
      throw base::NotFound(thing, "lies before the register's first entry",
                           "It begins on " + base::PartialDate::from_days(asked.day).str() + ".");
    case registry::AskedMoment::State::future:
      throw base::BadInput(thing, "has not come yet", "Name a day that has passed.");
    default:
      throw base::BadInput(thing, "is not a day or a time",
                           "Write it like 2025-03-01, or like 2025-03-01T12:00:00Z.");
  }
}

}  // namespace entente::cli
