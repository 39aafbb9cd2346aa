// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/date.hpp"

#include <chrono>

namespace entente::base {

namespace {
std::optional<unsigned> digits(std::string_view s) {
  unsigned n = 0;
  if (s.empty()) return std::nullopt;
  for (const char c : s) {
    if (c < '0' || c > '9') return std::nullopt;
    n = n * 10 + static_cast<unsigned>(c - '0');
  }
  return n;
}
}  // namespace

std::optional<PartialDate> PartialDate::parse(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\n' || s.front() == '\t' || s.front() == '\r'))
    s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\n' || s.back() == '\t' || s.back() == '\r'))
    s.remove_suffix(1);
  if (s.size() > 10) {
    const char c = s[10];
    if (c != 'T' && c != 'Z' && c != '+' && c != '-') return std::nullopt;
    s = s.substr(0, 10);
  }
  if (s.size() != 4 && s.size() != 7 && s.size() != 10) return std::nullopt;
  PartialDate d;
  const auto year = digits(s.substr(0, 4));
  if (!year || *year == 0) return std::nullopt;
  d.year_ = static_cast<std::int16_t>(*year);
  if (s.size() >= 7) {
    const auto month = digits(s.substr(5, 2));
    if (s[4] != '-' || !month || *month < 1 || *month > 12) return std::nullopt;
    d.month_ = static_cast<std::uint8_t>(*month);
  }
  if (s.size() == 10) {
    const auto day = digits(s.substr(8, 2));
    if (s[7] != '-' || !day || *day < 1) return std::nullopt;
    namespace c = std::chrono;
    if (!(c::year{d.year_} / c::month{d.month_} / c::day{*day}).ok()) return std::nullopt;
    d.day_ = static_cast<std::uint8_t>(*day);
  }
  return d;
}

PartialDate PartialDate::from_days(std::int64_t days) {
  namespace c = std::chrono;
  const c::year_month_day ymd{c::sys_days{c::days{days}}};
  PartialDate d;
  d.year_ = static_cast<std::int16_t>(int(ymd.year()));
  d.month_ = static_cast<std::uint8_t>(unsigned(ymd.month()));
  d.day_ = static_cast<std::uint8_t>(unsigned(ymd.day()));
  return d;
}

std::string PartialDate::str() const {
  std::string out;
  const auto append = [&](unsigned number, unsigned highest) {
    for (auto place = highest; place > 0; place /= 10) out += static_cast<char>('0' + number / place % 10);
  };
  append(static_cast<unsigned>(year_), 1000);
  for (const unsigned part : {unsigned{month_}, unsigned{day_}}) {
    if (part == 0) break;
    out += '-';
    append(part, 10);
  }
  return out;
}

std::int64_t PartialDate::first_day() const {
  namespace c = std::chrono;
  return c::sys_days{c::year{year_} / c::month{month_ ? month_ : 1u} / c::day{day_ ? day_ : 1u}}
      .time_since_epoch()
      .count();
}

std::int64_t PartialDate::last_day() const {
  namespace c = std::chrono;
  if (day_) return first_day();
  return c::sys_days{c::year{year_} / c::month{month_ ? month_ : 12u} / c::last}.time_since_epoch().count();
}

}  // namespace entente::base
