// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/assignment.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <random>

namespace entente::screening {
namespace {

double best_by_trying(std::size_t rows, std::size_t columns, const std::vector<Edge>& edges) {
  std::vector<std::vector<double>> worth(rows, std::vector<double>(columns));
  for (const auto& edge : edges) worth[edge.row][edge.column] = edge.worth;
  const std::function<double(std::size_t, unsigned)> from = [&](std::size_t row, unsigned taken) {
    if (row == rows) return 0.0;
    double best = from(row + 1, taken);
    for (std::size_t j = 0; j < columns; ++j) {
      if (worth[row][j] > 0 && !(taken & (1U << j)))
        best = std::max(best, worth[row][j] + from(row + 1, taken | (1U << j)));
    }
    return best;
  };
  return from(0, 0);
}

TEST(Assignment, IsTheBestThereIs) {
  Assignment assignment;
  std::mt19937 random(1);
  for (int round = 0; round < 5'000; ++round) {
    const std::size_t rows = 1 + random() % 6;
    const std::size_t columns = 1 + random() % 6;
    std::vector<Edge> edges;
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t j = 0; j < columns; ++j) {
        if (random() % 3 == 0) edges.push_back({i, j, 1 + static_cast<double>(random() % 100)});
      }
    }
    std::vector<std::size_t> found;
    assignment.find(rows, columns, edges, found);
    ASSERT_EQ(found.size(), rows);
    double sum = 0;
    std::vector<bool> taken(columns);
    for (std::size_t i = 0; i < rows; ++i) {
      if (found[i] == kAlone) continue;
      ASSERT_FALSE(taken[found[i]]) << "a column twice";
      taken[found[i]] = true;
      double worth = 0;
      for (const auto& edge : edges) worth = edge.row == i && edge.column == found[i] ? edge.worth : worth;
      ASSERT_GT(worth, 0) << "a pair that is none";
      sum += worth;
    }
    ASSERT_NEAR(sum, best_by_trying(rows, columns, edges), 1e-9);
  }
}

TEST(Assignment, OfNothingIsNothing) {
  std::vector<std::size_t> found{1};
  Assignment().find(0, 3, {}, found);
  EXPECT_TRUE(found.empty());
  Assignment().find(2, 0, {}, found);
  EXPECT_EQ(found, (std::vector{kAlone, kAlone}));
}

}  // namespace
}  // namespace entente::screening
