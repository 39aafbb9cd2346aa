// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/assignment.hpp"

#include <algorithm>
#include <limits>

namespace entente::screening {

/// Kuhn and Munkres with potentials, O(rows² columns), after Lawler; rows <= columns, missing edges are worth
/// 0. Leaves in `taken_` the row that each column has, counted from 1; 0 for none.
void Assignment::hungarian(std::size_t rows, std::size_t columns) {
  constexpr double kInfinite = std::numeric_limits<double>::infinity();
  of_row_.assign(rows + 1, 0);
  of_column_.assign(columns + 1, 0);
  taken_.assign(columns + 1, 0);
  way_.assign(columns + 1, 0);
  for (std::size_t row = 1; row <= rows; ++row) {
    taken_[0] = row;
    std::size_t column = 0;
    least_.assign(columns + 1, kInfinite);
    seen_.assign(columns + 1, 0);
    do {
      seen_[column] = 1;
      const auto at = taken_[column];
      double delta = kInfinite;
      std::size_t next = 0;
      for (std::size_t j = 1; j <= columns; ++j) {
        if (seen_[j]) continue;
        const double cost = -worth_[(at - 1) * columns + j - 1] - of_row_[at] - of_column_[j];
        if (cost < least_[j]) {
          least_[j] = cost;
          way_[j] = column;
        }
        if (least_[j] < delta) {
          delta = least_[j];
          next = j;
        }
      }
      for (std::size_t j = 0; j <= columns; ++j) {
        if (seen_[j]) {
          of_row_[taken_[j]] += delta;
          of_column_[j] -= delta;
        } else {
          least_[j] -= delta;
        }
      }
      column = next;
    } while (taken_[column] != 0);
    do {
      const auto before = way_[column];
      taken_[column] = taken_[before];
      column = before;
    } while (column != 0);
  }
}

void Assignment::Renumbered::clear(std::size_t count) {
  number.assign(count, kAlone);
  old.clear();
}

void Assignment::Renumbered::add(std::size_t one) {
  if (number[one] != kAlone) return;
  number[one] = old.size();
  old.push_back(one);
}

void Assignment::find(std::size_t rows, std::size_t columns, std::span<const Edge> edges,
                      std::vector<std::size_t>& out) {
  out.assign(rows, kAlone);
  rows_.clear(rows);
  columns_.clear(columns);
  for (const auto& edge : edges) {
    rows_.add(edge.row);
    columns_.add(edge.column);
  }
  if (rows_.old.size() == edges.size() && columns_.old.size() == edges.size()) {
    for (const auto& edge : edges) out[edge.row] = edge.column;  // nothing to choose
    return;
  }
  const bool turned = rows_.old.size() > columns_.old.size();
  const auto& few = turned ? columns_ : rows_;
  const auto& many = turned ? rows_ : columns_;
  const auto across = many.old.size();
  worth_.assign(few.old.size() * across, 0);
  for (const auto& edge : edges) {
    auto& worth = worth_[few.number[turned ? edge.column : edge.row] * across +
                         many.number[turned ? edge.row : edge.column]];
    worth = std::max(worth, edge.worth);
  }
  hungarian(few.old.size(), across);
  for (std::size_t j = 1; j <= across; ++j) {
    if (taken_[j] == 0 || worth_[(taken_[j] - 1) * across + j - 1] <= 0) continue;
    const auto one = few.old[taken_[j] - 1];
    const auto other = many.old[j - 1];
    out[turned ? other : one] = turned ? one : other;
  }
}

}  // namespace entente::screening
