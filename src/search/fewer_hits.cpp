// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/fewer_hits.hpp"

#include <numeric>
#include <utility>

namespace entente::search {
namespace {

/// So few columns are cut at once, which costs less than to remember where each document is.
constexpr std::size_t kFewColumns = 3;

template <class Column>
void keep_marked(Column& column, const std::vector<std::uint8_t>& marks) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    column[kept] = column[i];
    kept += marks[i] != 0 ? 1 : 0;
  }
  column.resize(kept);
}

}  // namespace

void FewerHits::keep(const std::vector<std::uint8_t>& marks) {
  keep_marked(docs_, marks);
  if (places_.empty() && columns_.size() <= kFewColumns) {
    for (auto& column : columns_) keep_marked(column, marks);
    return;
  }
  if (places_.empty()) {
    places_.resize(marks.size());
    std::iota(places_.begin(), places_.end(), 0U);
  }
  keep_marked(places_, marks);
  if (docs_.size() <= columns_.front().size() / 2) cut_columns();
}

void FewerHits::keep_and_weigh(std::vector<std::uint8_t> weights) {
  keep(weights);
  std::erase(weights, 0);
  if (places_.empty()) return weigh(std::move(weights));
  auto& column = columns_.emplace_back(columns_.front().size());
  for (std::size_t i = 0; i < weights.size(); ++i) column[places_[i]] = weights[i];
}

std::vector<std::vector<std::uint8_t>> FewerHits::take_columns() {
  cut_columns();
  return std::move(columns_);
}

void FewerHits::cut_columns() {
  if (places_.empty()) return;
  for (auto& column : columns_) {
    for (std::size_t i = 0; i < places_.size(); ++i) column[i] = column[places_[i]];
    column.resize(places_.size());
  }
  places_.clear();
}

}  // namespace entente::search
