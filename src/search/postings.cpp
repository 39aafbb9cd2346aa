// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/postings.hpp"

#include <algorithm>
#include <bit>

#include "base/error.hpp"
#include "search/bits.hpp"

namespace entente::search {
namespace {

constexpr std::size_t kSkip = 8;  // bytes
constexpr unsigned kDocBits = 24, kWeightBits = 8;

[[noreturn]] void damaged_list() {
  throw base::Error("the index", "a list of documents in it is damaged", "Run 'entente index rebuild'.");
}

/// By width. Blocks are nearly all full, and nearly all narrow.
using Unpack = void (*)(const char*, std::size_t, std::uint32_t*);
constexpr std::array<Unpack, 17> kUnpack = {nullptr,
                                            &unpack_eights<1>,
                                            &unpack_eights<2>,
                                            &unpack_eights<3>,
                                            &unpack_eights<4>,
                                            &unpack_eights<5>,
                                            &unpack_eights<6>,
                                            &unpack_eights<7>,
                                            &unpack_eights<8>,
                                            &unpack_eights<9>,
                                            &unpack_eights<10>,
                                            &unpack_eights<11>,
                                            &unpack_eights<12>,
                                            &unpack_eights<13>,
                                            &unpack_eights<14>,
                                            &unpack_eights<15>,
                                            &unpack_eights<16>};

void unpack_block(const char* from, std::size_t count, unsigned width, std::uint32_t* out) {
  if (width == 0)
    std::fill_n(out, count, 0U);
  else if (count == kBlock && width < kUnpack.size())
    kUnpack[width](from, kBlock / 8, out);
  else
    unpack(from, count, width, out);
}

/// Four numbers that the processor adds at once.
using Four = std::uint32_t __attribute__((vector_size(16)));
/// The postings of a whole block, from the gaps and the number that would follow without a gap. That after
/// the last.
Doc add_up(const std::array<std::uint32_t, kBlock>& gaps, const std::array<std::uint32_t, kBlock>& weights,
           Doc expected, std::array<Posting, kBlock>& out) {
  constexpr Four kNone = {};
  Four before = kNone + expected;
  for (std::size_t i = 0; i < kBlock; i += 4) {
    Four four, weight;
    std::memcpy(&four, gaps.data() + i, sizeof four);
    std::memcpy(&weight, weights.data() + i, sizeof weight);
    four += 1;
    four += __builtin_shufflevector(four, kNone, 4, 0, 1, 2);
    four += __builtin_shufflevector(four, kNone, 4, 4, 0, 1);
    four += before;
    before = __builtin_shufflevector(four, four, 3, 3, 3, 3);
    const Four postings = (four - 1) << 8 | weight;
    std::memcpy(out.data() + i, &postings, sizeof postings);
  }
  return before[0];
}

unsigned width_of(std::span<const std::uint32_t> numbers) {
  std::uint32_t all = 0;
  for (const auto n : numbers) all |= n;
  return static_cast<unsigned>(std::bit_width(all));
}

/// The width, with kEscaped or without, in which weights take the fewest bytes.
unsigned narrowest(std::span<const std::uint32_t> weights) {
  std::array<std::size_t, kWeightBits + 1> escaped{};  // by width: weights that do not fit
  for (const auto weight : weights)
    for (unsigned width = 1; width < kWeightBits && weight + 1 >= 1U << width; ++width) ++escaped[width];
  auto best = width_of(weights);
  auto bytes = packed_size(weights.size(), best);
  for (unsigned width = 1, plain = best; width < plain; ++width) {
    const auto size = packed_size(weights.size(), width) + escaped[width];
    if (size >= bytes) continue;
    bytes = size;
    best = width | kEscaped;
  }
  return best;
}

/// Puts the bytes in the place of the numbers that stand for them.
void put_in(std::span<std::uint32_t> weights, std::uint32_t escape, std::string_view bytes) {
  std::size_t next = 0;
  for (auto& weight : weights) {
    if (weight != escape) continue;
    if (next == bytes.size()) damaged_list();
    weight = static_cast<std::uint8_t>(bytes[next++]);
  }
}

void put_weights(std::string& out, std::span<std::uint32_t> weights, unsigned width) {
  if ((width & kEscaped) == 0) return pack(out, weights, width);
  width &= ~kEscaped;
  const auto escape = (1U << width) - 1;
  std::string large;
  for (auto& weight : weights) {
    if (weight < escape) continue;
    large += static_cast<char>(weight);
    weight = escape;
  }
  pack(out, weights, width);
  out += large;
}

}  // namespace

void write_postings(std::string& out, std::span<const Posting> list) {
  put_varint(out, list.size());
  const auto blocks = (list.size() + kBlock - 1) / kBlock;
  const auto skips = out.size();
  if (blocks > 1) out.append(blocks * kSkip, '\0');
  const auto begin = out.size();
  std::array<std::uint32_t, kBlock> gaps, weights;
  Doc expected = 0;
  for (std::size_t b = 0; b < blocks; ++b) {
    const auto block = list.subspan(b * kBlock, std::min(kBlock, list.size() - b * kBlock));
    const auto where = static_cast<std::uint32_t>(out.size() - begin);
    for (std::size_t i = 0; i < block.size(); ++i) {
      gaps[i] = doc_of(block[i]) - expected;
      weights[i] = weight_of(block[i]);
      expected = doc_of(block[i]) + 1;
    }
    const auto gap_bits = width_of(std::span(gaps).first(block.size()));
    const auto weight_bits = narrowest(std::span(weights).first(block.size()));
    out += static_cast<char>(gap_bits);
    out += static_cast<char>(weight_bits);
    pack(out, std::span(gaps).first(block.size()), gap_bits);
    put_weights(out, std::span(weights).first(block.size()), weight_bits);
    if (blocks == 1) return;
    const Doc last = doc_of(block.back());
    std::memcpy(out.data() + skips + b * kSkip, &last, sizeof last);
    std::memcpy(out.data() + skips + b * kSkip + 4, &where, sizeof where);
  }
}

PostingList::PostingList(std::string_view bytes, Doc documents) : packed_(true), documents_(documents) {
  if (bytes.size() < kBitPadding) damaged_list();
  size_ = take_varint(bytes);
  const auto blocks = (size_ + kBlock - 1) / kBlock;
  if (size_ > documents || bytes.size() < kBitPadding + (blocks > 1 ? blocks * kSkip : 0)) damaged_list();
  if (blocks > 1) {
    skips_ = bytes.substr(0, blocks * kSkip);
    bytes.remove_prefix(blocks * kSkip);
  }
  blocks_ = bytes;
}

std::size_t PostingCursor::blocks() const {
  return list_.packed_ ? (list_.size_ + kBlock - 1) / kBlock : (list_.size_ > 0 ? 1 : 0);
}

Doc PostingCursor::last_of(std::size_t block) const {
  return load<Doc>(list_.skips_.data() + block * kSkip);
}

std::span<const Posting> PostingCursor::next() {
  return next_ < blocks() ? read(next_++) : std::span<const Posting>();
}

std::span<const Posting> PostingCursor::seek(Doc doc) {
  const auto count = blocks();
  if (count > 1) {
    auto at = next_ > 0 ? next_ - 1 : 0;
    std::size_t step = 1;
    while (at + step < count && last_of(at + step) < doc) {
      at += step;
      step *= 2;
    }
    auto end = std::min(at + step, count);
    while (at < end) {
      const auto middle = (at + end) / 2;
      if (last_of(middle) < doc)
        at = middle + 1;
      else
        end = middle;
    }
    next_ = at;
  } else {
    next_ = 0;
  }
  return next();
}

std::span<const Posting> PostingCursor::read(std::size_t block) {
  if (!list_.packed_) return list_.plain_;
  const auto count = std::min(kBlock, list_.size_ - block * kBlock);
  std::size_t at = 0;
  Doc expected = 0;
  if (!list_.skips_.empty()) {
    at = load<std::uint32_t>(list_.skips_.data() + block * kSkip + 4);
    if (block > 0) expected = last_of(block - 1) + 1;
  }
  if (at > list_.blocks_.size() - kBitPadding || expected > list_.documents_) damaged_list();
  const auto* from = list_.blocks_.data() + at;
  const unsigned gap_bits = static_cast<std::uint8_t>(from[0]),
                 weight_bits = static_cast<std::uint8_t>(from[1]) & ~kEscaped;
  const bool escaped = (static_cast<std::uint8_t>(from[1]) & kEscaped) != 0;
  const auto gaps = packed_size(count, gap_bits), end = at + 2 + gaps + packed_size(count, weight_bits);
  if (gap_bits > kDocBits || weight_bits > kWeightBits || end + kBitPadding > list_.blocks_.size())
    damaged_list();
  std::array<std::uint32_t, kBlock> docs, weights;
  unpack_block(from + 2, count, gap_bits, docs.data());
  unpack_block(from + 2 + gaps, count, weight_bits, weights.data());
  if (escaped) put_in(std::span(weights).first(count), (1U << weight_bits) - 1, list_.blocks_.substr(end));
  std::size_t done = 0;
  if (count == kBlock) {
    expected = add_up(docs, weights, expected, buffer_);
    done = count;
  }
  for (; done < count; ++done) {
    expected += docs[done] + 1;
    buffer_[done] = (expected - 1) << 8 | weights[done];
  }
  // 128 gaps of 24 bits do not pass 32 bits, so the last is the greatest.
  if (expected > list_.documents_) damaged_list();
  return std::span(buffer_).first(count);
}

const Posting* PostingFinder::find(Doc doc) {
  const auto wanted = posting(doc, 0);
  if (over_) return nullptr;
  if (block_.empty() || block_.back() < wanted) {
    block_ = cursor_.seek(doc);
    at_ = 0;
    over_ = block_.empty() || block_.back() < wanted;
    if (over_) return nullptr;
  }
  std::size_t step = 1;
  while (at_ + step < block_.size() && block_[at_ + step] < wanted) {
    at_ += step;
    step *= 2;
  }
  const auto end = block_.begin() + static_cast<std::ptrdiff_t>(std::min(at_ + step + 1, block_.size()));
  at_ = static_cast<std::size_t>(
      std::lower_bound(block_.begin() + static_cast<std::ptrdiff_t>(at_), end, wanted) - block_.begin());
  return doc_of(block_[at_]) == doc ? &block_[at_] : nullptr;
}

}  // namespace entente::search
