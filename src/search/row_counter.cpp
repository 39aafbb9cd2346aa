// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/row_counter.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace entente::search {
namespace {

/// To count the frequent values of a document by its row costs as much as to look at the bits of so many
/// times 64 documents.
constexpr std::size_t kWordsARow = 32;

}  // namespace

RowCounter::RowCounter(const Segment& base, std::optional<Facet> only)
    : base_(base), end_(base.codes()), counts_(base.codes()) {
  if (only) std::tie(begin_, end_) = base.codes_of(*only);
}

template <bool kAll>
void RowCounter::count_batch() {
  // All rows are touched before the first is counted, so that waiting for memory is done once.
  std::array<std::span<const std::uint16_t>, std::tuple_size_v<decltype(batch_)>> rows;
  std::array<std::span<const std::uint8_t>, std::tuple_size_v<decltype(batch_)>> often;
  for (std::size_t i = 0; i < size_; ++i) {
    rows[i] = base_.narrow(batch_[i]);
    touched_ += rows[i].empty() ? 0U : rows[i].front();
    if (!kAll) continue;
    often[i] = base_.often(batch_[i]);
    touched_ += often[i].empty() ? 0U : often[i].front();
  }
  if (begin_ == 0 && end_ == counts_.size()) {
    for (std::size_t i = 0; i < size_; ++i)
      for (const auto code : rows[i]) ++counts_[code];
  } else {
    for (std::size_t i = 0; i < size_; ++i)
      for (const auto code : rows[i]) counts_[code] += code >= begin_ && code < end_ ? 1U : 0U;
  }
  for (std::size_t i = 0; kAll && i < size_; ++i)
    for (const auto place : often[i]) ++frequent_[place];
  if (base_.has_wide())
    for (std::size_t i = 0; i < size_; ++i)
      for (const auto code : base_.wide(batch_[i]))
        if (code >= begin_ && code < end_) ++counts_[code];
  size_ = 0;
}

void RowCounter::count_rows() {
  count_batch<true>();
}

void RowCounter::count() {
  count_rows();
  const auto codes = base_.frequent();
  for (std::size_t i = 0; i < codes.size(); ++i)
    if (codes[i] >= begin_ && codes[i] < end_) counts_[codes[i]] += std::exchange(frequent_[i], 0);
}

void RowCounter::add(BitsView documents, std::size_t size) {
  const auto frequent = base_.frequent();
  const auto first = std::ranges::lower_bound(frequent, begin_),
             last = std::ranges::lower_bound(frequent, end_);
  const auto words = static_cast<std::size_t>(last - first) * documents.size();
  if (words > size * kWordsARow) {
    each_document(documents, [this](Doc doc) {
      add(doc);
      return true;
    });
    return;
  }
  if (size_ > 0) count_rows();
  for (auto at = first; at != last; ++at)
    counts_[*at] += static_cast<std::uint32_t>(in_both(documents, base_.bits(*at)));
  each_document(documents, [this](Doc doc) {
    batch_[size_++] = doc;
    if (size_ == batch_.size()) count_batch<false>();
    return true;
  });
  count_batch<false>();
}

void RowCounter::add_to(CodeCounts& counts) {
  count();
  for (Code code = begin_; code < end_; ++code) counts[code] += counts_[code];
}

void RowCounter::take_from(CodeCounts& counts) {
  count();
  for (Code code = begin_; code < end_; ++code) counts[code] -= counts_[code];
}

}  // namespace entente::search
