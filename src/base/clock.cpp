// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/clock.hpp"

#include <fmt/format.h>

#include <chrono>

#include "base/date.hpp"
#include "base/error.hpp"

namespace entente::base {

namespace {
constexpr std::int64_t kDay = 86'400'000;
}

std::string to_string(Instant t) {
  namespace c = std::chrono;
  auto days = t.ms / kDay, rest = t.ms % kDay;
  if (rest < 0) {
    rest += kDay;
    --days;
  }
  const c::year_month_day ymd{c::sys_days{c::days{days}}};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", int(ymd.year()), unsigned(ymd.month()),
                     unsigned(ymd.day()), rest / 3'600'000, rest / 60'000 % 60, rest / 1000 % 60,
                     rest % 1000);
}

Instant parse_instant(std::string_view s) {
  const auto bad = [&] {
    return BadInput("time '" + std::string(s) + "'", "is not of the form 2026-11-24T04:05:06Z");
  };
  if (s.size() < 17 || s[10] != 'T' || s.back() != 'Z') throw bad();
  const auto date = PartialDate::parse(s.substr(0, 10));
  if (!date || date->precision() != PartialDate::Precision::day) throw bad();
  const auto number = [&](std::size_t at, std::size_t length) {
    std::int64_t n = 0;
    if (at + length > s.size()) throw bad();
    for (const char c : s.substr(at, length)) {
      if (c < '0' || c > '9') throw bad();
      n = n * 10 + (c - '0');
    }
    return n;
  };
  std::int64_t ms = date->first_day() * kDay + number(11, 2) * 3'600'000 + number(14, 2) * 60'000;
  if (s[13] != ':') throw bad();
  if (s.size() >= 20) {
    if (s[16] != ':') throw bad();
    ms += number(17, 2) * 1000;
    if (s.size() == 24 && s[19] == '.')
      ms += number(20, 3);
    else if (s.size() != 20)
      throw bad();
  } else if (s.size() != 17) {
    throw bad();
  }
  return {ms};
}

Instant SystemClock::now() const {
  using namespace std::chrono;
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

std::int64_t thread_cpu_ns() {
  timespec spent{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
  return std::int64_t{spent.tv_sec} * 1'000'000'000 + spent.tv_nsec;
}

}  // namespace entente::base
