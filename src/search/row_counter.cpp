// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/row_counter.hpp"

#include <tuple>

namespace entente::search {

RowCounter::RowCounter(const Segment& base, std::optional<Facet> only)
    : base_(base), end_(base.codes()), counts_(base.codes()) {
  if (only) std::tie(begin_, end_) = base.codes_of(*only);
}

void RowCounter::count_batch() {
  // All rows are asked for before the first is read, so that waiting for memory is done once.
  std::array<std::span<const std::uint16_t>, std::tuple_size_v<decltype(batch_)>> rows;
  for (std::size_t i = 0; i < size_; ++i) {
    rows[i] = base_.narrow(batch_[i]);
    __builtin_prefetch(rows[i].data());
  }
  const bool all = begin_ == 0 && end_ == counts_.size();
  for (std::size_t i = 0; i < size_; ++i)
    for (const auto code : rows[i])
      if (all || (code >= begin_ && code < end_)) ++counts_[code];
  if (base_.has_wide())
    for (std::size_t i = 0; i < size_; ++i)
      for (const auto code : base_.wide(batch_[i]))
        if (code >= begin_ && code < end_) ++counts_[code];
  size_ = 0;
}

void RowCounter::add_to(CodeCounts& counts) {
  count_batch();
  for (Code code = begin_; code < end_; ++code) counts[code] += counts_[code];
}

void RowCounter::take_from(CodeCounts& counts) {
  count_batch();
  for (Code code = begin_; code < end_; ++code) counts[code] -= counts_[code];
}

}  // namespace entente::search
