// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/fewer_hits.hpp"

#include <gtest/gtest.h>

#include <random>

namespace entente::search {
namespace {

using Weights = std::vector<std::uint8_t>;

/// Some documents, and what each of several words weighs in them; of some words nothing in few of them, of
/// others in nearly all.
TEST(FewerHits, AreThoseThatHaveEveryWord) {
  std::mt19937 random(3);
  for (int round = 0; round < 60; ++round) {
    std::vector<Doc> docs;
    for (Doc doc = 0; doc < 400; ++doc)
      if (random() % 3 != 0) docs.push_back(doc);
    FewerHits hits;
    hits.begin(docs);
    std::vector<Weights> columns;  // of all documents
    std::vector<bool> left(docs.size(), true);
    for (auto words = 1 + random() % 12; words > 0; --words) {
      const auto rarity = random() % 4 == 0 ? 2 : 2 + random() % 40;
      Weights all(docs.size()), of_those_left;
      for (auto& weight : all)
        weight = static_cast<std::uint8_t>(random() % rarity == 0 ? 0 : 1 + random() % 9);
      const bool weighs = columns.empty() || random() % 5 != 0;
      for (std::size_t i = 0; i < docs.size(); ++i) {
        if (left[i]) of_those_left.push_back(all[i]);
        left[i] = left[i] && all[i] != 0;
      }
      if (weighs) {
        hits.keep_and_weigh(of_those_left);
        columns.push_back(all);
      } else {
        hits.keep(of_those_left);
      }
    }
    std::vector<Doc> kept;
    std::vector<Weights> of_kept(columns.size());
    for (std::size_t i = 0; i < docs.size(); ++i) {
      if (!left[i]) continue;
      kept.push_back(docs[i]);
      for (std::size_t word = 0; word < columns.size(); ++word) of_kept[word].push_back(columns[word][i]);
    }
    EXPECT_EQ(hits.docs(), kept);
    EXPECT_EQ(hits.take_columns(), of_kept);
  }
}

}  // namespace
}  // namespace entente::search
