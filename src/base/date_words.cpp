// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/date_words.hpp"

#include <unicode/dtfmtsym.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>

#include <memory>
#include <unordered_map>
#include <utility>

#include "base/icu.hpp"

namespace entente::base {

namespace {

/// ICU counts by the Julian calendar before its reform.
constexpr int kFirstGregorianYear = 1583;
constexpr double kDayLength = 86'400'000.0;  // milliseconds

bool is_letter(char16_t c) {
  return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

/// The United Nations writes both of the names that Arabic has for a month, the Levant's and Egypt's; CLDR
/// has one.
void use_both_month_names(icu::DateFormatSymbols& symbols) {
  static const std::array<icu::UnicodeString, 12> months = {
      u"كانون الثاني/يناير", u"شباط/فبراير",        u"آذار/مارس",           u"نيسان/أبريل",
      u"أيار/مايو",          u"حزيران/يونيه",       u"تموز/يوليه",          u"آب/أغسطس",
      u"أيلول/سبتمبر",       u"تشرين الأول/أكتوبر", u"تشرين الثاني/نوفمبر", u"كانون الأول/ديسمبر"};
  for (const auto context : {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE})
    symbols.setMonths(months.data(), static_cast<int32_t>(months.size()), context,
                      icu::DateFormatSymbols::WIDE);
}

bool has_two_month_names(const icu::Locale& locale) {
  return std::string_view(locale.getLanguage()) == "ar";
}

std::array<std::string, 12> names_of_months(const icu::Locale& locale, bool alone) {
  UErrorCode code = U_ZERO_ERROR;
  icu::DateFormatSymbols symbols(locale, code);
  check_icu(code, "names of months");
  if (has_two_month_names(locale)) use_both_month_names(symbols);
  std::int32_t count = 0;
  const auto* names =
      symbols.getMonths(count, alone ? icu::DateFormatSymbols::STANDALONE : icu::DateFormatSymbols::FORMAT,
                        icu::DateFormatSymbols::WIDE);
  std::array<std::string, 12> months;
  for (std::size_t i = 0; i < months.size() && static_cast<std::int32_t>(i) < count; ++i)
    months[i] = narrow(names[i]);
  return months;
}

}  // namespace

DateWords::DateWords(const icu::UnicodeString& pattern, icu::Locale locale)
    : pattern_(pattern), locale_(std::move(locale)) {
  if (!read(pattern)) parts_.clear();
}

bool DateWords::read(const icu::UnicodeString& pattern) {
  icu::UnicodeString text;
  const auto flush = [&] {
    if (!text.isEmpty()) parts_.push_back({Part::Kind::text, narrow(text)});
    text.remove();
  };
  bool quoted = false;
  for (std::int32_t at = 0; at < pattern.length();) {
    const auto c = pattern[at];
    if (c == u'\'' && at + 1 < pattern.length() && pattern[at + 1] == u'\'') {
      text += c;
      at += 2;
    } else if (c == u'\'') {
      quoted = !quoted;
      ++at;
    } else if (quoted || !is_letter(c)) {
      text += c;
      ++at;
    } else {
      const auto begin = at;
      while (at < pattern.length() && pattern[at] == c) ++at;
      auto part = part_of(c, at - begin);
      if (!part) return false;
      flush();
      parts_.push_back(std::move(*part));
    }
  }
  flush();
  return true;
}

std::optional<DateWords::Part> DateWords::part_of(char16_t letter, int length) const {
  constexpr int kWide = 4;
  if (letter == u'y' && length == 1) return Part{Part::Kind::year};
  if (letter == u'd' && length == 1) return Part{Part::Kind::day};
  if (letter != u'M' && letter != u'L') return std::nullopt;
  if (length == kWide) return Part{Part::Kind::month, {}, names_of_months(locale_, letter == u'L')};
  if (length != 1) return std::nullopt;
  Part part{Part::Kind::month};
  for (std::size_t i = 0; i < part.months.size(); ++i) part.months[i] = std::to_string(i + 1);
  return part;
}

std::string DateWords::of(const PartialDate& date) const {
  if (parts_.empty() || date.year() < kFirstGregorianYear)
    return at(static_cast<double>(date.first_day()) * kDayLength);
  std::string out;
  for (const auto& part : parts_) switch (part.kind) {
      case Part::Kind::text:
        out += part.text;
        break;
      case Part::Kind::day:
        out += std::to_string(date.day() == 0 ? 1 : date.day());
        break;
      case Part::Kind::month:
        out += part.months[date.month() == 0 ? 0 : date.month() - 1];
        break;
      case Part::Kind::year:
        out += std::to_string(date.year());
        break;
    }
  return out;
}

std::string DateWords::at(double ms) const {
  // A format takes longer to make than a page has, and may not be shared between threads: each keeps its own.
  // The key is this object's, which lives as long as the program.
  thread_local std::unordered_map<const DateWords*, std::unique_ptr<icu::SimpleDateFormat>> formats;
  auto& format = formats[this];
  if (!format) {
    UErrorCode code = U_ZERO_ERROR;
    auto made = std::make_unique<icu::SimpleDateFormat>(pattern_, locale_, code);
    check_icu(code, "date");
    made->adoptTimeZone(icu::TimeZone::createTimeZone(UNICODE_STRING_SIMPLE("UTC")));
    if (has_two_month_names(locale_)) {
      auto symbols = std::make_unique<icu::DateFormatSymbols>(*made->getDateFormatSymbols());
      use_both_month_names(*symbols);
      made->adoptDateFormatSymbols(symbols.release());
    }
    format = std::move(made);
  }
  icu::UnicodeString out;
  format->format(ms, out);
  return narrow(out);
}

}  // namespace entente::base
