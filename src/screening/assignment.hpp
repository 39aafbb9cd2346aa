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

/// Finds assignments, one after the other, in the same room.
class Assignment {
 public:
  /// For each row its column, or kAlone: no row and no column twice, and the sum of worths the greatest there
  /// is. `edges` are in the order of rows, then columns.
  void find(std::size_t rows, std::size_t columns, std::span<const Edge> edges,
            std::vector<std::size_t>& out);

 private:
  /// Rows or columns that have an edge, renumbered from 0.
  struct Renumbered {
    std::vector<std::size_t> number;  ///< by the old one, kAlone where it has no edge
    std::vector<std::size_t> old;

    void clear(std::size_t count);
    void add(std::size_t one);
  };

  void hungarian(std::size_t rows, std::size_t columns);

  Renumbered rows_, columns_;
  std::vector<double> worth_, of_row_, of_column_, least_;
  std::vector<std::size_t> taken_, way_;
  std::vector<char> seen_;
};

}  // namespace entente::screening
