// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "search/bit_sets.hpp"
#include "search/segment.hpp"

namespace entente::search {

/// By code: documents that have it.
using CodeCounts = std::vector<std::uint32_t>;

/// Counts the values of documents of a base, all or those of one facet.
class RowCounter {
 public:
  explicit RowCounter(const Segment& base, std::optional<Facet> only = {});
  /// One by one; quickest where the documents come in their order.
  void add(Doc doc) {
    batch_[size_++] = doc;
    if (size_ == batch_.size()) count_rows();
  }
  /// A whole set: of a large one frequent values are counted by their bits, and the rare ones alone in rows.
  void add(BitsView documents, std::size_t size);
  /// What was counted so far.
  void add_to(CodeCounts&);
  void take_from(CodeCounts&);

 private:
  /// Of the documents in the batch; all values, or those that are not frequent.
  template <bool kAll>
  void count_batch();
  void count_rows();
  void count();

  const Segment& base_;
  Code begin_ = 0, end_ = 0;
  CodeCounts counts_;
  std::array<std::uint32_t, kMostFrequent> frequent_{};  ///< by place in those of the base
  std::array<Doc, 128> batch_;
  std::size_t size_ = 0;
  unsigned touched_ = 0;  ///< of no use
};

}  // namespace entente::search
