// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>

#include "authored.hpp"
#include "quality.hpp"

// What docs/screening.md says of quality, with some slack: a change that loses more than a few names fails
// here.
namespace entente::screening_sets {
namespace {

constexpr double kThreshold = 0.70;

const std::string kSets = std::string(ENTENTE_SHARED_DATA) + "/screening";

class ScreeningQuality : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kSets)) GTEST_SKIP() << "the public sets are not there: " << kSets;
  }
};

TEST_F(ScreeningQuality, OfLabelledPairsIsNotBelowThePeers) {
  const auto pairs = labelled_pairs(kSets);
  std::vector<LabelledPair> hand_made;
  for (const auto& pair : pairs) {
    if (pair.group.starts_with("nk_")) hand_made.push_back(pair);
  }
  ASSERT_GT(hand_made.size(), 100U);
  const auto all = figures_of(score_pairs(pairs), kThreshold);
  EXPECT_GT(all.ours.f1, all.peer.f1 + 0.05);
  EXPECT_GT(all.ours.auc, all.peer.auc + 0.03);
  const auto by_hand = figures_of(score_pairs(hand_made), kThreshold);
  EXPECT_GE(by_hand.ours.f1, by_hand.peer.f1);
  EXPECT_GE(by_hand.ours.auc, by_hand.peer.auc);
}

TEST_F(ScreeningQuality, OfNamesOfTheSecurityCouncilsListIsHeld) {
  const auto list = un_list(kSets);
  const screening::Screener screener(std::span(&list, 1));
  const auto negatives = un_negatives(kSets);
  const auto positives = un_positives(kSets);
  EXPECT_GT(recall_at(screener, list, positives, negatives, 0.001).recall(), 0.99);
  EXPECT_GT(recall_at(screener, list, not_listed_as_they_stand(list, positives), negatives, 0.001).recall(),
            0.97);
  std::vector<std::string> names;
  for (const auto& one : positives) names.push_back(one.name);
  const auto by_index = recall_of_index(screener, names, kThreshold);
  EXPECT_EQ(by_index.found, by_index.asked);
}

TEST_F(ScreeningQuality, OfOriginalScriptsIsHeld) {
  const auto list = un_list(kSets, false);
  const screening::Screener screener(std::span(&list, 1));
  EXPECT_GT(recall_first(screener, list, un_original_script(kSets, "", "")).recall(), 0.965);
  const auto persons = un_original_script(kSets, "person", "ARABIC");
  EXPECT_GT(recall_at(screener, list, persons, un_negatives(kSets), 0.01).recall(), 0.96);
}

TEST(AuthoredPairs, AreToldApartInEachLanguage) {
  const auto scores =
      score_authored(std::string(ENTENTE_SOURCE_DIR) + "/tests/data/screening/authored_pairs.tsv");
  ASSERT_GE(scores.pairs.size(), 600U);
  std::size_t languages = 0;
  for (const auto& part : scores.figures(kThreshold)) {
    if (part.matches < 40 || part.others < 40) continue;
    ++languages;
    EXPECT_GT(part.auc, 0.95) << part.of;
    EXPECT_GT(part.f1(), 0.85) << part.of;
  }
  EXPECT_GE(languages, 6U);
}

}  // namespace
}  // namespace entente::screening_sets
