// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/messages.hpp"

#include <unicode/dtfmtsym.h>
#include <unicode/dtptngen.h>
#include <unicode/listformatter.h>
#include <unicode/msgfmt.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>

#include <array>
#include <boost/json.hpp>
#include <chrono>
#include <functional>
#include <mutex>
#include <unordered_map>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/message_pattern.hpp"
#include "base/text.hpp"
#include "embedded/data.hpp"

namespace entente::base {

namespace {

icu::UnicodeString wide(std::string_view s) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<int32_t>(s.size())));
}

std::string narrow(const icu::UnicodeString& s) {
  std::string out;
  s.toUTF8String(out);
  return out;
}

void check(UErrorCode code, std::string_view doing) {
  if (U_FAILURE(code)) throw Error(std::string(doing), u_errorName(code), "Check the ICU installation.");
}

/// The locale whose forms the United Nations' documents follow. Arabic figures are the ones that
/// identifiers and tables are written in (latn): the digits of one page must not be of two kinds.
icu::Locale locale_of(std::string_view language) {
  if (language == "ar") return icu::Locale::createFromName("ar@numbers=latn");
  if (language == "zh") return icu::Locale::createFromName("zh-Hans");
  return icu::Locale::createFromName(std::string(language).c_str());
}

/// What is written instead of the sign where no currency was named.
constexpr int kMostFraction = 2;

/// So that a key is looked for as it comes, without a copy.
struct KeyHash : std::hash<std::string_view> {
  using is_transparent = void;
};
template <class T>
using ByKey = std::unordered_map<std::string, T, KeyHash, std::equal_to<>>;

std::unique_ptr<icu::MessageFormat> message_format(std::string_view name, std::string_view pattern,
                                                   const icu::Locale& locale) {
  UErrorCode code = U_ZERO_ERROR;
  UParseError where{};
  auto format = std::make_unique<icu::MessageFormat>(wide(pattern), locale, where, code);
  check(code, std::string("message ").append(name));
  return format;
}

}  // namespace

struct Messages::State {
  std::string language;
  icu::Locale locale;
  ByKey<std::string> plain;
  /// A pattern as it is written, and read, where it only puts texts into places. What else there is is ICU's:
  /// its MessageFormat takes long to make and fills caches while it formats, so each thread makes those it
  /// speaks, when it first does.
  struct Pattern {
    std::string written;
    std::optional<MessagePattern> simple;
  };
  ByKey<Pattern> patterns;
  icu::number::LocalizedNumberFormatter integers, decimals;
  std::unique_ptr<icu::ListFormatter> lists;
  std::array<icu::UnicodeString, 4> date_patterns;  ///< year, month, day, day and time
  icu::UnicodeString month_in_phrase;               ///< year and month behind a preposition
};

const Messages& Messages::in(std::string_view language) {
  // Each is made when it is first spoken: a command speaks one of them.
  static std::array<std::once_flag, std::size(kLanguages)> once;
  static std::array<const Messages*, std::size(kLanguages)> all{};
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (kLanguages[i] != language) continue;
    std::call_once(once[i], [i] { all[i] = new Messages(kLanguages[i]); });
    return *all[i];
  }
  throw NotFound("language '" + std::string(language) + "'", "is not one the register speaks",
                 "Choose ar, en, es, fr, ru or zh.");
}

Messages::Messages(std::string_view language) : state_(std::make_unique<State>()) {
  auto& s = *state_;
  s.language = language;
  s.locale = locale_of(language);
  const std::string path = "data/messages/" + s.language + ".json";
  const auto parsed = parse_json(embedded::data(path), path);
  for (const auto& [name, value] : parsed.as_object()) {
    const std::string_view pattern = value.as_string();
    auto simple = MessagePattern::read(pattern);
    if (simple && !simple->has_places())
      s.plain.emplace(name, simple->end());
    else
      s.patterns.emplace(name, State::Pattern{std::string(pattern), std::move(simple)});
  }
  s.integers = icu::number::NumberFormatter::withLocale(s.locale);
  s.decimals = icu::number::NumberFormatter::withLocale(s.locale).precision(
      icu::number::Precision::maxFraction(kMostFraction));
  UErrorCode code = U_ZERO_ERROR;
  s.lists.reset(icu::ListFormatter::createInstance(s.locale, code));
  check(code, "list format");
  const char* skeletons[] = {"y", "yMMMM", "yMMMMd", "yMMMMdHHmm"};
  std::unique_ptr<icu::DateTimePatternGenerator> generator(
      icu::DateTimePatternGenerator::createInstance(s.locale, code));
  check(code, "date format");
  for (std::size_t i = 0; i < 4; ++i) {
    s.date_patterns[i] = generator->getBestPattern(wide(skeletons[i]), code);
    check(code, "date format");
  }
  // A month alone stands by itself in CLDR's patterns (L); in a phrase it is declined like one with a day
  // (M).
  s.month_in_phrase = s.date_patterns[1];
  s.month_in_phrase.findAndReplace(u"LLLL", u"MMMM");
}

Messages::~Messages() = default;

std::string_view Messages::language() const {
  return state_->language;
}
bool Messages::right_to_left() const {
  return state_->language == "ar";
}
bool Messages::has(std::string_view key) const {
  return state_->plain.contains(key) || state_->patterns.contains(key);
}

std::string Messages::get(std::string_view key) const {
  const auto found = state_->plain.find(key);
  if (found == state_->plain.end())
    throw Error("message '" + std::string(key) + "'", "does not exist, or needs arguments",
                "Add it to data/messages.");
  return found->second;
}

std::string Messages::get(std::string_view key, Arguments arguments) const {
  const auto found = state_->patterns.find(key);
  if (found == state_->patterns.end()) return get(key);
  const auto& pattern = found->second;
  if (pattern.simple)
    if (auto filled = pattern.simple->fill(arguments)) return *std::move(filled);
  thread_local std::unordered_map<const State::Pattern*, std::unique_ptr<icu::MessageFormat>> formats;
  auto& format = formats[&pattern];
  if (!format) format = message_format(key, pattern.written, state_->locale);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const auto& [name, value] : arguments) {
    names.push_back(wide(name));
    if (const auto* text = std::get_if<std::string_view>(&value))
      values.emplace_back(wide(*text));
    else
      values.emplace_back(std::get<std::int64_t>(value));
  }
  UErrorCode code = U_ZERO_ERROR;
  icu::UnicodeString out;
  format->format(names.data(), values.data(), static_cast<int32_t>(names.size()), out, code);
  check(code, key);
  return narrow(out);
}

std::string Messages::number(std::int64_t n) const {
  UErrorCode code = U_ZERO_ERROR;
  auto text = state_->integers.formatInt(n, code).toString(code);
  check(code, "number");
  return narrow(text);
}

std::string Messages::decimal(Decimal d) const {
  UErrorCode code = U_ZERO_ERROR;
  auto text = state_->decimals.formatDecimal(d.str(), code).toString(code);
  check(code, "number");
  return narrow(text);
}

std::string Messages::percent(Decimal d) const {
  UErrorCode code = U_ZERO_ERROR;
  auto text = icu::number::NumberFormatter::withLocale(state_->locale)
                  .unit(icu::NoUnit::percent())
                  .precision(icu::number::Precision::maxFraction(kMostFraction))
                  .formatDecimal(d.str(), code)
                  .toString(code);
  check(code, "percentage");
  return narrow(text);
}

std::string Messages::money(const Money& m) const {
  if (m.currency.size() != 3) return decimal(m.amount);
  UErrorCode code = U_ZERO_ERROR;
  const icu::CurrencyUnit unit(wide(m.currency).getTerminatedBuffer(), code);
  if (U_FAILURE(code)) return decimal(m.amount) + " " + m.currency;
  const bool whole = m.amount.scaled() % Decimal::kScale == 0;
  auto text = icu::number::NumberFormatter::withLocale(state_->locale)
                  .unit(unit)
                  .unitWidth(UNUM_UNIT_WIDTH_ISO_CODE)
                  .precision(whole ? icu::number::Precision::integer()
                                   : icu::number::Precision::maxFraction(kMostFraction))
                  .formatDecimal(m.amount.str(), code)
                  .toString(code);
  check(code, "amount");
  return narrow(text);
}

namespace {
/// The United Nations writes both of the names that Arabic has for a month, the Levant's and Egypt's; CLDR
/// has one.
void use_both_month_names(icu::SimpleDateFormat& format) {
  static const std::array<icu::UnicodeString, 12> months = {
      u"كانون الثاني/يناير", u"شباط/فبراير",        u"آذار/مارس",           u"نيسان/أبريل",
      u"أيار/مايو",          u"حزيران/يونيه",       u"تموز/يوليه",          u"آب/أغسطس",
      u"أيلول/سبتمبر",       u"تشرين الأول/أكتوبر", u"تشرين الثاني/نوفمبر", u"كانون الأول/ديسمبر"};
  auto symbols = std::make_unique<icu::DateFormatSymbols>(*format.getDateFormatSymbols());
  for (const auto context : {icu::DateFormatSymbols::FORMAT, icu::DateFormatSymbols::STANDALONE})
    symbols->setMonths(months.data(), static_cast<int32_t>(months.size()), context,
                       icu::DateFormatSymbols::WIDE);
  format.adoptDateFormatSymbols(symbols.release());
}

/// `pattern` is one of a State's, which live as long as the program. A format takes longer to make than a
/// page has, and may not be shared between threads: each keeps its own.
std::string date_text(const icu::UnicodeString& pattern, const icu::Locale& locale, double ms) {
  thread_local std::unordered_map<const icu::UnicodeString*, std::unique_ptr<icu::SimpleDateFormat>> formats;
  auto& format = formats[&pattern];
  if (!format) {
    UErrorCode code = U_ZERO_ERROR;
    auto made = std::make_unique<icu::SimpleDateFormat>(pattern, locale, code);
    check(code, "date");
    made->adoptTimeZone(icu::TimeZone::createTimeZone(UNICODE_STRING_SIMPLE("UTC")));
    if (std::string_view(locale.getLanguage()) == "ar") use_both_month_names(*made);
    format = std::move(made);
  }
  icu::UnicodeString out;
  format->format(ms, out);
  return narrow(out);
}
}  // namespace

std::string Messages::date(const PartialDate& d) const {
  return date_text(state_->date_patterns[static_cast<std::size_t>(d.precision())], state_->locale,
                   static_cast<double>(d.first_day()) * 86'400'000.0);
}

std::string Messages::date_in_phrase(const PartialDate& d) const {
  if (d.precision() != PartialDate::Precision::month) return date(d);
  return date_text(state_->month_in_phrase, state_->locale,
                   static_cast<double>(d.first_day()) * 86'400'000.0);
}

std::string Messages::moment(Instant t) const {
  return date_text(state_->date_patterns[3], state_->locale, static_cast<double>(t.ms)) + " UTC";
}

std::string Messages::list(const std::vector<std::string>& items) const {
  std::vector<icu::UnicodeString> all;
  all.reserve(items.size());
  for (const auto& item : items) all.push_back(wide(item));
  UErrorCode code = U_ZERO_ERROR;
  icu::UnicodeString out;
  state_->lists->format(all.data(), static_cast<int32_t>(all.size()), out, code);
  check(code, "list");
  return narrow(out);
}

}  // namespace entente::base
