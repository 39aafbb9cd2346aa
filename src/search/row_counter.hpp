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
    if (size_ == batch_.size()) count_batch();
  }
  /// A whole set: of a large one frequent values are counted by their bits, and the rare ones alone in rows.
  void add(BitsView documents, std::size_t size);
  /// Of a set the frequent values, by their bits; and the others.
  void add_frequent(BitsView documents);
  void add_rare(BitsView documents);
  /// The frequent values of a set cost as much as the rows of so many documents.
  std::size_t cost_of_frequent() const;
  /// What was counted so far.
  void add_to(CodeCounts&);
  void take_from(CodeCounts&);

 private:
  void count_batch();
  void count_rare(std::span<const Doc>);
  std::span<const Code> frequent_told() const;

  const Segment& base_;
  Code begin_ = 0, end_ = 0;  ///< what is told
  CodeCounts counts_;
  std::array<std::uint32_t, kMostFrequent> frequent_{};  ///< by place in those of the base
  std::array<Doc, 1'024> batch_;
  std::size_t size_ = 0;
};

}  // namespace entente::search
