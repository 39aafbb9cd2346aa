// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/messages.hpp"

#include <unicode/dtptngen.h>
#include <unicode/listformatter.h>
#include <unicode/numberformatter.h>

#include <array>
#include <boost/json.hpp>
#include <functional>
#include <mutex>
#include <optional>
#include <unordered_map>

#include "base/date_words.hpp"
#include "base/direction.hpp"
#include "base/error.hpp"
#include "base/icu.hpp"
#include "base/json.hpp"
#include "base/message_form.hpp"
#include "base/text.hpp"
#include "embedded/data.hpp"

namespace entente::base {

namespace {

/// The locale whose forms the United Nations' documents follow. Arabic figures are the ones that
/// identifiers and tables are written in (latn): the digits of one page must not be of two kinds.
icu::Locale locale_of(std::string_view language) {
  if (language == "ar") return icu::Locale::createFromName("ar@numbers=latn");
  if (language == "zh") return icu::Locale::createFromName("zh-Hans");
  return icu::Locale::createFromName(std::string(language).c_str());
}

constexpr int kMostFraction = 2;

/// Lets a table be asked by a string_view.
struct KeyHash : std::hash<std::string_view> {
  using is_transparent = void;
};
template <class T>
using ByKey = std::unordered_map<std::string, T, KeyHash, std::equal_to<>>;

/// Of an amount: none where it is whole, else both: 13,750,000.50.
icu::number::Precision fraction_of(Decimal amount) {
  return amount.scaled() % Decimal::kScale == 0 ? icu::number::Precision::integer()
                                                : icu::number::Precision::fixedFraction(kMostFraction);
}

std::string integer(const icu::number::LocalizedNumberFormatter& form, std::int64_t n) {
  // No language of ours groups three digits, and all are written in the same ones (locale_of).
  if (n >= 0 && n < 1000) return std::to_string(n);
  UErrorCode code = U_ZERO_ERROR;
  const auto text = form.formatInt(n, code).toString(code);
  check_icu(code, "number");
  return narrow(text);
}

/// Of State::dates: year, month and day are there by their precision.
constexpr std::size_t kMoment = 3, kMonthInPhrase = 4;

}  // namespace

struct Messages::State {
  std::string language;
  icu::Locale locale;
  ByKey<std::string> plain;
  ByKey<MessageForm> forms;  ///< of messages with placeholders
  MessageForm::Grammar grammar;
  /// In a sentence Spanish groups the digits of 1.234 too, by itself it does not.
  icu::number::LocalizedNumberFormatter integers, integers_in_phrase, decimals;
  std::unique_ptr<icu::ListFormatter> lists;
  std::vector<DateWords> dates;
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
    MessageForm form(value.as_string());
    if (auto constant = form.constant())
      s.plain.emplace(name, *std::move(constant));
    else
      s.forms.emplace(name, std::move(form));
  }
  s.integers = icu::number::NumberFormatter::withLocale(s.locale);
  s.integers_in_phrase = s.integers.grouping(UNUM_GROUPING_ON_ALIGNED);
  s.decimals = icu::number::NumberFormatter::withLocale(s.locale).precision(
      icu::number::Precision::maxFraction(kMostFraction));
  UErrorCode code = U_ZERO_ERROR;
  s.lists.reset(icu::ListFormatter::createInstance(s.locale, code));
  check_icu(code, "list format");
  s.grammar.plurals.reset(icu::PluralRules::forLocale(s.locale, code));
  check_icu(code, "plural forms");
  s.grammar.number = [&s](std::int64_t n) { return integer(s.integers_in_phrase, n); };
  std::unique_ptr<icu::DateTimePatternGenerator> generator(
      icu::DateTimePatternGenerator::createInstance(s.locale, code));
  check_icu(code, "date format");
  const auto pattern_of = [&](const char* skeleton) {
    auto pattern = generator->getBestPattern(wide(skeleton), code);
    check_icu(code, "date format");
    return pattern;
  };
  for (const auto* skeleton : {"y", "yMMMM", "yMMMMd", "yMMMMdHHmm"})
    s.dates.emplace_back(pattern_of(skeleton), s.locale);
  // A month alone stands by itself in CLDR's patterns (L); in a phrase it is declined like one with a day
  // (M).
  s.dates.emplace_back(pattern_of("yMMMM").findAndReplace(u"LLLL", u"MMMM"), s.locale);
}

Messages::~Messages() = default;

std::string_view Messages::language() const {
  return state_->language;
}
bool Messages::right_to_left() const {
  return state_->language == "ar";
}
bool Messages::has(std::string_view key) const {
  return state_->plain.contains(key) || state_->forms.contains(key);
}

std::string Messages::get(std::string_view key) const {
  const auto found = state_->plain.find(key);
  if (found == state_->plain.end())
    throw Error("message '" + std::string(key) + "'", "does not exist, or needs arguments",
                "Add it to data/messages.");
  return found->second;
}

std::string Messages::get(std::string_view key, Arguments arguments) const {
  const auto found = state_->forms.find(key);
  return found == state_->forms.end() ? get(key) : found->second.text(arguments, state_->grammar);
}

std::string Messages::number(std::int64_t n) const {
  return integer(state_->integers, n);
}

std::string Messages::decimal(Decimal d) const {
  UErrorCode code = U_ZERO_ERROR;
  auto text = state_->decimals.formatDecimal(d.str(), code).toString(code);
  check_icu(code, "number");
  return narrow(text);
}

std::string Messages::percent(Decimal d) const {
  UErrorCode code = U_ZERO_ERROR;
  auto text = icu::number::NumberFormatter::withLocale(state_->locale)
                  .unit(icu::NoUnit::percent())
                  .precision(icu::number::Precision::maxFraction(kMostFraction))
                  .formatDecimal(d.str(), code)
                  .toString(code);
  check_icu(code, "percentage");
  return narrow(text);
}

std::string Messages::money(const Money& m) const {
  const auto form = icu::number::NumberFormatter::withLocale(state_->locale).precision(fraction_of(m.amount));
  const auto written = [&](const icu::number::LocalizedNumberFormatter& with_unit) {
    UErrorCode code = U_ZERO_ERROR;
    auto text = with_unit.formatDecimal(m.amount.str(), code).toString(code);
    check_icu(code, "amount");
    return narrow(text);
  };
  if (m.currency.size() != 3) return written(form);
  UErrorCode code = U_ZERO_ERROR;
  const icu::CurrencyUnit unit(wide(m.currency).getTerminatedBuffer(), code);
  if (U_FAILURE(code)) return written(form) + " " + m.currency;
  return written(form.unit(unit).unitWidth(UNUM_UNIT_WIDTH_ISO_CODE));
}

std::string Messages::date(const PartialDate& d) const {
  return state_->dates[static_cast<std::size_t>(d.precision())].of(d);
}

std::string Messages::date_in_phrase(const PartialDate& d) const {
  return d.precision() == PartialDate::Precision::month ? state_->dates[kMonthInPhrase].of(d) : date(d);
}

std::string Messages::moment(Instant t) const {
  return state_->dates[kMoment].at(static_cast<double>(t.ms)) + " UTC";
}

std::string Messages::list(const std::vector<std::string>& items) const {
  std::vector<icu::UnicodeString> all;
  all.reserve(items.size());
  for (const auto& item : items) all.push_back(wide(ending_its_turns(item)));
  UErrorCode code = U_ZERO_ERROR;
  icu::UnicodeString out;
  state_->lists->format(all.data(), static_cast<int32_t>(all.size()), out, code);
  check_icu(code, "list");
  return narrow(out);
}

}  // namespace entente::base
