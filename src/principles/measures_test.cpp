// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What holds of every measure, whatever it measures: on facts made up at random.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/messages.hpp"
#include "principles/assess.hpp"
#include "principles/facts_test.hpp"

namespace entente::principles {
namespace {

constexpr int kRounds = 300;
constexpr double kRounding = 1e-9;

/// Of each measure of each principle, with the parameters of the default policy.
template <class Each>
void for_each_measure(Each each) {
  const auto all = principles();
  const auto& profile = default_policy().profile({});
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t m = 0; m < all[i]->measures.size(); ++m)
      each(all[i]->measures[m], profile.principles[i].measures[m],
           std::string(all[i]->name) + "." + std::string(all[i]->measures[m].name));
}

TEST(Measures, HaveNamesOfTheirOwnAndAClause) {
  std::set<std::string> names;
  for_each_measure([&](const Measure&, const MeasureRule&, const std::string& name) {
    EXPECT_TRUE(names.insert(name).second) << name;
  });
  for (const auto* principle : principles()) {
    EXPECT_FALSE(principle->clause.empty()) << principle->name;
    EXPECT_FALSE(principle->measures.empty()) << principle->name;
    EXPECT_EQ(find_principle(principle->name), principle);
    for (const auto language : base::kLanguages)
      for (const std::string_view key : {"name", "about"})
        EXPECT_TRUE(base::Messages::in(language).has("principle." + std::string(principle->name) + "." +
                                                     std::string(key)))
            << principle->name << " " << key << " " << language;
  }
}

/// What is said of a measure has a message, and so has its name.
void expect_messages(const std::string& measure, const Explanation& explanation) {
  for (const auto language : base::kLanguages) {
    const auto& messages = base::Messages::in(language);
    const auto has = [&](const Said& said) {
      const auto whole = "principle." + measure + "." + std::string(said.key);
      ASSERT_TRUE(messages.has(whole)) << whole << " in " << language;
      // What is not among the words stays as it is written: {party}.
      std::vector<base::NamedArgument> arguments;
      for (const auto& word : said.words) arguments.emplace_back(word.name, std::int64_t{3});
      const auto text = messages.get(whole, base::Arguments(arguments));
      EXPECT_EQ(text.find('{'), text.npos) << text;
    };
    has({"name", {}});
    has(explanation.why);
    for (const auto& each : explanation.would_change) has(each);
  }
}

TEST(Measures, AreFiniteOrderedAndKnowNoMoreThanTheyAsk) {
  std::mt19937 random(1);
  for (int round = 0; round < kRounds; ++round) {
    const auto facts = some_facts(random);
    for_each_measure([&](const Measure& measure, const MeasureRule& rule, const std::string& name) {
      const auto found = measure.measure(facts, rule.parameters, nullptr);
      if (!found.applies) return;
      EXPECT_TRUE(std::isfinite(found.value.low) && std::isfinite(found.value.high)) << name;
      EXPECT_LE(found.value.low, found.value.high + kRounding) << name;
      EXPECT_GE(found.known, 0) << name;
      EXPECT_LE(found.known, found.asked) << name;
      EXPECT_GT(found.asked, 0) << name;
      if (found.known == found.asked) {
        EXPECT_NEAR(found.value.low, found.value.high, kRounding) << name << " knows all, and is not sure";
      }
    });
  }
}

TEST(Measures, WhatBecomesKnownNeverWidensAnInterval) {
  std::mt19937 random(2);
  for (int round = 0; round < kRounds; ++round) {
    const auto facts = some_facts(random);
    const auto known = resolved(facts, random);
    for_each_measure([&](const Measure& measure, const MeasureRule& rule, const std::string& name) {
      const auto before = measure.measure(facts, rule.parameters, nullptr);
      if (!before.applies) return;
      for (const auto& each : known) {
        const auto after = measure.measure(each, rule.parameters, nullptr);
        if (!after.applies) continue;
        EXPECT_GE(after.value.low, before.value.low - kRounding) << name;
        EXPECT_LE(after.value.high, before.value.high + kRounding) << name;
      }
    });
  }
}

bool apply_alike(const PrincipleResult& a, const PrincipleResult& b) {
  return std::ranges::equal(
      a.measures, b.measures, {}, [](const auto& each) { return each.measured.applies; },
      [](const auto& each) { return each.measured.applies; });
}

TEST(Measures, SilenceNeverBeatsAnHonestAnswer) {
  // Ranked by what is sure, whoever says what is so, be it the worst, stands no lower than before.
  std::mt19937 random(3);
  const auto& policy = default_policy();
  for (int round = 0; round < kRounds / 3; ++round) {
    const auto facts = some_facts(random);
    const auto before = assess(facts, policy, policy.profile({}), Explain::no);
    for (const auto& each : resolved(facts, random)) {
      const auto after = assess(each, policy, policy.profile({}), Explain::no);
      for (std::size_t i = 0; i < before.size(); ++i) {
        if (!apply_alike(before[i], after[i])) continue;
        EXPECT_GE(after[i].points.low, before[i].points.low - kRounding) << before[i].principle->name;
        EXPECT_LE(after[i].points.high, before[i].points.high + kRounding) << before[i].principle->name;
        if (before[i].status != Status::not_enough_evidence) {
          EXPECT_EQ(after[i].status, before[i].status) << before[i].principle->name;
        }
      }
    }
  }
}

TEST(Measures, TheOrderOfThePartiesChangesNothing) {
  std::mt19937 random(4);
  for (int round = 0; round < kRounds; ++round) {
    const auto facts = some_facts(random);
    auto other = facts;
    std::ranges::shuffle(other.parties, random);
    std::ranges::shuffle(other.indicators, random);
    std::ranges::shuffle(other.reports, random);
    std::ranges::shuffle(other.reach, random);
    for_each_measure([&](const Measure& measure, const MeasureRule& rule, const std::string& name) {
      const auto a = measure.measure(facts, rule.parameters, nullptr);
      const auto b = measure.measure(other, rule.parameters, nullptr);
      EXPECT_EQ(a.applies, b.applies) << name;
      EXPECT_NEAR(a.value.low, b.value.low, kRounding) << name;
      EXPECT_NEAR(a.value.high, b.value.high, kRounding) << name;
      EXPECT_EQ(a.known, b.known) << name;
    });
  }
}

TEST(Measures, SayWhatTheyFoundAndWhatWouldChangeIt) {
  std::mt19937 random(5);
  const auto& policy = default_policy();
  for (int round = 0; round < kRounds; ++round)
    for (const auto& principle : assess(some_facts(random), policy, policy.profile({}), Explain::yes))
      for (const auto& each : principle.measures) {
        if (!each.measured.applies) continue;
        EXPECT_FALSE(each.explanation.why.key.empty()) << each.measure->name;
        expect_messages(std::string(principle.principle->name) + "." + std::string(each.measure->name),
                        each.explanation);
        EXPECT_EQ(each.explanation.rests_on.empty(), each.measured.known == 0) << each.measure->name;
        if (each.measured.known < each.measured.asked) {
          EXPECT_FALSE(each.explanation.would_change.empty())
              << each.measure->name << " does not know all, and says not what would change it";
        }
      }
}

}  // namespace
}  // namespace entente::principles
