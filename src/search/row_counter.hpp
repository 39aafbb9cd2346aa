// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <bit>
#include <optional>
#include <span>
#include <vector>

#include "search/segment.hpp"

namespace entente::search {

/// By code: documents that have it.
using CodeCounts = std::vector<std::uint32_t>;

/// Counts the values of documents of a base, all or those of one facet. Quickest where the documents come in
/// their order.
class RowCounter {
 public:
  explicit RowCounter(const Segment& base, std::optional<Facet> only = {});
  void add(Doc doc) {
    batch_[size_++] = doc;
    if (size_ == batch_.size()) count_batch();
  }
  /// What was counted so far.
  void add_to(CodeCounts&);
  void take_from(CodeCounts&);

 private:
  void count_batch();

  const Segment& base_;
  Code begin_ = 0, end_ = 0;
  CodeCounts counts_;
  std::array<Doc, 128> batch_;
  std::size_t size_ = 0;
};

/// The documents of a set of bits, in their order, until `visit` returns false.
template <class Visit>
void each_document(std::span<const std::uint64_t> bits, const Visit& visit) {
  for (std::size_t w = 0; w < bits.size(); ++w)
    for (auto left = bits[w]; left != 0; left &= left - 1)
      if (!visit(static_cast<Doc>(w * 64 + static_cast<std::size_t>(std::countr_zero(left))))) return;
}

}  // namespace entente::search
