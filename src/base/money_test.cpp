// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/money.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace entente::base {
namespace {

Decimal d(const char* text) {
  return Decimal::parse(text).value();
}

TEST(Decimal, ReadsAndWritesExactly) {
  for (const auto* text : {"0", "1", "-1", "14900000", "33.33", "-0.0001", "922337203685477.5807"})
    EXPECT_EQ(d(text).str(), text);
  EXPECT_EQ(d("+1.50").str(), "1.5");
  EXPECT_EQ(d(".5").str(), "0.5");
  EXPECT_EQ(d(" 12 ").str(), "12");
  EXPECT_EQ(d("1e3").str(), "1000");
  EXPECT_EQ(d("1.25E-2").str(), "0.0125");
}

TEST(Decimal, ThreeThirdsAreNotAWhole) {
  EXPECT_EQ((d("33.33") + d("33.33") + d("33.33")).str(), "99.99");
  EXPECT_NE(d("33.33") + d("33.33") + d("33.33"), Decimal::from_integer(100));
}

TEST(Decimal, RoundsTheFifthPlaceHalfToEven) {
  EXPECT_EQ(d("0.00005").str(), "0");
  EXPECT_EQ(d("0.00015").str(), "0.0002");
  EXPECT_EQ(d("0.000051").str(), "0.0001");
  EXPECT_EQ(d("-0.00015").str(), "-0.0002");
}

TEST(Decimal, RefusesWhatIsNoNumberOrTooLarge) {
  for (const auto* text :
       {"", "-", ".", "1,000", "12 USD", "NaN", "INF", "0x10", "1e", "1e999", "922337203685477.5808"})
    EXPECT_FALSE(Decimal::parse(text)) << text;
}

TEST(Decimal, ASumThatDoesNotFitIsRefused) {
  EXPECT_THROW(d("922337203685477.5807") + d("0.0001"), BadInput);
  EXPECT_EQ((d("5") + -d("7")).str(), "-2");
}

}  // namespace
}  // namespace entente::base
