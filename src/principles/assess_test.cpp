// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/assess.hpp"

#include <gtest/gtest.h>

#include "principles/facts_test.hpp"

namespace entente::principles {
namespace {

/// The default policy with one principle's rules changed.
class Assess : public testing::Test {
 protected:
  Policy policy_ = default_policy();
  Facts facts_;

  Assess() { facts_.parties.resize(2); }
  PrincipleRule& purpose() { return policy_.profiles.front().principles.front(); }
  PrincipleResult result() { return assess(facts_, policy_, policy_.profile({}), Explain::no).front(); }
  void all_agree() {
    for (auto& each : facts_.parties) {
      each.goals = 1;
      each.confirmed = true;
      each.serves_outcome = Answer::yes;
    }
  }
};

TEST_F(Assess, APrincipleIsTheWeighedShareOfItsMeasures) {
  all_agree();
  EXPECT_EQ(result().status, Status::met);
  EXPECT_EQ(result().points, (Interval{1, 1}));
  for (auto& each : facts_.parties) each.serves_outcome = Answer::no;
  EXPECT_NEAR(result().points.low, 2.0 / 3, 1e-12);
  EXPECT_EQ(result().status, Status::partly);
  purpose().measures[2].weight = 0;
  EXPECT_EQ(result().status, Status::met);
}

TEST_F(Assess, WhatIsNotKnownIsSetToWorstAndBest) {
  all_agree();
  for (auto& each : facts_.parties) each.serves_outcome = Answer::unknown;
  const auto found = result();
  EXPECT_EQ(found.status, Status::not_enough_evidence);
  EXPECT_NEAR(found.points.low, 2.0 / 3, 1e-12);
  EXPECT_EQ(found.points.high, 1);
  EXPECT_NEAR(found.known, 4.0 / 6, 1e-12);
  purpose().met = 0.6;
  EXPECT_EQ(result().status, Status::met) << "whatever the rest is";
}

TEST_F(Assess, AHardMeasureIsMadeUpForByNothing) {
  all_agree();
  facts_.parties[0].goals = 2;
  EXPECT_EQ(result().status, Status::partly);
  purpose().measures[0].hard = true;
  EXPECT_EQ(result().status, Status::not_met);
  facts_.parties[0].goals.reset();
  EXPECT_EQ(result().status, Status::not_enough_evidence) << "it may be failed";
}

TEST_F(Assess, WhatIsNotAskedCountsNowhere) {
  all_agree();
  for (auto& each : facts_.parties) each.serves_outcome = Answer::no;
  purpose().measures[2].used = false;
  EXPECT_EQ(result().status, Status::met);
  EXPECT_EQ(result().measures.size(), 2U);
  purpose().measures[2].used = true;
  policy_.exceptions.push_back({.principle = "common_purpose",
                                .measure = "linked_activities",
                                .vocabulary = "kind",
                                .code = {},
                                .place = 3,
                                .reason = {}});
  EXPECT_EQ(result().status, Status::partly) << "of another kind";
  facts_.kind = 3;
  const auto found = result();
  EXPECT_EQ(found.status, Status::met);
  EXPECT_EQ(found.measures.at(2).status, Status::not_applicable);
  EXPECT_EQ(found.measures.at(2).exception, &policy_.exceptions.back());
  facts_.parties.clear();
  EXPECT_EQ(result().status, Status::not_applicable);
}

TEST_F(Assess, ARegisterIsAssessedAsEachOfItsPartnerships) {
  std::mt19937 random(9);
  for (int round = 0; round < 50; ++round) {
    const auto facts = some_facts(random);
    const auto all = statuses(facts, policy_, policy_.profile({}));
    const auto one_by_one = assess(facts, policy_, policy_.profile({}), Explain::yes);
    ASSERT_EQ(all.size(), one_by_one.size());
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i], one_by_one[i].status);
  }
}

TEST_F(Assess, TheHashIsOfAllThatAResultFollowsFrom) {
  const auto before = hash_of_inputs(facts_, policy_, policy_.profile({}));
  EXPECT_EQ(hash_of_inputs(facts_, policy_, policy_.profile({})), before);
  auto facts = facts_;
  facts.parties[1].goals = 0;
  EXPECT_NE(hash_of_inputs(facts, policy_, policy_.profile({})), before) << "none is not unknown";
  auto other = policy_;
  other.hash[0] ^= 1;
  EXPECT_NE(hash_of_inputs(facts_, other, other.profile({})), before);
  auto profile = policy_.profile({});
  profile.key = "small";
  EXPECT_NE(hash_of_inputs(facts_, policy_, profile), before);
}

TEST_F(Assess, ACompositeIsShownWithWhatOtherWeightsWouldMakeOfIt) {
  PrincipleRule heavy{.weight = 3, .measures = {}}, light{.weight = 1, .measures = {}};
  std::vector<PrincipleResult> results(3);
  results[0] = {.rule = &heavy, .status = Status::met, .points = {1, 1}, .measures = {}};
  results[1] = {.rule = &light, .status = Status::not_enough_evidence, .points = {0.2, 0.6}, .measures = {}};
  results[2] = {.rule = &light, .status = Status::not_applicable, .measures = {}};
  const auto composite = composite_of(results);
  EXPECT_NEAR(composite.value.low, 0.8, 1e-12);
  EXPECT_NEAR(composite.value.high, 0.9, 1e-12);
  EXPECT_NEAR(composite.even.low, 0.6, 1e-12);
  EXPECT_NEAR(composite.even.high, 0.8, 1e-12);
  EXPECT_EQ(composite.any_weights, (Interval{0.2, 1}));
  EXPECT_EQ(composite_of({}).value, Interval{});
}

}  // namespace
}  // namespace entente::principles
