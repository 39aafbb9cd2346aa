// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/message_form.hpp"

#include <gtest/gtest.h>
#include <unicode/dtptngen.h>
#include <unicode/msgfmt.h>
#include <unicode/smpdtfmt.h>

#include <array>
#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <map>

#include "base/error.hpp"
#include "base/icu.hpp"
#include "base/json.hpp"
#include "base/text.hpp"

namespace entente::base {
namespace {

icu::Locale icu_locale(std::string_view language) {
  return icu::Locale(language == "ar"   ? "ar@numbers=latn"
                     : language == "zh" ? "zh-Hans"
                                        : std::string(language).c_str());
}

boost::json::object patterns(std::string_view language) {
  const auto path = std::string(ENTENTE_SOURCE_DIR "/data/messages/").append(language).append(".json");
  std::ifstream in(path);
  return parse_json(std::string(std::istreambuf_iterator<char>(in), {}), path).as_object();
}

/// Names of a message's arguments, and whether each has to be a number.
using Wanted = std::map<std::string, bool>;
Wanted arguments_of(std::string_view pattern) {
  UErrorCode code = U_ZERO_ERROR;
  const icu::MessagePattern parsed(wide(pattern), nullptr, code);
  Wanted names;
  for (std::int32_t i = 0; i + 1 < parsed.countParts(); ++i)
    if (parsed.getPartType(i) == UMSGPAT_PART_TYPE_ARG_START)
      names[narrow(parsed.getSubstring(parsed.getPart(i + 1)))] |=
          parsed.getPart(i).getArgType() != UMSGPAT_ARG_TYPE_NONE;
  return names;
}

/// ICU's own text.
std::string formatted(std::string_view pattern, std::string_view language, const Wanted& names,
                      std::int64_t number) {
  UErrorCode code = U_ZERO_ERROR;
  UParseError where{};
  const icu::MessageFormat format(wide(pattern), icu_locale(language), where, code);
  std::vector<icu::UnicodeString> keys;
  std::vector<icu::Formattable> values;
  for (const auto& [name, counted] : names) {
    keys.push_back(wide(name));
    values.push_back(counted ? icu::Formattable(number) : icu::Formattable(wide("<'" + name + "'>")));
  }
  icu::UnicodeString out;
  format.format(keys.data(), values.data(), static_cast<std::int32_t>(keys.size()), out, code);
  EXPECT_TRUE(U_SUCCESS(code)) << pattern;
  return narrow(out);
}

TEST(MessageForm, PutsTextsIntoPlacesAsIcuDoes) {
  const Wanted names = {{"value", false}, {"other", false}};
  for (const auto* pattern : {"", "plain", "{value}", "a {value} b {other}{value}", "l'{value}",
                              "l''or {value}", "'{value}' {other}", "'{it''s}' {value}", "'}' {value} '",
                              "a } b", "d'abord ' {value}", "'{open {value}", "{ value }"})
    EXPECT_EQ(MessageForm(pattern).text(
                  {{"value", std::string_view("<'value'>")}, {"other", std::string_view("<'other'>")}}, {}),
              formatted(pattern, "en", names, 0))
        << pattern;
}

TEST(MessageForm, SaysEveryMessageOfOursAsIcuDoes) {
  constexpr std::array<std::int64_t, 13> kNumbers = {0,   1,   2,   3,    5,     11,       21,
                                                     100, 102, 999, 1000, 12345, 1'000'000};
  std::size_t compared = 0;
  for (const auto language : kLanguages) {
    const auto& messages = Messages::in(language);
    for (const auto& [key, value] : patterns(language)) {
      const auto names = arguments_of(value.as_string());
      const MessageForm form(value.as_string());
      ASSERT_LE(names.size(), 6u) << "give this test more room for arguments";
      if (names.empty()) {
        EXPECT_EQ(form.constant(), formatted(value.as_string(), language, names, 0))
            << language << ' ' << key;
        continue;
      }
      EXPECT_FALSE(form.constant()) << key;
      for (const auto number : kNumbers) {
        std::array<std::string, 6> texts;
        std::array<std::pair<std::string_view, Argument>, 6> given;
        std::size_t i = 0;
        for (const auto& [name, counted] : names) {
          texts[i] = "<'" + name + "'>";
          given[i] = {name, counted ? Argument(number) : Argument(std::string_view(texts[i]))};
          ++i;
        }
        // Names that a message does not have are passed over.
        EXPECT_EQ(messages.get(key, {given[0], given[1], given[2], given[3], given[4], given[5]}),
                  formatted(value.as_string(), language, names, number))
            << language << ' ' << key << ' ' << number;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 1000u);
}

TEST(MessageForm, WritesANumberAlsoWhereNoneHasToBe) {
  const Wanted number = {{"from", true}, {"to", true}};
  for (const auto language : kLanguages)
    for (const std::int64_t n : {7, 1234, 98765, -5, -12345})
      EXPECT_EQ(Messages::in(language).get("date.range", {{"from", n}, {"to", n}}),
                formatted(patterns(language).at("date.range").as_string(), language, number, n))
          << language;
}

TEST(MessageForm, LeavesWhatItWasNotGiven) {
  const auto& en = Messages::in("en");
  EXPECT_EQ(en.get("date.range", {{"from", std::string_view("May")}}).find("May {"), std::string::npos);
  EXPECT_NE(en.get("date.range", {{"from", std::string_view("May")}}).find("{to}"), std::string::npos);
}

TEST(MessageForm, RefusesWhatItDoesNotKnow) {
  for (const auto* pattern : {"{open", "{}", "{n, plural, one {a}}", "{n, plural, offset:1 other {a}}",
                              "{d, date}", "{n, number, percent}", "{g, select, other {a}}"})
    EXPECT_THROW(MessageForm{pattern}, Error) << pattern;
  const MessageForm counted("{n, plural, =0 {none} one {it''s #} other {'{'#'}'}}");
  MessageForm::Grammar grammar;
  UErrorCode code = U_ZERO_ERROR;
  grammar.plurals.reset(icu::PluralRules::forLocale("en", code));
  grammar.number = [](std::int64_t n) { return std::to_string(n); };
  EXPECT_EQ(counted.text({{"n", std::int64_t{0}}}, grammar), "none");
  EXPECT_EQ(counted.text({{"n", std::int64_t{1}}}, grammar), "it's 1");
  EXPECT_EQ(counted.text({{"n", std::int64_t{7}}}, grammar), "{7}");
  EXPECT_THROW(counted.text({{"n", std::string_view("7")}}, grammar), Error);
}

TEST(DateWords, AreIcusOnEveryDay) {
  for (const auto language : kLanguages) {
    if (language == "ar") continue;  // months have two names there, CLDR has one
    UErrorCode code = U_ZERO_ERROR;
    const auto locale = icu_locale(language);
    const std::unique_ptr<icu::DateTimePatternGenerator> generator(
        icu::DateTimePatternGenerator::createInstance(locale, code));
    ASSERT_TRUE(U_SUCCESS(code));
    const auto icu_text = [&](icu::UnicodeString pattern, const PartialDate& date) {
      icu::SimpleDateFormat format(pattern, locale, code);
      format.adoptTimeZone(icu::TimeZone::createTimeZone(UNICODE_STRING_SIMPLE("UTC")));
      icu::UnicodeString out;
      format.format(static_cast<double>(date.first_day()) * 86'400'000.0, out);
      return narrow(out);
    };
    const auto& messages = Messages::in(language);
    const auto day = generator->getBestPattern(u"yMMMMd", code),
               month = generator->getBestPattern(u"yMMMM", code),
               year = generator->getBestPattern(u"y", code);
    for (const auto* text :
         {"0001-01-01", "1500-02-28", "1582-10-14", "1583-01-01", "1969-12-31", "9999-12-31"}) {
      const auto date = PartialDate::parse(text).value();
      EXPECT_EQ(messages.date(date), icu_text(day, date)) << language << ' ' << text;
    }
    for (std::int64_t at = 10'000; at < 10'800; ++at) {  // two years
      const auto date = PartialDate::from_days(at);
      ASSERT_EQ(messages.date(date), icu_text(day, date)) << language << ' ' << date.str();
    }
    for (const auto* text : {"2003", "2024-01", "2024-02", "2024-03", "2024-04", "2024-05", "2024-06",
                             "2024-07", "2024-08", "2024-09", "2024-10", "2024-11", "2024-12"}) {
      const auto date = PartialDate::parse(text).value();
      EXPECT_EQ(messages.date(date), icu_text(date.month() == 0 ? year : month, date))
          << language << ' ' << text;
    }
  }
}

TEST(MessageForm, WritesUtf8WhateverItIsGiven) {
  EXPECT_EQ(MessageForm("a {x} b").text({{"x", std::string_view("\xFFz")}}, {}), "a \uFFFDz b");
  EXPECT_EQ(MessageForm("a {x} b").text({{"x", std::string_view("\u00E9")}}, {}), "a \u00E9 b");
}

}  // namespace
}  // namespace entente::base
