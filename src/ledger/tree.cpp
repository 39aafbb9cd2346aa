// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/tree.hpp"

#include <bit>
#include <ranges>
#include <string>

#include "base/error.hpp"

namespace entente::ledger {

namespace {

/// What one answer of ReadHashes is put together from: each wanted hash is the root of a run of leaves.
class Wanted {
 public:
  /// The leaves [from, to), from a multiple of the largest power of two that is no larger than their number.
  void add(std::uint64_t from, std::uint64_t to) {
    std::size_t parts = 0;
    while (from < to) {
      const auto level = static_cast<unsigned>(std::bit_width(to - from)) - 1;
      nodes_.push_back({level, from >> level});
      from += std::uint64_t{1} << level;
      ++parts;
    }
    runs_.push_back(parts);
  }

  std::vector<Hash> read(const ReadHashes& hashes) const {
    const auto found = hashes(nodes_);
    if (found.size() != nodes_.size())
      throw base::Error("the tree of the log", "a source of hashes gave another number than was asked for");
    std::vector<Hash> out;
    out.reserve(runs_.size());
    std::size_t end = 0;
    for (const auto parts : runs_) {
      end += parts;
      Hash hash = found[end - 1];
      for (std::size_t i = 1; i < parts; ++i) hash = node_hash(found[end - 1 - i], hash);
      out.push_back(hash);
    }
    return out;
  }

 private:
  std::vector<Node> nodes_;
  std::vector<std::size_t> runs_;
};

/// The largest power of two below count, which is 2 or more.
std::uint64_t split(std::uint64_t count) {
  return std::bit_floor(count - 1);
}

void must_fit(std::uint64_t size) {
  if (size > kMaxSize) throw base::Error("the tree of the log", "would have more leaves than a log can have");
}

}  // namespace

Hash empty_root() {
  return base::sha256({});
}

Hash leaf_hash(std::string_view entry) {
  std::string bytes;
  bytes.reserve(entry.size() + 1);
  bytes += '\0';
  bytes += entry;
  return base::sha256(bytes);
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::array<char, 65> bytes{1};
  std::copy(left.begin(), left.end(), bytes.begin() + 1);
  std::copy(right.begin(), right.end(), bytes.begin() + 33);
  return base::sha256({bytes.data(), bytes.size()});
}

Hash root_of(std::uint64_t size, const ReadHashes& hashes) {
  must_fit(size);
  if (size == 0) return empty_root();
  Wanted wanted;
  wanted.add(0, size);
  return wanted.read(hashes).front();
}

std::vector<Hash> prove_inclusion(std::uint64_t index, std::uint64_t size, const ReadHashes& hashes) {
  must_fit(size);
  if (index >= size)
    throw base::Error("entry " + std::to_string(index),
                      "is not in a tree of " + std::to_string(size) + " entries");
  std::vector<std::pair<std::uint64_t, std::uint64_t>> siblings;
  std::uint64_t from = 0, to = size;
  while (to - from > 1) {
    const auto middle = from + split(to - from);
    if (index < middle) {
      siblings.emplace_back(middle, to);
      to = middle;
    } else {
      siblings.emplace_back(from, middle);
      from = middle;
    }
  }
  Wanted wanted;
  for (const auto& [first, end] : std::views::reverse(siblings)) wanted.add(first, end);
  return wanted.read(hashes);
}

std::vector<Hash> prove_consistency(std::uint64_t old_size, std::uint64_t size, const ReadHashes& hashes) {
  must_fit(size);
  if (old_size > size)
    throw base::Error("a tree of " + std::to_string(old_size) + " entries",
                      "cannot be the beginning of one of " + std::to_string(size));
  if (old_size == 0 || old_size == size) return {};
  std::vector<std::pair<std::uint64_t, std::uint64_t>> runs;
  std::uint64_t from = 0, to = size;
  while (to != old_size) {
    const auto middle = from + split(to - from);
    if (old_size <= middle) {
      runs.emplace_back(middle, to);
      to = middle;
    } else {
      runs.emplace_back(from, middle);
      from = middle;
    }
  }
  // A whole tree that the new one begins with is known to who asks.
  if (from != 0) runs.emplace_back(from, to);
  Wanted wanted;
  for (const auto& [first, end] : std::views::reverse(runs)) wanted.add(first, end);
  return wanted.read(hashes);
}

bool proves_inclusion(std::span<const Hash> proof, std::uint64_t index, std::uint64_t size, const Hash& leaf,
                      const Hash& root) {
  if (index >= size || size > kMaxSize) return false;
  auto place = index, last = size - 1;
  Hash hash = leaf;
  for (const auto& sibling : proof) {
    if (last == 0) return false;
    if ((place & 1U) != 0 || place == last) {
      hash = node_hash(sibling, hash);
      while (place != 0 && (place & 1U) == 0) place >>= 1U, last >>= 1U;
    } else {
      hash = node_hash(hash, sibling);
    }
    place >>= 1U;
    last >>= 1U;
  }
  return last == 0 && hash == root;
}

bool proves_consistency(std::span<const Hash> proof, std::uint64_t old_size, const Hash& old_root,
                        std::uint64_t size, const Hash& root) {
  if (old_size > size || size > kMaxSize) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  if (old_size == 0) return proof.empty() && old_root == empty_root();
  auto place = old_size - 1, last = size - 1;
  while ((place & 1U) != 0) place >>= 1U, last >>= 1U;
  // The old tree is whole and the new one begins with it: its root stands for the first hash.
  const bool known = std::has_single_bit(old_size);
  if (!known && proof.empty()) return false;
  Hash old_hash = known ? old_root : proof.front();
  Hash hash = old_hash;
  for (const auto& sibling : known ? proof : proof.subspan(1)) {
    if (last == 0) return false;
    if ((place & 1U) != 0 || place == last) {
      old_hash = node_hash(sibling, old_hash);
      hash = node_hash(sibling, hash);
      while (place != 0 && (place & 1U) == 0) place >>= 1U, last >>= 1U;
    } else {
      hash = node_hash(hash, sibling);
    }
    place >>= 1U;
    last >>= 1U;
  }
  return last == 0 && old_hash == old_root && hash == root;
}

void Edge::add(const Hash& leaf) {
  whole_.push_back(leaf);
  ++size_;
  for (auto bits = size_; (bits & 1U) == 0; bits >>= 1U) {
    const auto right = whole_.back();
    whole_.pop_back();
    whole_.back() = node_hash(whole_.back(), right);
  }
}

Hash Edge::root() const {
  if (whole_.empty()) return empty_root();
  Hash hash = whole_.back();
  for (auto at = whole_.rbegin() + 1; at != whole_.rend(); ++at) hash = node_hash(*at, hash);
  return hash;
}

}  // namespace entente::ledger
