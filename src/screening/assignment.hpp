// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

/// Which word of one name stands beside which of the other.
namespace entente::screening {

/// A possible pair and what it is worth; above 0.
struct Edge {
  std::size_t row, column;
  double worth;
};

constexpr std::size_t kAlone = static_cast<std::size_t>(-1);

/// For each row its column, or kAlone: no row and no column twice, and the sum of worths the greatest there
/// is. `edges` are in the order of rows, then columns.
std::vector<std::size_t> best_assignment(std::size_t rows, std::size_t columns, std::span<const Edge> edges);

}  // namespace entente::screening
