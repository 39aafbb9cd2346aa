// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Against published figures; each with where it was published.
#include "principles/formulas.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <vector>

namespace entente::principles {
namespace {

// The incomes of the R package ineq (Zeileis), by which its documentation shows the indices.
const std::vector<double> kIncomes{541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261};

TEST(Formulas, InequalityIsThatOfThePackageIneq) {
  EXPECT_NEAR(gini(kIncomes), 0.4620911, 1e-7);
  EXPECT_NEAR(atkinson(kIncomes, 0.5), 0.1796591, 1e-7);
  EXPECT_NEAR(theil(kIncomes), 0.3623412, 1e-7);
  EXPECT_NEAR(concentration(kIncomes), 0.1840812, 1e-7);
  const auto parts =
      theil_parts({{kIncomes.begin(), kIncomes.begin() + 5}, {kIncomes.begin() + 5, kIncomes.end()}});
  EXPECT_NEAR(parts.within, 0.1482097, 1e-7);
  EXPECT_NEAR(parts.between, 0.2141316, 1e-7);
}

TEST(Formulas, ConcentrationIsThatOfTheMergerGuidelines) {
  EXPECT_NEAR(concentration(std::array{30.0, 30.0, 20.0, 20.0}) * 10'000, 2'600, 1e-9);
}

TEST(Formulas, EvennessIsPielous) {
  const std::array shares{.3, .3, .2, .2};
  EXPECT_NEAR(entropy(shares), 1.366159, 1e-6);
  EXPECT_NEAR(evenness(shares, 4), 0.985475, 1e-6);
  EXPECT_NEAR(evenness(std::array{1.0, 1.0, 0.0, 0.0}, 4), 0.5, 1e-12) << "groups without weight count";
}

TEST(Formulas, OfNothingThereIsNothingToMeasure) {
  const std::array zeros{0.0, 0.0};
  for (const auto value :
       {concentration(zeros), entropy(zeros), evenness(zeros, 2), theil(zeros), gini(zeros),
        atkinson(zeros, 0.5), concentration({}), theil({}), gini({}), atkinson({}, 0.5)})
    EXPECT_EQ(value, 0);
  EXPECT_EQ(evenness(std::array{5.0}, 1), 1);
}

TEST(Formulas, WilsonsIntervalIsNewcombes) {  // Newcombe 1998, table I: 81 of 263
  const auto interval = wilson(81, 263);
  EXPECT_NEAR(interval.low, 0.2553, 5e-5);
  EXPECT_NEAR(interval.high, 0.3662, 5e-5);
  EXPECT_EQ(wilson(0, 0), (Interval{0, 1}));
  EXPECT_EQ(wilson(0, 7).low, 0);
  EXPECT_EQ(wilson(7, 7).high, 1);
}

TEST(Formulas, PowerIsBanzhafs) {
  // Nassau County 1965, by which Banzhaf wrote: 31, 31, 28, 21, 2, 2, and 58 of 115 win. The small have none.
  const auto nassau = banzhaf(std::array{31.0, 31.0, 28.0, 21.0, 2.0, 2.0}, 58);
  ASSERT_EQ(nassau.size(), 6U);
  for (int i = 0; i < 3; ++i) EXPECT_NEAR(nassau[static_cast<std::size_t>(i)], 1.0 / 3, 1e-12);
  for (int i = 3; i < 6; ++i) EXPECT_EQ(nassau[static_cast<std::size_t>(i)], 0);
  // [6; 4, 3, 2, 1]: 5/12, 3/12, 3/12, 1/12.
  const auto four = banzhaf(std::array{4.0, 3.0, 2.0, 1.0}, 6);
  ASSERT_EQ(four.size(), 4U);
  EXPECT_NEAR(four[0], 5.0 / 12, 1e-12);
  EXPECT_NEAR(four[1], 3.0 / 12, 1e-12);
  EXPECT_NEAR(four[2], 3.0 / 12, 1e-12);
  EXPECT_NEAR(four[3], 1.0 / 12, 1e-12);
  // The Electoral scale changes nothing: shares of a vote are the same game.
  const auto scaled = banzhaf(std::array{0.4, 0.3, 0.2, 0.1}, 0.6);
  for (std::size_t i = 0; i < 4; ++i) EXPECT_NEAR(scaled.at(i), four[i], 1e-12);
  EXPECT_TRUE(banzhaf(std::array{1.0, 1.0}, 3).empty()) << "a quota that nobody reaches";
  EXPECT_EQ(banzhaf(std::array{1.0, 0.0}, 1), (std::vector<double>{1, 0})) << "who has no vote has no power";
}

/// By going through all coalitions.
std::vector<double> banzhaf_by_counting(const std::vector<double>& votes, double quota) {
  std::vector<double> swings(votes.size());
  double every = 0;
  for (unsigned coalition = 0; coalition < 1U << votes.size(); ++coalition) {
    double sum = 0;
    for (std::size_t i = 0; i < votes.size(); ++i) sum += (coalition >> i & 1) != 0 ? votes[i] : 0;
    for (std::size_t i = 0; i < votes.size(); ++i)
      if ((coalition >> i & 1) != 0 && sum >= quota && sum - votes[i] < quota) {
        ++swings[i];
        ++every;
      }
  }
  for (auto& each : swings) each /= every;
  return swings;
}

TEST(Formulas, PowerIsThatOfAllCoalitions) {
  std::mt19937 random(3);
  for (int round = 0; round < 100; ++round) {
    std::vector<double> votes;
    double all = 0;
    for (int i = 0; i < 2 + round % 9; ++i) all += votes.emplace_back(random() % (round % 2 == 0 ? 9 : 90));
    if (all <= 0) continue;
    const auto quota = 1 + std::floor(static_cast<double>(random() % 1'000) / 1'000 * all);
    const auto found = banzhaf(votes, quota), expected = banzhaf_by_counting(votes, quota);
    ASSERT_EQ(found.size(), votes.size());
    for (std::size_t i = 0; i < votes.size(); ++i) EXPECT_NEAR(found[i], expected[i], 1e-12);
  }
}

TEST(Formulas, PowerIsFoundWhereAlmostNoCoalitionWins) {
  // All have to agree: each swings the one coalition that wins, whatever its votes.
  std::vector<double> votes;
  for (int i = 1; i <= 60; ++i) votes.push_back(i);
  for (const auto each : banzhaf(votes, 60 * 61 / 2)) EXPECT_NEAR(each, 1.0 / 60, 1e-12);
  // The same in ninths, which are no whole parts of kVoteSteps.
  const std::vector<double> ninths(9, 1.0 / 9);
  for (const auto each : banzhaf(ninths, 1)) EXPECT_NEAR(each, 1.0 / 9, 1e-12);
  EXPECT_EQ(banzhaf(ninths, 5.0 / 9).size(), 9U);
}

TEST(Formulas, TheExactTestIsThatOfR) {
  EXPECT_NEAR(binomial_test(682, 925, 0.75), 0.3825, 5e-5);  // Conover 1971, as R's binom.test shows it
  EXPECT_NEAR(binomial_test(0, 5, 0.5), 0.0625, 1e-12);
  EXPECT_EQ(binomial_test(0, 0, 0.5), 1);
  EXPECT_EQ(binomial_test(0, 9, 0), 1);
  EXPECT_EQ(binomial_test(1, 9, 0), 0);
}

TEST(Formulas, SharesAreHeldAgainstEachOther) {
  EXPECT_NEAR(share_distance(std::array{1.0, 1.0}, std::array{9.0, 1.0}), 0.4, 1e-12);
  EXPECT_EQ(share_distance(std::array{1.0, 0.0}, std::array{0.0, 3.0}), 1);
  EXPECT_EQ(share_distance(std::array{2.0, 4.0}, std::array{1.0, 2.0}), 0);
}

TEST(Formulas, WhatIsOldIsWorthLess) {
  EXPECT_EQ(discounted(0, 365), 1);
  EXPECT_EQ(discounted(365, 365), 0.5);
  EXPECT_EQ(discounted(-3, 365), 1);
}

}  // namespace
}  // namespace entente::principles
