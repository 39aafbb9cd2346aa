// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

namespace entente::base {

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
struct Instant {
  std::int64_t ms = 0;
  auto operator<=>(const Instant&) const = default;
};

/// The day a moment falls on in UTC, as days since 1970-01-01 (base::PartialDate counts so too).
constexpr std::int64_t day_of(Instant moment) {
  constexpr std::int64_t kDay = 86'400'000;
  return moment.ms / kDay - (moment.ms % kDay < 0 ? 1 : 0);
}

/// RFC 3339 in UTC with milliseconds: "2026-11-24T04:05:06.789Z".
std::string to_string(Instant);
/// Reads what to_string writes (seconds and fraction optional). Throws BadInput.
Instant parse_instant(std::string_view);

/// Where "now" comes from, so that tests can set it.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

/// A clock that stands still until it is moved.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start = {}) : ms_(start.ms) {}
  Instant now() const override { return {ms_.load()}; }
  void set(Instant t) { ms_ = t.ms; }
  void advance(std::int64_t milliseconds) { ms_ += milliseconds; }

 private:
  std::atomic<std::int64_t> ms_;
};

/// CPU time the calling thread has had, in nanoseconds.
std::int64_t thread_cpu_ns();

}  // namespace entente::base
