// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace entente::search {

/// A document's number within its piece of the index.
using Doc = std::uint32_t;

/// A document in the list of a word: its number in the high 24 bits, the word's weight in it (each
/// occurrence counts as its zone does, 255 at most) in the low 8. So a list is sorted by document.
using Posting = std::uint32_t;
inline constexpr Doc kMaxDocs = 1U << 24;
constexpr Doc doc_of(Posting p) {
  return p >> 8;
}
constexpr std::uint32_t weight_of(Posting p) {
  return p & 0xFF;
}
constexpr Posting posting(Doc doc, std::uint32_t weight) {
  return doc << 8 | (weight < 255 ? weight : 255);
}

/// Postings as they lie in a base: varint count; where there is more than one block, for each the number of
/// its last document and where it begins (two u32); then the blocks, of 128 postings: width of the gaps,
/// width of the weights (a byte each), the gaps less one, the weights. Where the width of the weights has
/// kEscaped with it, a weight of nothing but ones stands for one of the bytes at the block's end, in their
/// order: few weights are large.
inline constexpr unsigned kEscaped = 0x80;
inline constexpr std::size_t kBlock = 128;
void write_postings(std::string& out, std::span<const Posting>);

/// The documents of a word, in their order: in memory, or packed in a base. A view.
class PostingList {
 public:
  PostingList() = default;
  explicit PostingList(std::span<const Posting> plain) : plain_(plain), size_(plain.size()) {}
  /// `bytes` reach from the list to the end of what may be read, kBitPadding included; no document has a
  /// number of `documents` or above. Throws base::Error where the list cannot be one.
  PostingList(std::string_view bytes, Doc documents);

  std::size_t size() const { return size_; }
  bool is_packed() const { return packed_; }

 private:
  friend class PostingCursor;
  std::span<const Posting> plain_;
  bool packed_ = false;
  std::size_t size_ = 0;
  std::string_view skips_, blocks_;
  Doc documents_ = 0;
};

/// Walks a list by blocks. A list that cannot be read throws base::Error.
class PostingCursor {
 public:
  explicit PostingCursor(const PostingList& list) : list_(list) {}
  /// The next block; empty at the end.
  std::span<const Posting> next();
  /// The first block, from the one last given on, whose last document is not before `doc`; empty at the end.
  std::span<const Posting> seek(Doc doc);

 private:
  std::size_t blocks() const;
  Doc last_of(std::size_t block) const;
  std::span<const Posting> read(std::size_t block);

  PostingList list_;
  std::size_t next_ = 0;
  std::array<Posting, kBlock> buffer_;
};

/// Looks documents up in a list, one after the other, in their order.
class PostingFinder {
 public:
  explicit PostingFinder(const PostingList& list) : cursor_(list) {}
  /// That of a document which is not before the one last asked for; null where the list has none of it.
  const Posting* find(Doc doc);
  /// True when no document from the one last asked for on is in the list.
  bool is_over() const { return over_; }

 private:
  PostingCursor cursor_;
  std::span<const Posting> block_;
  std::size_t at_ = 0;
  bool over_ = false;
};

}  // namespace entente::search
