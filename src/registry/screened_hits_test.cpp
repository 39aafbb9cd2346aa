// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/screened_hits.hpp"

#include <gtest/gtest.h>

#include "registry/screening_test.hpp"

namespace entente::registry {
namespace {

using store::HitState;
using Steps = std::vector<std::string>;

class ScreenedHitsTest : public ScreeningTest {};

TEST_F(ScreenedHitsTest, AnEntryThatIsLikeAPartyIsAHitOnce) {
  EXPECT_EQ(settle(compared({found("QDe.001")})).opened, 1);
  const auto hit = hit_on("QDe.001");
  EXPECT_EQ(hit.score, 9'000);
  EXPECT_EQ(hit.algorithm, "entente-1");
  EXPECT_EQ(settle(compared({found("QDe.001")})).opened, 0);
  EXPECT_EQ(hit_on("QDe.001"), hit);
  EXPECT_EQ(steps_of("QDe.001"), Steps{"found"});
  EXPECT_EQ(reg_->read()->screening().screened(fund_)->against, with_.against);
}

TEST_F(ScreenedHitsTest, AnOpenHitFollowsBothSidesWithoutAWord) {
  settle(compared({found("QDe.001")}));
  EXPECT_EQ(settle(compared({found("QDe.001", 8'000, "B")}, "Fund of Wells")).opened, 0);
  EXPECT_EQ(hit_on("QDe.001").score, 8'000);
  EXPECT_EQ(hit_on("QDe.001").entry_hash, base::sha256("B"));
  EXPECT_EQ(steps_of("QDe.001"), Steps{"found"});
}

TEST_F(ScreenedHitsTest, WhatIsNotTheSameStaysSoUntilEitherSideChanges) {
  settle(compared({found("QDe.001"), found("QDe.002")}));
  EXPECT_FALSE(say(reviewer_, "QDe.001", HitWord::not_same));
  const auto decided = hit_on("QDe.001");
  EXPECT_EQ(settle(compared({found("QDe.001", 9'900), found("QDe.002")})).opened, 0);
  EXPECT_EQ(hit_on("QDe.001"), decided) << "that pair alone, with what it was decided on";
  EXPECT_EQ(state_of("QDe.002"), HitState::open);
  EXPECT_EQ(settle(compared({found("QDe.001", 9'000, "B"), found("QDe.002")})).opened, 1);
  EXPECT_EQ(state_of("QDe.001"), HitState::open);
  EXPECT_FALSE(say(reviewer_, "QDe.001", HitWord::not_same));
  settle(compared({found("QDe.001", 9'000, "B")}, "Fund of Wells"));
  EXPECT_EQ(steps_of("QDe.001"), (Steps{"found", "not_same Another town", "reopened entry",
                                        "not_same Another town", "reopened party"}));
}

TEST_F(ScreenedHitsTest, WhatWasDecidedTakesNoPlaceOfAnother) {
  settle(compared({found("QDe.001"), found("QDe.002")}), 1);
  EXPECT_TRUE(hit_on("QDe.002").id.is_nil()) << "one waits at a time here";
  EXPECT_EQ(standing_of(*reg_->read(), fund_).left_out, 1);
  EXPECT_EQ(standing_of(*reg_->read(), fund_).waiting(), 2) << "what found no place waits too";
  EXPECT_EQ(standing_of(*reg_->read(), fund_).lists.size(), 1U);
  EXPECT_TRUE(to_compare_again(*reg_->read()).empty());
  EXPECT_FALSE(say(reviewer_, "QDe.001", HitWord::not_same));
  EXPECT_EQ(to_compare_again(*reg_->read()), std::set{fund_});
  EXPECT_EQ(settle(compared({found("QDe.001"), found("QDe.002")}), 1).opened, 1);
  EXPECT_EQ(standing_of(*reg_->read(), fund_).left_out, 0);
  EXPECT_EQ(state_of("QDe.002"), HitState::open);
}

TEST_F(ScreenedHitsTest, ADelistedEntryClosesWhatWaitsAndLeavesWhatWasDecided) {
  settle(compared({found("QDe.001"), found("QDe.002")}));
  EXPECT_FALSE(say(reviewer_, "QDe.001", HitWord::not_same));
  entries_.clear();
  EXPECT_EQ(settle(compared({})).closed, 1);
  settle(compared({}));
  EXPECT_EQ(steps_of("QDe.002"), (Steps{"found", "closed delisted"}));
  EXPECT_EQ(steps_of("QDe.001"), (Steps{"found", "not_same Another town", "delisted"}));
  EXPECT_EQ(state_of("QDe.001"), HitState::not_same);
  entries_ = {{"un-sc", "QDe.002"}};
  EXPECT_EQ(settle(compared({found("QDe.002")})).opened, 1);
  EXPECT_EQ(steps_of("QDe.002"), (Steps{"found", "closed delisted", "found_again"}));
}

TEST_F(ScreenedHitsTest, WhyAHitClosedIsSaid) {
  const auto closes_with = [&](const std::string& why) {
    settle(compared({found("QDe.001")}));
    EXPECT_EQ(state_of("QDe.001"), HitState::open);
    auto party = compared({});
    const auto with = with_;
    if (why == "list_gone") with_.datasets.clear();
    party.stands = why != "party_gone";
    settle(party);
    with_ = with;
    EXPECT_EQ(steps_of("QDe.001").back(), "closed " + why);
  };
  closes_with("no_likeness");
  closes_with("list_gone");
  closes_with("party_gone");
}

TEST_F(ScreenedHitsTest, TheWordOfOneIsAskedAnewWhereASideChanges) {
  settle(compared({found("QDe.001")}));
  EXPECT_FALSE(say(reviewer_, "QDe.001", HitWord::same));
  settle(compared({found("QDe.001", 9'000, "B")}));
  EXPECT_EQ(state_of("QDe.001"), HitState::open);
  EXPECT_FALSE(say(reviewer_, "QDe.001", HitWord::same));
  EXPECT_FALSE(say(other_reviewer_, "QDe.001", HitWord::confirm));
  EXPECT_EQ(settle(compared({found("QDe.001", 9'000, "C")})).changed.size(), 1U);
  EXPECT_EQ(state_of("QDe.001"), HitState::same) << "that of two stands";
  EXPECT_EQ(steps_of("QDe.001").back(), "changed entry");
  EXPECT_EQ(hit_on("QDe.001").entry_hash, base::sha256("C")) << "and shows what is listed now";
  EXPECT_TRUE(settle(compared({found("QDe.001", 9'000, "C")})).changed.empty()) << "said once";
}

TEST_F(ScreenedHitsTest, WhatBecomesOfTheSameIsSaidEachTime) {
  settle(compared({found("QDe.001")}));
  EXPECT_FALSE(say(reviewer_, "QDe.001", HitWord::same));
  EXPECT_FALSE(say(other_reviewer_, "QDe.001", HitWord::confirm));
  const auto says = [&](const ComparedParty& party, const std::string& step) {
    EXPECT_EQ(settle(party).changed, std::vector{hit_on("QDe.001").id}) << step;
    EXPECT_EQ(steps_of("QDe.001").back(), step);
    EXPECT_TRUE(settle(party).changed.empty()) << step << ", once";
    EXPECT_EQ(state_of("QDe.001"), HitState::same);
  };
  const auto listed = entries_;
  says(compared({}), "changed no_likeness");
  says(compared({found("QDe.001")}), "found_again");
  entries_.clear();
  says(compared({}), "delisted");
  entries_ = listed;
  says(compared({found("QDe.001")}), "found_again");
  entries_.clear();
  says(compared({}), "delisted");
}

}  // namespace
}  // namespace entente::registry
