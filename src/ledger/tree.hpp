// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "base/hash.hpp"

/// The Merkle tree of RFC 6962, section 2.1, over SHA-256: what a log is made of. Sizes and indexes count
/// leaves.
namespace entente::ledger {

using Hash = base::Sha256;

/// A tree of a register never comes near this; what claims to be larger is refused before anything is
/// computed.
inline constexpr std::uint64_t kMaxSize = std::uint64_t{1} << 56;

Hash empty_root();                                    ///< of the tree without leaves
Hash leaf_hash(std::string_view entry);               ///< SHA-256(0x00 entry)
Hash node_hash(const Hash& left, const Hash& right);  ///< SHA-256(0x01 left right)

/// A whole subtree: the 2^level leaves from index * 2^level on.
struct Node {
  unsigned level = 0;
  std::uint64_t index = 0;
  bool operator==(const Node&) const = default;
};

/// The hashes of whole subtrees, in the order they are asked for. Throws where it has one of them not.
using ReadHashes = std::function<std::vector<Hash>(std::span<const Node>)>;

Hash root_of(std::uint64_t size, const ReadHashes&);
/// RFC 6962, section 2.1.1: from the sibling of the leaf up. Throws Error unless index < size.
std::vector<Hash> prove_inclusion(std::uint64_t index, std::uint64_t size, const ReadHashes&);
/// RFC 6962, section 2.1.2. Empty where old_size is 0 or size. Throws Error unless old_size <= size.
std::vector<Hash> prove_consistency(std::uint64_t old_size, std::uint64_t size, const ReadHashes&);

/// Whether the leaf stands at this index of the tree of this size and root.
bool proves_inclusion(std::span<const Hash> proof, std::uint64_t index, std::uint64_t size, const Hash& leaf,
                      const Hash& root);
/// Whether the tree of `size` begins with the tree of `old_size`.
bool proves_consistency(std::span<const Hash> proof, std::uint64_t old_size, const Hash& old_root,
                        std::uint64_t size, const Hash& root);

/// The right edge of a tree that grows leaf by leaf: the roots of the whole subtrees it consists of, largest
/// first.
class Edge {
 public:
  void add(const Hash& leaf);
  std::uint64_t size() const { return size_; }
  Hash root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> whole_;
};

}  // namespace entente::ledger
