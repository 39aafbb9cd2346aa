// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"

/// Internal to base.
namespace entente::base {

/// A pattern of CLDR's ("d MMMM y") in a language, filled in. ICU's own formatter turns the day into a
/// calendar and back; where a pattern names but day, month and year, the date has them already. Shared by
/// threads.
class DateWords {
 public:
  /// Throws Error where ICU has no names of months for the language.
  DateWords(const icu::UnicodeString& pattern, icu::Locale);

  /// The date as the pattern has it: the first day of a month or year where no other is known.
  std::string of(const PartialDate&) const;
  /// A moment, in milliseconds since 1970 UTC: by ICU.
  std::string at(double ms) const;

 private:
  struct Part {
    enum class Kind { text, day, month, year };
    Kind kind;
    std::string text = {};
    std::array<std::string, 12> months = {};
  };
  /// False where the pattern has something else: then ICU does it all.
  bool read(const icu::UnicodeString& pattern);
  std::optional<Part> part_of(char16_t letter, int length) const;

  icu::UnicodeString pattern_;
  icu::Locale locale_;
  std::vector<Part> parts_;  ///< empty where ICU does it all
};

}  // namespace entente::base
