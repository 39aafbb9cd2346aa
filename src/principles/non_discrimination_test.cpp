// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "principles/facts_test.hpp"

namespace entente::principles {
namespace {

std::string fairness(std::string_view measure, const Facts& facts) {
  return status_of("non_discrimination", measure, facts);
}
Interval fairness_value(std::string_view measure, const Facts& facts) {
  return measured("non_discrimination", measure, facts).value;
}
std::vector<std::string> fairness_said(std::string_view measure, const Facts& facts) {
  return said_of("non_discrimination", measure, facts);
}

/// What each party answers to one question.
Facts answering(Answer PartyFacts::*question, std::initializer_list<Answer> answers) {
  Facts facts;
  for (const auto each : answers) facts.parties.emplace_back().*question = each;
  return facts;
}

TEST(NonDiscrimination, EachPartyHasAPolicyAndAChannel) {
  using enum Answer;
  for (const auto& [measure, question] : std::vector<std::pair<std::string_view, Answer PartyFacts::*>>{
           {"employment_policy", &PartyFacts::employment_policy},
           {"complaints_channel", &PartyFacts::complaints_channel}}) {
    EXPECT_EQ(fairness(measure, answering(question, {yes, yes})), "met");
    EXPECT_EQ(fairness(measure, answering(question, {yes, no})), "partly");
    EXPECT_EQ(fairness(measure, answering(question, {no, no, yes})), "not_met");
    EXPECT_EQ(fairness(measure, answering(question, {yes, unknown})), "not_enough_evidence");
    EXPECT_EQ(fairness(measure, answering(question, {no, unknown, no})), "not_met")
        << "whatever the second says";
    EXPECT_EQ(fairness(measure, {}), "not_applicable");
    EXPECT_EQ(fairness_said(measure, answering(question, {no, unknown})),
              (std::vector<std::string>{"why", "no", "says"}));
  }
}

/// Parties that publish such posts; one of none publishes nothing.
Facts staffed(std::initializer_list<std::vector<Posts>> parties) {
  Facts facts;
  for (const auto& each : parties) facts.parties.emplace_back().posts = each;
  return facts;
}

TEST(NonDiscrimination, PostsArePublishedOrNot) {
  const std::vector<Posts> some{{.women = 3, .men = 4}};
  EXPECT_EQ(fairness("posts_by_sex", staffed({some, some})), "met");
  EXPECT_EQ(fairness("posts_by_sex", staffed({some, {}})), "partly");
  EXPECT_EQ(fairness("posts_by_sex", staffed({{}, {}})), "not_met");
  EXPECT_EQ(fairness("posts_by_sex", {}), "not_applicable");
}

TEST(NonDiscrimination, ParityIsAskedOfAllPostsAndOfSeniorOnes) {
  EXPECT_EQ(fairness_value("parity", staffed({{{.women = 52, .men = 48}}})), Interval::at(0.48));
  EXPECT_EQ(fairness("parity", staffed({{{.women = 52, .men = 48}}})), "met");
  // 50 of 100 posts, of the senior ones 2 of 5.
  const auto top = staffed({{{.women = 48, .men = 47}, {.women = 2, .men = 3, .senior = true}}});
  EXPECT_EQ(fairness_value("parity", top), Interval::at(0.4));
  EXPECT_EQ(fairness("parity", top), "partly");
  EXPECT_EQ(fairness("parity", staffed({{{.women = 90, .men = 10}}})), "not_met") << "either way round";
  EXPECT_EQ(fairness_said("parity", top), (std::vector<std::string>{"why", "least"}));
}

TEST(NonDiscrimination, ParityIsTheMeanOfThePartiesNotOfTheirPosts) {
  const std::vector<Posts> large{{.women = 5'000, .men = 5'000}}, small{{.women = 1, .men = 9}}, nobody{{}};
  EXPECT_NEAR(fairness_value("parity", staffed({large, small})).low, 0.3, 1e-12);
  EXPECT_EQ(fairness_value("parity", staffed({large, {}})), (Interval{0.25, 0.5}));
  EXPECT_EQ(fairness("parity", staffed({large, {}})), "not_enough_evidence");
  EXPECT_EQ(fairness_said("parity", staffed({large, {}})), (std::vector<std::string>{"why", "says"}));
  EXPECT_EQ(fairness_value("parity", staffed({large, nobody})), Interval::at(0.5)) << "it has no posts";
  EXPECT_EQ(fairness("parity", staffed({nobody})), "not_applicable");
}

TEST(NonDiscrimination, ResultsAreToldBySexAndByOtherTraits) {
  for (const auto& [measure, trait] : std::vector<std::pair<std::string_view, bool IndicatorFact::*>>{
           {"results_by_sex", &IndicatorFact::by_sex},
           {"results_disaggregated", &IndicatorFact::disaggregated}}) {
    Facts facts;
    EXPECT_EQ(fairness(measure, facts), "not_applicable") << "there are no results";
    facts.indicators.resize(10);
    EXPECT_EQ(fairness(measure, facts), "not_met");
    for (std::size_t i = 0; i < 3; ++i) facts.indicators[i].*trait = true;
    EXPECT_EQ(fairness_value(measure, facts), Interval::at(0.3));
    EXPECT_EQ(fairness(measure, facts), "partly");
    EXPECT_EQ(fairness_said(measure, facts), (std::vector<std::string>{"why", "could"}));
    for (std::size_t i = 3; i < 7; ++i) facts.indicators[i].*trait = true;
    EXPECT_EQ(fairness(measure, facts), "met");
  }
}

TEST(NonDiscrimination, GenderEqualityIsAnObjective) {
  Facts facts;
  EXPECT_EQ(fairness("gender_marker", facts), "not_enough_evidence");
  EXPECT_EQ(fairness_said("gender_marker", facts), (std::vector<std::string>{"unknown", "says"}));
  const std::vector<std::pair<std::string, std::vector<std::string>>> by_marker{
      {"not_met", {"no", "could"}}, {"met", {"significant", "could"}}, {"met", {"principal"}}};
  for (std::uint8_t marker = 0; marker < 3; ++marker) {
    facts.gender_marker = marker;
    EXPECT_EQ(fairness("gender_marker", facts), by_marker[marker].first) << int{marker};
    EXPECT_EQ(fairness_said("gender_marker", facts), by_marker[marker].second) << int{marker};
  }
}

}  // namespace
}  // namespace entente::principles
