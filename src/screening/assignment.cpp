// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/assignment.hpp"

#include <algorithm>
#include <limits>

namespace entente::screening {
namespace {

/// Kuhn and Munkres with potentials, O(rows² columns), after Lawler; rows <= columns, missing edges are worth
/// 0.
std::vector<std::size_t> hungarian(std::size_t rows, std::size_t columns, const std::vector<double>& worth) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  std::vector<double> of_row(rows + 1);
  std::vector<double> of_column(columns + 1);
  std::vector<std::size_t> taken(columns + 1);  // the row a column has, counted from 1; 0 for none
  std::vector<std::size_t> way(columns + 1);
  std::vector<double> least(columns + 1);
  std::vector<char> seen(columns + 1);
  for (std::size_t row = 1; row <= rows; ++row) {
    taken[0] = row;
    std::size_t column = 0;
    std::ranges::fill(least, kInfinite);
    std::ranges::fill(seen, 0);
    do {
      seen[column] = 1;
      const auto at = taken[column];
      double delta = kInfinite;
      std::size_t next = 0;
      for (std::size_t j = 1; j <= columns; ++j) {
        if (seen[j]) continue;
        const double cost = -worth[(at - 1) * columns + j - 1] - of_row[at] - of_column[j];
        if (cost < least[j]) {
          least[j] = cost;
          way[j] = column;
        }
        if (least[j] < delta) {
          delta = least[j];
          next = j;
        }
      }
      for (std::size_t j = 0; j <= columns; ++j) {
        if (seen[j]) {
          of_row[taken[j]] += delta;
          of_column[j] -= delta;
        } else {
          least[j] -= delta;
        }
      }
      column = next;
    } while (taken[column] != 0);
    do {
      const auto before = way[column];
      taken[column] = taken[before];
      column = before;
    } while (column != 0);
  }
  std::vector<std::size_t> out(rows, kAlone);
  for (std::size_t j = 1; j <= columns; ++j) {
    if (taken[j] != 0 && worth[(taken[j] - 1) * columns + j - 1] > 0) out[taken[j] - 1] = j - 1;
  }
  return out;
}

/// Rows or columns that have an edge, renumbered from 0.
struct Renumbered {
  std::vector<std::size_t> number;  ///< by the old one, kAlone where it has no edge
  std::vector<std::size_t> old;

  explicit Renumbered(std::size_t count) : number(count, kAlone) {}
  std::size_t add(std::size_t one) {
    if (number[one] == kAlone) {
      number[one] = old.size();
      old.push_back(one);
    }
    return number[one];
  }
};

}  // namespace

std::vector<std::size_t> best_assignment(std::size_t rows, std::size_t columns, std::span<const Edge> edges) {
  std::vector<std::size_t> out(rows, kAlone);
  Renumbered row_numbers(rows);
  Renumbered column_numbers(columns);
  for (const auto& edge : edges) {
    row_numbers.add(edge.row);
    column_numbers.add(edge.column);
  }
  if (row_numbers.old.size() == edges.size() && column_numbers.old.size() == edges.size()) {
    for (const auto& edge : edges) out[edge.row] = edge.column;  // nothing to choose
    return out;
  }
  const bool turned = row_numbers.old.size() > column_numbers.old.size();
  const auto& few = turned ? column_numbers : row_numbers;
  const auto& many = turned ? row_numbers : column_numbers;
  std::vector<double> worth(few.old.size() * many.old.size());
  for (const auto& edge : edges) {
    const auto i = few.number[turned ? edge.column : edge.row];
    const auto j = many.number[turned ? edge.row : edge.column];
    worth[i * many.old.size() + j] = std::max(worth[i * many.old.size() + j], edge.worth);
  }
  const auto found = hungarian(few.old.size(), many.old.size(), worth);
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (found[i] == kAlone) continue;
    const auto row = turned ? many.old[found[i]] : few.old[i];
    out[row] = turned ? few.old[i] : many.old[found[i]];
  }
  return out;
}

}  // namespace entente::screening
