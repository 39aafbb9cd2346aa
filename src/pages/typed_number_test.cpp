// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/typed_number.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/messages.hpp"
#include "base/text.hpp"

namespace entente::pages {
namespace {

std::string read(std::string_view typed, std::string_view language) {
  const auto number = typed_number(typed, language);
  return number ? number->str() : "none";
}

TEST(TypedNumber, IsReadAsTheLanguageWritesIt) {
  EXPECT_EQ(read("1,234.5", "en"), "1234.5");
  EXPECT_EQ(read(" 1234 ", "en"), "1234");
  EXPECT_EQ(read("1\u00a0234,50", "fr"), "1234.5");
  EXPECT_EQ(read("1\u202f234,5", "fr"), "1234.5");
  EXPECT_EQ(read("1.234,5", "es"), "1234.5");
  EXPECT_EQ(read("12 345 678,0001", "ru"), "12345678.0001");
  EXPECT_EQ(read("١٬٢٣٤٫٥", "ar"), "1234.5");
  EXPECT_EQ(read("1,234.5", "ar"), "1234.5");
  EXPECT_EQ(read("１２３４", "zh"), "1234");
}

TEST(TypedNumber, IsNeverGuessed) {
  for (const auto* typed : {"", "1,5", "1.234.5", "12,34", "1,2345", "1.", ".5", "-5", "+5", "1e6", "5 USD",
                            "1.23456", "0x10", "1,,234", ",234", "99999999999999999999"})
    EXPECT_EQ(read(typed, "en"), "none") << typed;
  EXPECT_EQ(read("1,234.5", "fr"), "none") << "a point after a comma";
  for (const auto* typed : {"1 234,567", "1,234'567", "1,234,567\u066c890"})
    EXPECT_EQ(read(typed, "en"), "none") << typed << " has two marks";
  for (const auto* language : {"fr", "ru"}) {
    EXPECT_EQ(read("1.250", language), "none") << "one and a quarter, or a thousand";
    EXPECT_EQ(read("12 345.678", language), "none");
  }
  EXPECT_EQ(read("1.250", "es"), "1250");
  EXPECT_EQ(read("1.5", "fr"), "none") << "it could be an English one and a half";
}

TEST(TypedNumber, WhatAFormShowsIsReadAsTheSameNumber) {
  for (const auto language : base::kLanguages)
    for (const auto* number : {"1", "999", "1234.5", "1234567", "0.0001", "922337203685477.5807"}) {
      const auto decimal = base::Decimal::parse(number).value();
      const auto shown = number_to_type(decimal, language);
      EXPECT_EQ(typed_number(shown, language), decimal) << language << ": " << shown;
    }
}

TEST(TypedNumber, WhatAReaderIsShownCanBeTyped) {
  for (const auto language : base::kLanguages)
    for (const auto* number : {"1", "999", "1234.5", "1234567", "0.01", "922337203685477.58"}) {
      const auto decimal = base::Decimal::parse(number).value();
      const auto shown = base::Messages::in(language).decimal(decimal);
      EXPECT_EQ(typed_number(shown, language), decimal) << language << ": " << shown;
    }
}

}  // namespace
}  // namespace entente::pages
