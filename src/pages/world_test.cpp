// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/world.hpp"

#include <gtest/gtest.h>

#include "model/vocabulary.hpp"

namespace entente::pages {
namespace {

TEST(World, EveryCountryHasADotInsideTheMap) {
  for (const auto& country : model::countries()) {
    const auto middle = middle_of(country.code);
    ASSERT_TRUE(middle) << country.code;
    EXPECT_GT(middle->x, 0) << country.code;
    EXPECT_LT(middle->x, kMapWidth) << country.code;
    EXPECT_GT(middle->y, 0) << country.code;
    EXPECT_LT(middle->y, kMapHeight) << country.code;
  }
  EXPECT_FALSE(middle_of("ZZ"));
}

TEST(World, DotsLieAsTheCountriesDo) {
  const auto at = [](std::string_view code) { return middle_of(code).value(); };
  EXPECT_LT(at("BR").x, at("NG").x);
  EXPECT_LT(at("NG").x, at("IN").x);
  EXPECT_LT(at("SE").y, at("EG").y);
  EXPECT_LT(at("EG").y, at("ZA").y);
  EXPECT_GT(at("FJ").x, 310) << "Fiji is in the far east";
  EXPECT_LT(at("WS").x, 60) << "Samoa is in the far west";
}

TEST(World, IsTrueToAreasAndFillsItsFrame) {
  EXPECT_NEAR(project(0, 180).x, kMapWidth - 0.5, 0.01);
  EXPECT_NEAR(project(0, 0).y, kMapHeight / 2, 0.01);
  EXPECT_GT(project(90, 0).y, 0);
  EXPECT_LT(project(-90, 0).y, kMapHeight);
  // A square degree at 60° north has half the area of one at the equator.
  const auto area = [](double latitude) {
    const double width = project(latitude + 0.5, 1).x - project(latitude + 0.5, 0).x;
    return width * (project(latitude, 0).y - project(latitude + 1, 0).y);
  };
  EXPECT_NEAR(area(59.5) / area(-0.5), 0.5, 0.01);
}

TEST(World, WritesTenths) {
  EXPECT_EQ(tenth(12.54), "12.5");
  EXPECT_EQ(tenth(12), "12");
  EXPECT_EQ(tenth(-0.26), "-0.3");
  EXPECT_EQ(tenth(-0.01), "0");
}

}  // namespace
}  // namespace entente::pages
