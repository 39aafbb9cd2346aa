// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Against every way to complete the inputs.
#include "principles/completions.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "principles/formulas.hpp"

namespace entente::principles {
namespace {

void widen(Interval& found, double value) {
  found = {std::min(found.low, value), std::max(found.high, value)};
}
void expect_same(Interval a, Interval b, const std::string& of) {
  EXPECT_NEAR(a.low, b.low, 1e-9) << of;
  EXPECT_NEAR(a.high, b.high, 1e-9) << of;
}

TEST(Completions, TwoAreApartByTheirEnds) {
  EXPECT_EQ(apart({0.2, 0.3}, {0.5, 0.9}), (Interval{0.2, 0.7}));
  EXPECT_EQ(apart({0, 1}, {0.4, 0.4}), (Interval{0, 0.6}));
  EXPECT_EQ(apart({1, 1}, {0, 0}), (Interval{1, 1}));
}

TEST(Completions, ConcentrationIsBetweenTheLeastAndTheGreatestOfAGrid) {
  const std::vector<std::vector<double>> cases{{0.6, 0.2}, {0.1, 0.1, 0.1}, {0, 0}, {0.9}, {}};
  constexpr int kSteps = 200;
  for (const auto& weights : cases)
    for (const auto most : {1.0, 0.3, 0.05}) {
      Interval grid{2, 0};
      for (int a = 0; a <= kSteps; ++a)
        for (int b = 0; a + b <= kSteps; ++b) {
          auto all = weights;
          all.push_back(most * a / kSteps);
          all.push_back(most * b / kSteps);
          const auto value = concentration(all);
          if (value > 0) widen(grid, value);
        }
      const auto found = concentration_within(weights, 2, most);
      EXPECT_NEAR(found.low, grid.low, 1e-4);
      EXPECT_LE(found.low, grid.low + 1e-12);
      EXPECT_NEAR(found.high, grid.high, 1e-12);
    }
  // Two of a half each, and one that may be as large: 1/3 with all three alike, 1/2 where it is nothing.
  EXPECT_NEAR(concentration_within(std::vector{0.5, 0.5}, 1, 1).low, 1.0 / 3, 1e-12);
  EXPECT_NEAR(concentration_within(std::vector{0.5, 0.5}, 1, 1).high, 0.5, 1e-12);
  EXPECT_NEAR(concentration_within(std::vector{0.5, 0.5}, 0, 1).low, 0.5, 1e-12);
}

TEST(Completions, TheChanceIsThatOfEachWayToCount) {
  for (std::int64_t done = 0; done <= 3; ++done)
    for (std::int64_t others = 0; others <= 3; ++others)
      for (std::int64_t open = 0; open <= 4; ++open) {
        if (done + others + open < 2 || (open == 0 && done + others < 2)) continue;
        Interval every{1, 0};
        for (std::int64_t a = 0; a <= open; ++a)
          for (std::int64_t b = 0; a + b <= open; ++b)
            if (done + others + a + b >= 2) widen(every, binomial_test(done + a, done + others + a + b, 0.3));
        expect_same(chance_within(done, others, open, 0.3), every,
                    std::to_string(done) + " " + std::to_string(others) + " " + std::to_string(open));
      }
  EXPECT_EQ(chance_within(1, 1, kMostOpen + 1, 0.3), (Interval{0, 1}));
  EXPECT_EQ(chance_within(60, 60, 1, 0.3), (Interval{0, 1}));
  EXPECT_TRUE(chance_within(60, 60, 0, 0.3).is_point());
}

TEST(Completions, EvennessIsThatOfEachWayToCount) {
  for (int x = 0; x <= 3; ++x)
    for (int y = 0; y <= 3; ++y)
      for (int z = 0; z <= 2; ++z)
        for (int open = 0; open <= 4; ++open) {
          if (x + y + z + (open > 0 ? open : 0) < 2) continue;
          Interval every{1, 0};
          for (int a = 0; a <= open; ++a)
            for (int b = 0; a + b <= open; ++b)
              for (int c = 0; a + b + c <= open; ++c) {
                if (x + y + z + a + b + c < 2) continue;
                const std::vector<double> sizes{x + a + 0.0, y + b + 0.0, z + c + 0.0};
                widen(every, evenness(sizes, 3));
              }
          expect_same(evenness_within({x + 0.0, y + 0.0, z + 0.0}, static_cast<std::size_t>(open)), every,
                      std::to_string(x) + " " + std::to_string(y) + " " + std::to_string(z) + " " +
                          std::to_string(open));
        }
}

TEST(Completions, AShareOfAWholeIsLeastWhereTheRestHoldsAllThatIsOpen) {
  EXPECT_EQ(share_within({.part = 1, .rest = 3}), (Interval{0.25, 0.25}));
  EXPECT_EQ(share_within({.part = 1, .rest = 2, .either = 1}), (Interval{0.25, 0.5}));
  EXPECT_EQ(share_within({.part = 1, .rest = 1, .open_rest = 2}), (Interval{0.25, 0.5}));
  EXPECT_EQ(share_within({.part = 1, .rest = 1, .open_part = 2}), (Interval{0.5, 0.75}));
  EXPECT_EQ(share_within({.part = 1, .rest = 1, .open_either = 2}), (Interval{0.25, 0.75}));
  EXPECT_EQ(share_within({.open_part = 1}), (Interval{1, 1})) << "whatever it holds is all";
  EXPECT_EQ(share_within({.open_rest = 1}), (Interval{0, 0}));
  EXPECT_TRUE(Holdings{}.empty());
  EXPECT_EQ(share_within({.part = 1, .rest = 1, .open_either = 9, .most_open = 2}), (Interval{0.25, 0.75}));
  EXPECT_TRUE((Holdings{.open_part = 1, .most_open = 0}).empty());
}

}  // namespace
}  // namespace entente::principles
