// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "model/identifier_fault.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "model/identifier.hpp"

namespace entente::model {
namespace {

using Kind = IdentifierFault::Kind;

struct Example {
  std::string_view scheme, value;
};

/// Public ones, as their owners publish them.
constexpr std::array kReal{
    Example{"lei", "529900T8BM49AURSDO55"},       // Bundesanstalt für Finanzdienstleistungsaufsicht
    Example{"lei", "506700GE1G29325QX363"},       // Global Legal Entity Identifier Foundation
    Example{"lei", "HWUPKR0MPOU8FGXBT394"},       // Apple Inc.
    Example{"lei", "INR2EJN1ERAN0W5ZP974"},       // Microsoft Corporation
    Example{"lei", "5493000IBP32UQZ0KL24"},       // Royal Bank of Scotland Group, now NatWest
    Example{"ror", "https://ror.org/03yrm5c26"},  // California Digital Library
    Example{"ror", "https://ror.org/02nr0ka47"},  // Crossref
    Example{"ror", "https://ror.org/04wxnsj81"},  // DataCite
    Example{"ror", "https://ror.org/01ggx4157"},  // CERN
    Example{"isin", "US0378331005"},              // Apple Inc.
    Example{"isin", "US5949181045"},              // Microsoft Corporation
    Example{"isin", "GB0002634946"},              // BAE Systems
    Example{"isin", "AU0000XVGZA3"},              // the standard's own example with letters
    Example{"isin", "CH0038863350"},              // Nestlé
    Example{"isin", "JP3633400001"},              // Toyota
};

TEST(IdentifierFault, PublicIdentifiersHold) {
  for (const auto& [scheme, value] : kReal) {
    const auto fault = identifier_fault(scheme, value);
    EXPECT_FALSE(fault) << scheme << " " << value << ", " << (fault ? text_of(*fault) : "");
    EXPECT_EQ(check_digits_hold(scheme, value), true);
  }
}

/// Another digit in the place of any one digit of any of them.
TEST(IdentifierFault, EveryWrongDigitIsFound) {
  int wrong = 0;
  for (const auto& [scheme, value] : kReal)
    for (std::size_t at = scheme == "ror" ? 16 : 0; at < value.size(); ++at)
      for (char digit = '0'; digit <= '9'; ++digit) {
        if (value[at] < '0' || value[at] > '9' || value[at] == digit) continue;
        std::string changed(value);
        changed[at] = digit;
        EXPECT_TRUE(identifier_fault(scheme, changed)) << scheme << " " << changed;
        EXPECT_EQ(check_digits_hold(scheme, changed), false);
        ++wrong;
      }
  EXPECT_GT(wrong, 1'000);
}

/// Two digits that changed places: MOD 97-10 finds all, Luhn all but 0 and 9. Of a letter and a digit it does
/// not: X stands for 33, so that X3 and 3X are the same digits.
TEST(IdentifierFault, DigitsThatChangedPlacesAreFound) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  for (const auto& [scheme, value] : kReal)
    for (std::size_t at = scheme == "ror" ? 16 : 0; scheme != "isin" && at + 1 < value.size(); ++at) {
      std::string changed(value);
      std::swap(changed[at], changed[at + 1]);
      if (changed == value || !is_digit(value[at]) || !is_digit(value[at + 1])) continue;
      EXPECT_TRUE(identifier_fault(scheme, changed)) << changed;
    }
}

TEST(IdentifierFault, WhatIsWrongIsSaidAndWhere) {
  const auto of = [](std::string_view scheme, std::string_view value) {
    return identifier_fault(scheme, value).value_or(IdentifierFault{});
  };
  EXPECT_EQ(of("lei", "529900T8BM49AURSDO56"), (IdentifierFault{Kind::check_digits, 19, "56", "55"}));
  EXPECT_EQ(of("lei", "529900T8BM49AURSDO5"), (IdentifierFault{Kind::length, 0, "19", "20"}));
  EXPECT_EQ(of("lei", ""), (IdentifierFault{Kind::length, 0, "0", "20"}));
  EXPECT_EQ(of("lei", "529900T8-M49AURSDO55"), (IdentifierFault{Kind::character, 9, "-", ""}));
  EXPECT_EQ(of("lei", "529900T8BM49AURSDOO5"), (IdentifierFault{Kind::character, 19, "O", ""}));
  EXPECT_EQ(of("lei", "5299éT8BM49AURSDO55"), (IdentifierFault{Kind::character, 5, "é", ""}));
  EXPECT_EQ(of("ror", "13yrm5c26"), (IdentifierFault{Kind::character, 1, "1", ""}));
  EXPECT_EQ(of("ror", "https://ror.org/03yrl5c26"), (IdentifierFault{Kind::character, 5, "L", ""}));
  EXPECT_EQ(of("ror", "03yrm5c27"), (IdentifierFault{Kind::check_digits, 8, "27", "26"}));
  EXPECT_EQ(of("isin", "U10378331005"), (IdentifierFault{Kind::character, 2, "1", ""}));
  EXPECT_EQ(of("isin", "US0378331006"), (IdentifierFault{Kind::check_digits, 12, "6", "5"}));
  EXPECT_EQ(text_of(of("isin", "US0378331006")),
            "whose check digits do not hold: after what stands before them 5 would be due, not 6");
}

TEST(IdentifierFault, AnOrgIdNamesAListThatIsKnown) {
  for (const std::string_view value :
       {"GB-CHC-202918", "XM-DAC-41114", "gb-coh-1234567", " NL-KVK-41009723 "})
    EXPECT_FALSE(identifier_fault("org-id", value)) << value;
  EXPECT_EQ(identifier_fault("org-id", "GB-XXX-1"), (IdentifierFault{Kind::list, 1, "GB-XXX", ""}));
  EXPECT_EQ(identifier_fault("org-id", "GB-CHC-20/2918"), (IdentifierFault{Kind::character, 10, "/", ""}));
  for (const std::string_view value : {"", "GB", "GB-CHC", "GB-CHC-", "-CHC-1", "GB--1"}) {
    const auto fault = identifier_fault("org-id", value);
    ASSERT_TRUE(fault) << value;
    EXPECT_EQ(fault->kind, Kind::form) << value;
  }
}

TEST(IdentifierFault, OfOtherSchemesNothingIsSaid) {
  EXPECT_FALSE(identifier_fault("iati-org", "47045"));
  EXPECT_FALSE(identifier_fault("", ""));
  EXPECT_FALSE(is_checked_scheme("iati-org"));
  EXPECT_TRUE(is_checked_scheme("org-id"));
}

TEST(IdentifierFault, AnIdentifierIsWrittenAsItsSchemeWritesIt) {
  EXPECT_EQ(identifier_form("lei", " 5299 00t8bm49aursdo55"), "529900T8BM49AURSDO55");
  EXPECT_EQ(identifier_form("isin", "us0378331005\n"), "US0378331005");
  EXPECT_EQ(identifier_form("ror", "ror.org/03YRM5C26"), "https://ror.org/03yrm5c26");
  EXPECT_EQ(identifier_form("org-id", " GB-CHC-202918 "), "GB-CHC-202918");
}

}  // namespace
}  // namespace entente::model
