// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <bit>

#include "principles/facts_test.hpp"

namespace entente::principles {
namespace {

std::string impact(std::string_view measure, const Facts& facts) {
  return status_of("impact", measure, facts);
}
Interval impact_value(std::string_view measure, const Facts& facts) {
  return measured("impact", measure, facts).value;
}
std::vector<std::string> impact_said(std::string_view measure, const Facts& facts) {
  return said_of("impact", measure, facts);
}

struct Shown {
  std::optional<double> progress;
  std::uint8_t attested = 3;
};
Facts showing(ResultLevel level, std::initializer_list<Shown> all) {
  Facts facts;
  facts.day = 20'000;
  facts.began = 18'000;
  for (const auto& each : all)
    facts.indicators.push_back({.level = level, .progress = each.progress, .attested = each.attested});
  return facts;
}

TEST(Impact, ProgressIsTheMeanOfTheIndicatorsOfALevel) {
  // Baseline 15, target 50, actual 53 (IATI's example): 1.0857, which counts as reached; 100, 50, 70: 0.6;
  // and 100, 50, 110, which is worse than at the start: -0.2.
  auto facts = showing(ResultLevel::output, {{38.0 / 35}, {0.6}, {-0.2}});
  EXPECT_NEAR(impact_value("output_progress", facts).low, 1.6 / 3, 1e-12);
  EXPECT_EQ(impact("output_progress", facts), "partly");
  EXPECT_EQ(impact_said("output_progress", facts), (std::vector<std::string>{"why", "backwards"}));
  EXPECT_EQ(impact("output_progress", showing(ResultLevel::output, {{0.8}})), "met");
  EXPECT_EQ(impact("output_progress", showing(ResultLevel::output, {{0.4}})), "not_met");
  EXPECT_EQ(impact("outcome_progress", facts), "not_enough_evidence") << "it shows none of these";
  EXPECT_EQ(impact_said("outcome_progress", facts), (std::vector<std::string>{"none", "add"}));
}

TEST(Impact, AClaimCountsAsFarAsItIsAttested) {
  // By default a claim counts to one half, and in even steps to all of it at level 3.
  for (const auto& [level, cap] : std::vector<std::pair<std::uint8_t, double>>{
           {0, 0.5}, {1, 0.5 + 0.5 / 3}, {2, 0.5 + 1.0 / 3}, {3, 1}, {5, 1}})
    EXPECT_NEAR(impact_value("output_progress", showing(ResultLevel::output, {{1, level}})).low, cap, 1e-12)
        << level;
  const auto claim = showing(ResultLevel::output, {{0.9, 0}});
  EXPECT_EQ(impact("output_progress", claim), "partly");
  EXPECT_EQ(impact_said("output_progress", claim), (std::vector<std::string>{"why", "attest"}));
  EXPECT_EQ(impact_value("output_progress", showing(ResultLevel::output, {{{}, 0}})), (Interval{0, 0.5}))
      << "a number that is missing would count no more";
}

TEST(Impact, OutcomesAndImpactAreAskedOfOnceTheyCanBe) {
  EXPECT_EQ(impact("outcome_progress", showing(ResultLevel::outcome, {{0.6}})), "met");
  EXPECT_EQ(impact("outcome_progress", showing(ResultLevel::impact, {{0.3}})), "partly");
  EXPECT_EQ(impact("outcome_progress", showing(ResultLevel::outcome, {{0.2}})), "not_met");
  EXPECT_EQ(impact("outcome_progress", showing(ResultLevel::outcome, {{0.6}, {{}}})), "not_enough_evidence");
  auto young = showing(ResultLevel::outcome, {});
  young.began = young.day - 364;
  EXPECT_EQ(impact("outcome_progress", young), "not_applicable");
  EXPECT_EQ(impact("output_progress", young), "not_enough_evidence") << "half a year is over";
  young.began = young.day - 365;
  EXPECT_EQ(impact("outcome_progress", young), "not_enough_evidence");
  young.began = young.day - 179;
  EXPECT_EQ(impact("output_progress", young), "not_applicable");
}

Facts reaching(std::initializer_list<ReachFact> all) {
  Facts facts;
  facts.reach = all;
  return facts;
}

TEST(Impact, ReachCountsNobodyTwice) {
  EXPECT_EQ(impact_value("reach", reaching({{200'000, 400'000}})), Interval::at(0.5));
  EXPECT_EQ(impact("reach", reaching({{200'000, 400'000}})), "met");
  EXPECT_EQ(impact("reach", reaching({{100, 400}})), "partly");
  EXPECT_EQ(impact("reach", reaching({{40, 400}})), "not_met");
  // At worst the first reaches none but some of those whom the second reaches, and the 200,000 and 100,000
  // that are left out are different people: 300,000 of 600,000. At best they share out one population among
  // them.
  const auto two = reaching({{200'000, 400'000}, {300'000, 400'000}});
  EXPECT_NEAR(impact_value("reach", two).low, 300.0 / 600, 1e-12);
  EXPECT_EQ(impact_value("reach", two).high, 1);
  EXPECT_EQ(impact("reach", two), "met");
  EXPECT_EQ(impact_said("reach", two), (std::vector<std::string>{"why", "overlap"}));
  // 30 of 100 and 30 of 200: 30 of 270, to 60 of 200.
  const auto parts = reaching({{30, 100}, {30, 200}});
  EXPECT_NEAR(impact_value("reach", parts).low, 30.0 / 270, 1e-12);
  EXPECT_NEAR(impact_value("reach", parts).high, 0.3, 1e-12);
  EXPECT_EQ(impact("reach", parts), "not_enough_evidence");
  EXPECT_EQ(impact("reach", {}), "not_applicable");
  EXPECT_EQ(impact("reach", reaching({{0, 0}})), "not_applicable") << "it is for nobody";
  EXPECT_EQ(impact_value("reach", reaching({{500, 400}})), Interval::at(1)) << "there are no more";
}

TEST(Impact, ReachOfAnUnknownNumberIsAnything) {
  EXPECT_EQ(impact_value("reach", reaching({{200, {}}})), (Interval{0, 1}));
  EXPECT_EQ(impact_value("reach", reaching({{{}, 400}})), (Interval{0, 1}));
  EXPECT_EQ(impact_said("reach", reaching({{{}, 400}})), (std::vector<std::string>{"why", "says"}));
  // 5 of a number that is not said, and 3 of 10: at best 8 of 10.
  EXPECT_EQ(impact_value("reach", reaching({{5, {}}, {3, 10}})), (Interval{0, 0.8}));
}

/// The share that is reached, with the people drawn at random from populations that overlap at random.
TEST(Impact, ReachHoldsWhateverSetsThereMayBe) {
  std::mt19937 random(3);
  const auto any = [&](unsigned most) { return static_cast<unsigned>(random() % (most + 1)); };
  for (int round = 0; round < 2'000; ++round) {
    Facts facts;
    unsigned all_for = 0, all_reached = 0;
    for (unsigned i = 0; i <= any(2); ++i) {
      const auto population = 1 + any(254), people = population & any(255);  // sets of eight persons, as bits
      all_for |= population;
      all_reached |= people;
      facts.reach.push_back(
          {static_cast<double>(std::popcount(people)), static_cast<double>(std::popcount(population))});
    }
    const auto share = static_cast<double>(std::popcount(all_reached)) / std::popcount(all_for);
    const auto found = impact_value("reach", facts);
    EXPECT_LE(found.low, share + 1e-12);
    EXPECT_GE(found.high, share - 1e-12);
  }
}

TEST(Impact, NegativeEffectsAreSpokenOf) {
  Facts facts;
  EXPECT_EQ(impact("negative_effects", facts), "not_enough_evidence");
  EXPECT_EQ(impact_said("negative_effects", facts), (std::vector<std::string>{"unknown", "says"}));
  facts.negative_effects = Answer::yes;
  EXPECT_EQ(impact("negative_effects", facts), "met");
  EXPECT_EQ(impact_said("negative_effects", facts), (std::vector<std::string>{"yes"}));
  facts.negative_effects = Answer::no;
  EXPECT_EQ(impact("negative_effects", facts), "not_met");
  EXPECT_EQ(impact_said("negative_effects", facts), (std::vector<std::string>{"no", "could"}));
}

}  // namespace
}  // namespace entente::principles
