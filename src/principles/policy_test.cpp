// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "principles/policy.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "principles/principles.hpp"

namespace entente::principles {
namespace {

/// The default policy's text with something behind it, or something of it changed.
std::string with(std::string_view more) {
  return default_policy().source + "\n" + std::string(more);
}
std::string without(std::string_view part, std::string_view instead = {}) {
  auto text = default_policy().source;
  text.replace(text.find(part), part.size(), instead);
  return text;
}
std::string fault_of(const std::string& text) {
  try {
    read_policy(text, "mine.toml");
  } catch (const base::BadInput& e) {
    return e.what();
  }
  return "none";
}

TEST(Policy, TheProgramsSaysWhatOfEveryMeasureAndWhy) {
  const auto& profile = default_policy().profile({});
  EXPECT_EQ(profile.key, "default");
  ASSERT_EQ(profile.principles.size(), principles().size());
  for (std::size_t i = 0; i < profile.principles.size(); ++i) {
    ASSERT_EQ(profile.principles[i].measures.size(), principles()[i]->measures.size());
    for (const auto& rule : profile.principles[i].measures)
      for (const auto language : base::kLanguages)
        EXPECT_TRUE(rule.reason.has(language)) << principles()[i]->name << " " << language;
  }
}

TEST(Policy, AProfileIsThePolicyWithSomeOfItChanged) {
  const auto policy = read_policy(with("[profile.fund]\nname.en = \"Funds\"\ncommon_purpose.met = 0.9\n"
                                       "common_purpose.goal_overlap.met = 0.6\n"
                                       "common_purpose.goal_overlap.hard = true\n"),
                                  "mine.toml");
  const auto& fund = policy.profile("fund").principles.front();
  EXPECT_EQ(fund.met, 0.9);
  EXPECT_EQ(fund.measures[0].met, 0.6);
  EXPECT_TRUE(fund.measures[0].hard);
  const auto& whole = policy.profile({}).principles.front();
  EXPECT_EQ(fund.partly, whole.partly);
  EXPECT_EQ(fund.measures[0].reason, whole.measures[0].reason);
  EXPECT_FALSE(whole.measures[0].hard);
  EXPECT_THROW(policy.profile("none"), base::NotFound);
}

TEST(Policy, AnExceptionIsOfAMeasureAndATerm) {
  const auto policy = read_policy(with("[exception.a]\nmeasure = \"common_purpose.goal_overlap\"\n"
                                       "kind = \"network\"\nreason.en = \"Many goals.\"\n"),
                                  "mine.toml");
  ASSERT_EQ(policy.exceptions.size(), default_policy().exceptions.size() + 1);
  EXPECT_EQ(policy.exceptions[0].measure, "goal_overlap");
  EXPECT_EQ(policy.exceptions[0].place, 4U);
}

TEST(Policy, WhatItDoesNotKnowOrLacksIsNamed) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {with("[principle.common_purpose.goal_overlaps]\nmet = 1\n"), "goal_overlaps.met' is not one"},
      {with("[profile.x]\nname.en = \"X\"\ncommon_purpose.metre = 1\n"), "metre"},
      {with("[profile.x]\ncommon_purpose.met = 1\n"), "'profile.x.name' is missing"},
      {with("[profile.default]\nname.en = \"X\"\n"), "is the policy itself"},
      {without("version = \"1\""), "version"},
      {without("met = 0.75"), "'principle.common_purpose.met' is missing"},
      {without("met = 0.75", "met = 1.5"), "a number from 0 to 1"},
      {without("met = 0.75", "met = 0.1"), "partly"},
      {without("met = 0.5\npartly = 0.25", "met = 0.1\npartly = 0.25"), "harder to reach"},
      {without("met = 0.75", "met = nan"), "a number from 0 to 1"},
      {with("[exception.a]\nmeasure = \"common_purpose.none\"\nkind = \"network\"\nreason.en = \"x\"\n"),
       "no measure"},
      {with("[exception.a]\nmeasure = \"common_purpose.goal_overlap\"\nkind = \"nothing\"\nreason.en = "
            "\"x\"\n"),
       "no such term"},
      {with("[exception.a]\nmeasure = \"common_purpose.goal_overlap\"\nkind = \"network\"\nlevel = "
            "\"global\"\nreason.en = \"x\"\n"),
       "one of two"},
      {with("[exception.a]\nmeasure = \"common_purpose.goal_overlap\"\nreason.en = \"x\"\n"), "Add kind"},
      {with("[exception.a]\nmeasure = \"common_purpose.goal_overlap\"\nkind = \"network\"\n"), "reason"},
      {"\xff", "not UTF-8"},
      {std::string(2'000'000, ' '), "larger than"},
      {"version =", "is not TOML"},
  };
  for (const auto& [text, expected] : cases) {
    const auto fault = fault_of(text);
    EXPECT_NE(fault.find(expected), std::string::npos) << fault << "\nshould say: " << expected;
    EXPECT_NE(fault.find("mine.toml"), std::string::npos) << fault;
  }
}

}  // namespace
}  // namespace entente::principles
