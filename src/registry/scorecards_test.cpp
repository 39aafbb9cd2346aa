// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/scorecards.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>

#include "base/error.hpp"
#include "registry/finding_words.hpp"
#include "registry/registering_test.hpp"
#include "registry/scorecard_forms.hpp"

namespace entente::registry {
namespace {

using principles::Status;

class ScorecardsTest : public RegisteringTest {
 protected:
  ScorecardsTest() { id_ = published(writer_); }

  Scorecards scorecards() { return {*reg_, policy_, {}}; }
  Scorecard card(const access::Actor& who = {}) { return scorecards().of(who, id_).value(); }
  const principles::MeasureResult& measure(const Scorecard& of, std::string_view principle,
                                           std::string_view name) {
    for (const auto& each : of.principles)
      if (each.principle->name == principle)
        for (const auto& result : each.measures)
          if (result.measure->name == name) return result;
    throw base::NotFound(std::string(name), "is no measure of " + std::string(principle));
  }

  std::shared_ptr<const principles::Policy> policy_ =
      std::make_shared<const principles::Policy>(principles::default_policy());
  base::Uuid id_;
};

TEST_F(ScorecardsTest, ReadsTheFactsOfItsRecords) {
  const auto of = card();
  const auto& facts = of.facts.facts;
  ASSERT_EQ(facts.parties.size(), 1U);
  EXPECT_EQ(of.facts.parties.at(0).organisation, fund_);
  EXPECT_TRUE(facts.parties[0].leads);
  EXPECT_FALSE(facts.parties[0].confirmed);
  EXPECT_FALSE(facts.parties[0].goals) << "nobody has said";
  EXPECT_EQ(facts.hosts[0], 1) << "Kenya is silent";
  ASSERT_EQ(facts.regions.size(), 1U);
  EXPECT_EQ(facts.regions[0].code, 14) << "Eastern Africa";
  EXPECT_TRUE(facts.disclosed & 1U) << "its purpose";
  EXPECT_EQ(of.day, base::day_of(clock_.now()));
}

TEST_F(ScorecardsTest, SaysWhatItRestsOn) {
  const auto of = card();
  const auto& confirmed = measure(of, "common_purpose", "same_statement");
  EXPECT_EQ(confirmed.status, Status::not_met);
  const auto evidence = of.evidence(confirmed);
  ASSERT_EQ(evidence.size(), 1U);
  EXPECT_EQ(evidence[0].type, model::Participation::kType);
  EXPECT_EQ(evidence[0].party, 0U);
  const auto& messages = base::Messages::in("en");
  EXPECT_NE(said_words(*of.principles.front().principle, *confirmed.measure,
                       confirmed.explanation.would_change.at(0), of.facts, messages)
                .find("Fund for Wells"),
            std::string::npos);
}

TEST_F(ScorecardsTest, WhatOfficesSeeIsNotKnownToOthers) {
  auto steward = actor({{access::Role::steward, ""}});
  steward.second_factor = true;
  EXPECT_EQ(card().facts.facts.parties[0].diligence, principles::Diligence::unknown);
  EXPECT_EQ(card(steward).facts.facts.parties[0].diligence, principles::Diligence::missing);
  EXPECT_NE(card().inputs, card(steward).inputs);
  EXPECT_EQ(card().inputs, card().inputs);
}

TEST_F(ScorecardsTest, WhatDoesNotStandHasNone) {
  EXPECT_FALSE(scorecards().of({}, base::Uuid::v7(clock_.now())));
  EXPECT_FALSE(scorecards().of({}, fund_));
  EXPECT_THROW(Scorecards(*reg_, policy_, "none"), base::NotFound);
}

TEST_F(ScorecardsTest, IsGivenAsJsonAndAsATable) {
  const auto of = card();
  const auto& messages = base::Messages::in("fr");
  const auto form =
      boost::json::parse(scorecard_json(of, *policy_, policy_->profile({}), messages)).as_object();
  EXPECT_EQ(form.at("partnership").as_string(), id_.str());
  EXPECT_EQ(form.at("policy").at("profile").as_string(), "default");
  const auto& first = form.at("principles").at(0);
  EXPECT_EQ(first.at("principle").as_string(), "common_purpose");
  EXPECT_EQ(first.at("name").as_string(), "But commun");
  EXPECT_EQ(form.at("principles").as_array().size(), principles::principles().size());
  std::size_t measures = 0;
  for (const auto* each : principles::principles()) measures += each->measures.size();
  const auto table = scorecard_csv(of, messages);
  EXPECT_EQ(static_cast<std::size_t>(std::ranges::count(table, '\n')), measures + 1);
}

TEST_F(ScorecardsTest, RangesAndNumbersAreThoseOfTheLanguage) {
  const auto& messages = base::Messages::in("en");
  EXPECT_EQ(share_words({0.25, 0.25}, messages), "25%");
  EXPECT_EQ(value_words({3.2, 11.8}, principles::Unit::days, messages), "3 to 12 days");
  EXPECT_EQ(value_words(principles::Interval::at(0.456), principles::Unit::index, messages), "0.46");
}

}  // namespace
}  // namespace entente::registry
