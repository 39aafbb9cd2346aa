// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/bit_sets.hpp"

namespace entente::search {
namespace {

// Without the processor's own instruction counting bits takes six times as long; not every one has it.
#if defined(__x86_64__)
__attribute__((target("popcnt"))) std::size_t count_at_once(BitsView a, BitsView b) {
  std::size_t size = 0;
  for (std::size_t w = 0; w < a.size(); ++w)
    size += static_cast<std::size_t>(__builtin_popcountll(a[w] & b[w]));
  return size;
}
bool counts_at_once() {
  static const bool can = __builtin_cpu_supports("popcnt") != 0;
  return can;
}
#else
std::size_t count_at_once(BitsView, BitsView) {
  return 0;
}
constexpr bool counts_at_once() {
  return false;
}
#endif

}  // namespace

std::size_t in_both(BitsView a, BitsView b) {
  if (counts_at_once()) return count_at_once(a, b);
  std::size_t size = 0;
  for (std::size_t w = 0; w < a.size(); ++w) size += static_cast<std::size_t>(std::popcount(a[w] & b[w]));
  return size;
}

std::size_t size_of(BitsView bits) {
  return in_both(bits, bits);
}

void add_to(std::span<std::uint64_t> bits, const PostingList& list) {
  PostingCursor cursor(list);
  for (auto block = cursor.next(); !block.empty(); block = cursor.next())
    for (const auto p : block) put_into(bits, doc_of(p));
}

Bits bits_of(const PostingList& list, std::size_t words) {
  Bits bits(words);
  add_to(bits, list);
  return bits;
}

}  // namespace entente::search
