// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/tree.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/error.hpp"
#include "ledger/log_test.hpp"

namespace entente::ledger {
namespace {

std::string bytes(std::string_view digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); i += 2)
    out += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  return out;
}

// The entries and roots by which implementations of RFC 6962 are compared.
const std::vector<std::string> kEntries{
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> kRoots{"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

TEST(Tree, HasTheRootsThatAreKnown) {
  Edge edge;
  EXPECT_EQ(base::hex(edge.root()), kRoots[0]);
  for (std::size_t i = 0; i < kEntries.size(); ++i) {
    edge.add(leaf_hash(bytes(kEntries[i])));
    EXPECT_EQ(base::hex(edge.root()), kRoots[i + 1]) << i + 1 << " entries";
  }
}

/// Hashes of whole subtrees, by hashing what is below.
Hash subtree(const std::vector<Hash>& leaves, const Node& node) {
  if (node.level == 0) return leaves.at(node.index);
  return node_hash(subtree(leaves, {node.level - 1, node.index * 2}),
                   subtree(leaves, {node.level - 1, node.index * 2 + 1}));
}

struct Grown {
  std::vector<Hash> leaves, roots{empty_root()};
  ReadHashes hashes = [this](std::span<const Node> nodes) {
    std::vector<Hash> out;
    for (const auto& node : nodes) out.push_back(subtree(leaves, node));
    return out;
  };
  explicit Grown(std::size_t size) {
    Edge edge;
    for (std::size_t i = 0; i < size; ++i) {
      leaves.push_back(leaf_hash(std::to_string(i)));
      edge.add(leaves.back());
      roots.push_back(edge.root());
    }
  }
};

TEST(Tree, EveryEntryOfEverySmallTreeIsProvenAndNoOther) {
  const Grown tree(40);
  for (std::uint64_t size = 1; size <= 40; ++size) {
    ASSERT_EQ(root_of(size, tree.hashes), tree.roots[size]);
    for (std::uint64_t index = 0; index < size; ++index) {
      auto proof = prove_inclusion(index, size, tree.hashes);
      ASSERT_TRUE(proves_inclusion(proof, index, size, tree.leaves[index], tree.roots[size]))
          << index << " of " << size;
      for (std::uint64_t other = 0; other < size; ++other) {
        if (other == index) continue;
        ASSERT_FALSE(proves_inclusion(proof, other, size, tree.leaves[index], tree.roots[size]) ||
                     proves_inclusion(proof, index, size, tree.leaves[other], tree.roots[size]));
      }
      ASSERT_FALSE(proves_inclusion(proof, index, size, tree.leaves[index], tree.roots[size - 1]));
      proof.push_back(tree.leaves[0]);
      ASSERT_FALSE(proves_inclusion(proof, index, size, tree.leaves[index], tree.roots[size]))
          << "a hash too many";
      proof.pop_back();
      if (proof.empty()) continue;
      proof.back()[7] ^= 1U;
      ASSERT_FALSE(proves_inclusion(proof, index, size, tree.leaves[index], tree.roots[size]))
          << "a bit changed";
      proof.pop_back();
      ASSERT_FALSE(proves_inclusion(proof, index, size, tree.leaves[index], tree.roots[size]))
          << "a hash too few";
    }
  }
}

TEST(Tree, EverySmallTreeIsProvenToBeTheBeginningOfALargerOneAndOfNoOther) {
  const Grown tree(40);
  const Grown other(40);
  for (std::uint64_t size = 0; size <= 40; ++size)
    for (std::uint64_t old = 0; old <= size; ++old) {
      auto proof = prove_consistency(old, size, tree.hashes);
      ASSERT_TRUE(proves_consistency(proof, old, tree.roots[old], size, tree.roots[size]))
          << old << " in " << size;
      auto forged = tree.roots[old];
      forged[0] ^= 1U;
      ASSERT_FALSE(proves_consistency(proof, old, forged, size, tree.roots[size]));
      if (old != 0) {
        auto root = tree.roots[size];
        root[31] ^= 0x80U;
        ASSERT_FALSE(proves_consistency(proof, old, tree.roots[old], size, root));
      }
      ASSERT_EQ(old != size && proves_consistency(proof, size, tree.roots[size], old, tree.roots[old]),
                false);
      if (!proof.empty()) {
        proof.pop_back();
        ASSERT_FALSE(proves_consistency(proof, old, tree.roots[old], size, tree.roots[size]))
            << "a hash too few";
      }
      proof = prove_consistency(old, size, tree.hashes);
      proof.push_back(tree.leaves[0]);
      ASSERT_FALSE(proves_consistency(proof, old, tree.roots[old], size, tree.roots[size]))
          << "a hash too many";
    }
}

TEST(Tree, WhatIsNotInItIsNotProven) {
  const Grown tree(3);
  EXPECT_THROW(prove_inclusion(3, 3, tree.hashes), base::Error);
  EXPECT_THROW(prove_inclusion(0, 0, tree.hashes), base::Error);
  EXPECT_THROW(prove_consistency(4, 3, tree.hashes), base::Error);
  EXPECT_THROW(root_of(kMaxSize + 1, tree.hashes), base::Error);
}

}  // namespace
}  // namespace entente::ledger
