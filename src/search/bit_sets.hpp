// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "search/postings.hpp"

/// Sets of documents as bits, 64 a number. Two that are looked at together are of the same size.
namespace entente::search {

using Bits = std::vector<std::uint64_t>;
using BitsView = std::span<const std::uint64_t>;

/// How many documents are in it, and in both.
std::size_t size_of(BitsView);
std::size_t in_both(BitsView, BitsView);
/// Those of a list.
Bits bits_of(const PostingList&, std::size_t words);
void add_to(std::span<std::uint64_t> bits, const PostingList&);

inline bool has(BitsView bits, Doc doc) {
  return (bits[doc / 64] >> (doc % 64) & 1) != 0;
}
inline void put_into(std::span<std::uint64_t> bits, Doc doc) {
  bits[doc / 64] |= std::uint64_t{1} << (doc % 64);
}

/// The documents of a set, in their order, until `visit` returns false.
template <class Visit>
void each_document(BitsView bits, const Visit& visit) {
  for (std::size_t w = 0; w < bits.size(); ++w)
    for (auto left = bits[w]; left != 0; left &= left - 1)
      if (!visit(static_cast<Doc>(w * 64 + static_cast<std::size_t>(std::countr_zero(left))))) return;
}

}  // namespace entente::search
