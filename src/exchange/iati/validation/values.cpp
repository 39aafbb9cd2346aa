// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/values.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "exchange/iati/characters.hpp"

namespace entente::exchange::iati::validation {

namespace {

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
constexpr bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// Reads a text from its front.
struct Scan {
  std::string_view rest;

  bool take(char c) {
    if (!rest.starts_with(c)) return false;
    rest.remove_prefix(1);
    return true;
  }
  std::string_view digits() {
    std::size_t n = 0;
    while (n < rest.size() && is_digit(rest[n])) ++n;
    const auto got = rest.substr(0, n);
    rest.remove_prefix(n);
    return got;
  }
  /// Two digits, at most `most`; -1 where there are none such.
  int two(int most) {
    if (rest.size() < 2 || !is_digit(rest[0]) || !is_digit(rest[1])) return -1;
    const int n = (rest[0] - '0') * 10 + (rest[1] - '0');
    rest.remove_prefix(2);
    return n <= most ? n : -1;
  }
};

struct Moment {
  std::int64_t day = 0;
  int seconds = 0;  ///< of the day
  int zone = 0;     ///< minutes east of UTC
};

std::optional<std::int64_t> read_day(Scan& s) {
  const bool before = s.take('-');
  const auto year = s.digits();
  if (year.size() < 4 || year.size() > 9 || (year.size() > 4 && year[0] == '0')) return std::nullopt;
  int y = 0;
  std::from_chars(year.data(), year.data() + year.size(), y);
  if (y == 0 || !s.take('-')) return std::nullopt;
  const int month = s.two(12);
  if (month < 1 || !s.take('-')) return std::nullopt;
  const int day = s.two(31);
  if (day < 1) return std::nullopt;
  using namespace std::chrono;
  if (y > 32'000) y = 32'000;
  const year_month_day date{std::chrono::year{before ? -y : y},
                            std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return sys_days(date).time_since_epoch().count();
}

bool read_zone(Scan& s, int& minutes) {
  if (s.rest.empty() || s.rest == "Z") return true;
  const bool west = s.rest[0] == '-';
  if (!west && s.rest[0] != '+') return false;
  s.rest.remove_prefix(1);
  const int h = s.two(14);
  if (h < 0 || !s.take(':')) return false;
  const int m = s.two(59);
  if (m < 0 || (h == 14 && m > 0) || !s.rest.empty()) return false;
  minutes = (west ? -1 : 1) * (h * 60 + m);
  return true;
}

/// Days of "2031-05-09", by far the most frequent form; nothing where the text has another.
std::optional<std::int64_t> plain_day(std::string_view s) {
  if (s.size() != 10 || s[4] != '-' || s[7] != '-') return std::nullopt;
  const auto digit = [&](std::size_t at) { return static_cast<unsigned>(s[at]) - '0'; };
  unsigned most = 0;
  for (const std::size_t at : {0, 1, 2, 3, 5, 6, 8, 9}) most = std::max(most, digit(at));
  if (most > 9) return std::nullopt;
  using namespace std::chrono;
  const auto y = static_cast<int>(digit(0) * 1000 + digit(1) * 100 + digit(2) * 10 + digit(3));
  const year_month_day date{year(y), month(digit(5) * 10 + digit(6)), day(digit(8) * 10 + digit(9))};
  if (y == 0 || !date.ok()) return std::nullopt;
  return sys_days(date).time_since_epoch().count();
}

std::optional<Moment> read_date(std::string_view text) {
  if (const auto day = plain_day(text)) return Moment{*day};

  Scan s{text};
  Moment moment;
  const auto day = read_day(s);
  if (!day || !read_zone(s, moment.zone)) return std::nullopt;
  moment.day = *day;
  return moment;
}

std::optional<Moment> read_date_time(std::string_view text) {
  Scan s{text};
  Moment moment;
  const auto day = read_day(s);
  if (!day || !s.take('T')) return std::nullopt;
  const int h = s.two(24);
  if (h < 0 || !s.take(':')) return std::nullopt;
  const int m = s.two(59);
  if (m < 0 || !s.take(':')) return std::nullopt;
  const int seconds = s.two(59);
  if (seconds < 0) return std::nullopt;
  bool fraction = false;
  if (s.take('.')) {
    const auto digits = s.digits();
    if (digits.empty()) return std::nullopt;
    fraction = digits.find_first_not_of('0') != std::string_view::npos;
  }
  if (h == 24 && (m > 0 || seconds > 0 || fraction)) return std::nullopt;
  if (!read_zone(s, moment.zone)) return std::nullopt;
  moment.day = *day;
  moment.seconds = h * 3600 + m * 60 + seconds;
  return moment;
}

bool is_decimal(std::string_view text) {
  Scan s{text};
  if (!s.take('-')) s.take('+');
  const auto whole = s.digits();
  const bool point = s.take('.');
  const auto places = point ? s.digits() : std::string_view();
  return s.rest.empty() && (!whole.empty() || !places.empty());
}

/// An integer: `sign` receives -1, 0 or 1.
bool is_integer(std::string_view text, int& sign) {
  Scan s{text};
  const bool minus = s.take('-');
  if (!minus) s.take('+');
  const auto digits = s.digits();
  if (digits.empty() || !s.rest.empty()) return false;
  sign = digits.find_first_not_of('0') == std::string_view::npos ? 0 : minus ? -1 : 1;
  return true;
}

bool is_int(std::string_view text) {
  int sign = 0;
  if (!is_integer(text, sign)) return false;
  if (text[0] == '+') text.remove_prefix(1);
  std::int32_t n = 0;
  return std::from_chars(text.data(), text.data() + text.size(), n).ec == std::errc{};
}

bool is_language(std::string_view text) {
  for (bool first = true; !text.empty() || first; first = false) {
    const auto end = text.find('-');
    const auto part = text.substr(0, end);
    if (part.empty() || part.size() > 8 ||
        !std::ranges::all_of(part, [&](char c) { return is_letter(c) || (!first && is_digit(c)); }))
      return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
    if (text.empty()) return false;
  }
  return false;
}

bool is_name_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == ':' || (c & 0x80) != 0;
  });
}

/// A reference by RFC 3986, as libxml2 takes one: characters that a reference must escape are let pass.
class Uri {
 public:
  explicit Uri(std::string_view text) : rest_(text) {}

  bool ok() {
    const auto all = rest_;
    if (!rest_.empty() && is_letter(rest_[0])) {
      std::size_t n = 1;
      while (n < rest_.size() && (is_letter(rest_[n]) || is_digit(rest_[n]) || rest_[n] == '+' ||
                                  rest_[n] == '-' || rest_[n] == '.'))
        ++n;
      if (n < rest_.size() && rest_[n] == ':') {
        rest_.remove_prefix(n + 1);
        if (hierarchy(true)) return true;
        rest_ = all;
      }
    }
    return hierarchy(false);
  }

 private:
  /// Length of a character of a path at the front; 0 where there is none.
  std::size_t character(std::string_view more) const {
    const char c = rest_[0];
    if (c == '%') return rest_.size() > 2 && is_hex(rest_[1]) && is_hex(rest_[2]) ? 3 : 0;
    const bool odd = static_cast<unsigned char>(c) >= 127 || static_cast<unsigned char>(c) < 32 ||
                     std::string_view(" <>\"{}|\\^`").find(c) != std::string_view::npos;
    return is_letter(c) || is_digit(c) || odd ||
                   std::string_view("-._~!$&'()*+,;=").find(c) != std::string_view::npos ||
                   more.find(c) != std::string_view::npos
               ? 1
               : 0;
  }
  void run(std::string_view more) {
    while (!rest_.empty()) {
      const auto n = character(more);
      if (n == 0) return;
      rest_.remove_prefix(n);
    }
  }
  bool authority() {
    const auto begin = rest_;
    run(":");
    if (rest_.starts_with('@'))
      rest_.remove_prefix(1);
    else
      rest_ = begin;
    if (rest_.starts_with('[')) {
      const auto close = rest_.find(']');
      if (close == std::string_view::npos) return false;
      rest_.remove_prefix(close + 1);
    } else {
      run("");
    }
    if (rest_.starts_with(':')) {
      rest_.remove_prefix(1);
      std::size_t n = 0;
      while (n < rest_.size() && is_digit(rest_[n])) ++n;
      if (n == 0 || n > 9) return false;
      rest_.remove_prefix(n);
    }
    return rest_.empty() || rest_[0] == '/' || rest_[0] == '?' || rest_[0] == '#';
  }
  bool hierarchy(bool has_scheme) {
    if (rest_.starts_with("//")) {
      rest_.remove_prefix(2);
      if (!authority()) return false;
    } else if (!has_scheme) {
      run("@");  // no ':' in the first segment of a relative one
      if (!rest_.empty() && rest_[0] == ':') return false;
    }
    run(":@/");
    if (rest_.starts_with('?')) {
      rest_.remove_prefix(1);
      run(":@/?");
    }
    if (rest_.starts_with('#')) {
      rest_.remove_prefix(1);
      run(":@/?[]");
    }
    return rest_.empty();
  }

  std::string_view rest_;
};

}  // namespace

bool is_value(Type type, std::string_view raw) {
  const auto text = trimmed(raw);
  int sign = 0;
  switch (type) {
    case Type::string:
      return true;
    case Type::uri:
      return Uri(text).ok();
    case Type::date:
      return read_date(text).has_value();
    case Type::date_time:
      return read_date_time(text).has_value();
    case Type::decimal:
      return is_decimal(text);
    case Type::boolean:
      return text == "true" || text == "false" || text == "1" || text == "0";
    case Type::integer:
      return is_int(text);
    case Type::non_negative:
      return is_integer(text, sign) && sign >= 0;
    case Type::positive:
      return is_integer(text, sign) && sign > 0;
    case Type::token:
      return is_name_token(text);
    case Type::language:
      return raw.empty() || is_language(text);
  }
  return false;
}

std::optional<std::int64_t> Number::parse(std::string_view raw) {
  const auto text = trimmed(raw);
  Scan s{text};
  const bool minus = s.take('-');
  const auto whole = s.digits();
  auto places = s.take('.') ? s.digits() : std::string_view();
  if (!s.rest.empty() || (whole.empty() && places.empty()) || whole.size() > 10) return std::nullopt;
  std::int64_t n = 0;
  for (const char c : whole) n = n * 10 + (c - '0');
  for (std::size_t i = 0; i < 8; ++i) n = n * 10 + (i < places.size() ? places[i] - '0' : 0);
  return minus ? -n : n;
}

std::optional<std::int64_t> day_of(std::string_view raw) {
  const auto text = trimmed(raw);
  auto moment = read_date(text);
  if (!moment) moment = read_date_time(text);
  if (!moment) return std::nullopt;
  const auto second = moment->seconds - moment->zone * 60;
  return moment->day + (second < 0 ? -1 : second / 86'400);
}

}  // namespace entente::exchange::iati::validation
