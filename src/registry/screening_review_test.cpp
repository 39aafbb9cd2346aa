// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/screening_review.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <limits>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "registry/jobs/job.hpp"
#include "registry/notices.hpp"
#include "registry/public_events.hpp"
#include "registry/screening_test.hpp"
#include "registry/sealed_decisions.hpp"
#include "registry/tasks.hpp"

namespace entente::registry {
namespace {

using store::HitState;

class ScreeningReviewTest : public ScreeningTest {
 protected:
  ScreeningReviewTest() { settle(compared({found("QDe.001"), found("QDe.002")})); }

  ScreeningReview review() { return ScreeningReview(*reg_); }
  HitDetail look(const access::Actor& who, const std::string& entry) {
    return review().look(who, hit_on(entry).id);
  }
  std::size_t listed(const access::Actor& who, HitState state) {
    return review().list(who, state, {}, {std::numeric_limits<std::int64_t>::min()}, {}, 10).rows.size();
  }
};

TEST_F(ScreeningReviewTest, WhoDecidesSeesBothSidesAndNobodyElseDoes) {
  const auto detail = look(reviewer_, "QDe.001");
  EXPECT_EQ(detail.party.name.str("en"), "Fund for Wells");
  EXPECT_EQ(detail.entry.party.names.at(0).text, "Fund of A");
  EXPECT_EQ(detail.reasons.listed_name, "Fund of A");
  EXPECT_EQ(listed(steward_, HitState::open), 2U);
  for (const auto& who : {writer_, speaker_, access::Actor{}, actor({{access::Role::auditor, ""}}),
                          actor({{access::Role::administrator, ""}})}) {
    EXPECT_THROW(look(who, "QDe.001"), access::Refused);
    EXPECT_THROW(listed(who, HitState::open), access::Refused);
    EXPECT_THROW(review().party(who, fund_), access::Refused);
    EXPECT_THROW(review().counts(who, {}), access::Refused);
    EXPECT_FALSE(review().standing(who, fund_));
    EXPECT_THROW(say(who, "QDe.001", HitWord::not_same), access::Refused);
  }
  auto without_factor = steward_;
  without_factor.second_factor = false;
  EXPECT_THROW(look(without_factor, "QDe.001"), access::Refused);
  auto program = reviewer_;
  program.scopes = {access::Scope::read, access::Scope::write};
  EXPECT_THROW(look(program, "QDe.001"), access::Refused) << "no token decides";
}

TEST_F(ScreeningReviewTest, WhoSpeaksOrWritesForThePartyIsToldNothing) {
  for (const auto role : {access::Role::representative, access::Role::contributor}) {
    const auto both = actor({{access::Role::reviewer, ""}, {role, fund_.str()}});
    EXPECT_THROW(look(both, "QDe.001"), base::NotFound);
    EXPECT_THROW(say(both, "QDe.001", HitWord::not_same), base::NotFound);
    EXPECT_THROW(review().party(both, fund_), base::NotFound);
    EXPECT_EQ(listed(both, HitState::open), 0U);
    EXPECT_FALSE(review().standing(both, fund_));
    EXPECT_EQ(waiting_hits(*reg_, both), 0);
    EXPECT_EQ(review().counts(both, {}), (std::array<std::int64_t, store::kHitStates>{}))
        << "a count above an empty page would tell";
    const auto page =
        review().list(both, HitState::open, {}, {std::numeric_limits<std::int64_t>::min()}, {}, 1);
    EXPECT_FALSE(page.next) << "so would a next page";
  }
  EXPECT_EQ(review().counts(reviewer_, {}).at(0), 2);
  EXPECT_EQ(waiting_hits(*reg_, reviewer_), 2);
}

TEST_F(ScreeningReviewTest, HitsAreListedAndCountedByListLikenessAndCountry) {
  auto kenyan = compared({found("QDe.001", 9'600), found("QDe.002", 8'000)});
  kenyan.country = "KE";
  kenyan.hash = base::sha256("of Kenya");
  settle(kenyan);
  const auto shown = [&](const access::Actor& who, const store::HitFilter& filter) {
    std::vector<std::string> entries;
    const auto page =
        review().list(who, HitState::open, filter, {std::numeric_limits<std::int64_t>::min()}, {}, 10);
    for (const auto& row : page.rows) entries.push_back(row.hit.entry);
    EXPECT_EQ(review().counts(who, filter).at(0), std::ssize(entries));
    return entries;
  };
  using Entries = std::vector<std::string>;
  EXPECT_EQ(shown(reviewer_, {"un-sc", "KE", 0}), (Entries{"QDe.001", "QDe.002"}));
  EXPECT_EQ(shown(reviewer_, {"", "", 9'500}), Entries{"QDe.001"});
  EXPECT_EQ(shown(reviewer_, {"own", "", 0}), Entries{});
  EXPECT_EQ(shown(reviewer_, {"", "FR", 0}), Entries{});
  const auto both = actor({{access::Role::reviewer, ""}, {access::Role::representative, fund_.str()}});
  EXPECT_EQ(shown(both, {"un-sc", "KE", 9'500}), Entries{}) << "whatever is asked for";
}

TEST_F(ScreeningReviewTest, OfAStateWithManyAThousandAreCounted) {
  const auto open_hits = [&](std::int64_t more) {
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
      auto hit = unit.screening().hits_of(fund_).front();
      for (std::int64_t i = 0; i < more; ++i) {
        hit.id = base::Uuid::v7(clock_.now());
        hit.subject = base::Uuid::v7(clock_.now());
        unit.screening().add(hit);
      }
    });
  };
  open_hits(kHitsCounted - 2);
  const auto both = actor({{access::Role::reviewer, ""}, {access::Role::representative, fund_.str()}});
  EXPECT_EQ(review().counts(reviewer_, {}).at(0), kHitsCounted);
  EXPECT_EQ(review().counts(both, {}).at(0), kHitsCounted - 2);
  open_hits(2);
  EXPECT_EQ(review().counts(reviewer_, {}).at(0), kHitsCounted + 1) << "more than are counted";
  EXPECT_EQ(review().counts(both, {}).at(0), kHitsCounted) << "their own are not among these";
  open_hits(1);
  EXPECT_EQ(review().counts(both, {}).at(0), kHitsCounted + 1);
  EXPECT_EQ(waiting_hits(*reg_, reviewer_), kHitsCounted + 1);
  EXPECT_EQ(tasks_of(*reg_, reviewer_, 100).at(0).message, "task.hits_many");
}

TEST_F(ScreeningReviewTest, APageEndsWithTheLastThatItShows) {
  const auto first =
      review().list(reviewer_, HitState::open, {}, {std::numeric_limits<std::int64_t>::min()}, {}, 1);
  ASSERT_EQ(first.rows.size(), 1U);
  ASSERT_TRUE(first.next);
  EXPECT_EQ(first.next->second, first.rows[0].hit.id);
  const auto second = review().list(reviewer_, HitState::open, {}, first.next->first, first.next->second, 1);
  ASSERT_EQ(second.rows.size(), 1U);
  EXPECT_NE(second.rows[0].hit.id, first.rows[0].hit.id);
  EXPECT_FALSE(second.next) << "there are no more";
}

TEST_F(ScreeningReviewTest, TheSameTakesTwo) {
  EXPECT_EQ(look(reviewer_, "QDe.001").may_say,
            (std::vector{HitWord::not_same, HitWord::same, HitWord::unclear}));
  EXPECT_FALSE(say(reviewer_, "QDe.001", HitWord::same, "Same address"));
  EXPECT_EQ(state_of("QDe.001"), HitState::confirming);
  EXPECT_EQ(say(reviewer_, "QDe.001", HitWord::confirm), HitFault::own_word);
  EXPECT_TRUE(look(reviewer_, "QDe.001").own_word);
  EXPECT_FALSE(say(other_reviewer_, "QDe.001", HitWord::refuse, "The address is a post office"));
  EXPECT_EQ(state_of("QDe.001"), HitState::open);
  EXPECT_FALSE(say(other_reviewer_, "QDe.001", HitWord::same));
  EXPECT_FALSE(say(reviewer_, "QDe.001", HitWord::confirm));
  EXPECT_EQ(state_of("QDe.001"), HitState::same);
  EXPECT_EQ(standing_of(*reg_->read(), fund_).of(HitState::same), 1);
}

TEST_F(ScreeningReviewTest, ThatItIsTheSameIsToldToStewardsButNotToThePartys) {
  const auto both = actor({{access::Role::steward, ""}, {access::Role::representative, fund_.str()}});
  enter(steward_, "steward@register.example");
  enter(both, "both@register.example");
  say(reviewer_, "QDe.001", HitWord::same);
  say(other_reviewer_, "QDe.001", HitWord::confirm);
  EXPECT_EQ(told(steward_), std::vector<std::string>{std::string(kNoticeHitSame)});
  EXPECT_TRUE(told(both).empty()) << "a link that leads nowhere would tell them";
}

TEST_F(ScreeningReviewTest, NobodyUndoesAloneWhatTwoHaveSaid) {
  say(reviewer_, "QDe.001", HitWord::same);
  say(other_reviewer_, "QDe.001", HitWord::confirm);
  EXPECT_FALSE(say(reviewer_, "QDe.001", HitWord::look_again));
  EXPECT_EQ(say(reviewer_, "QDe.001", HitWord::not_same), HitFault::own_word);
  EXPECT_FALSE(say(other_reviewer_, "QDe.001", HitWord::not_same));
}

TEST_F(ScreeningReviewTest, AWordNeedsAReasonAndAPageThatIsOfToday) {
  const auto id = hit_on("QDe.001").id;
  const auto first = shown("QDe.001");
  EXPECT_EQ(review().say(reviewer_, id, HitWord::not_same, " \n", first), HitFault::no_reason);
  EXPECT_EQ(review().say(reviewer_, id, HitWord::not_same, std::string("a\0b", 3), first),
            HitFault::no_reason);
  EXPECT_EQ(review().say(reviewer_, id, HitWord::not_same, "\xff", first), HitFault::no_reason);
  EXPECT_EQ(review().say(reviewer_, id, HitWord::not_same, std::string(kMostReasonBytes + 1, 'x'), first),
            HitFault::too_long);
  EXPECT_FALSE(review().say(reviewer_, id, HitWord::not_same, "Another town", first));
  EXPECT_FALSE(review().say(reviewer_, id, HitWord::not_same, "Another town", first)) << "sent twice";
  EXPECT_EQ(steps_of("QDe.001").size(), 2U);
  EXPECT_EQ(review().say(other_reviewer_, id, HitWord::same, "Same town", first), HitFault::moved_on);
  EXPECT_EQ(review().say(reviewer_, id, HitWord::confirm, "Same town", shown("QDe.001")), HitFault::moved_on);
  EXPECT_THROW(review().say(reviewer_, base::Uuid::v7(clock_.now()), HitWord::same, "x", first),
               base::NotFound);
}

TEST_F(ScreeningReviewTest, WhatWasNotShownIsNotDecided) {
  const auto first = shown("QDe.001");
  const auto id = hit_on("QDe.001").id;
  settle(compared({found("QDe.001", 9'000, "B"), found("QDe.002")}));
  EXPECT_EQ(shown("QDe.001").steps, first.steps) << "an open hit follows without a step";
  EXPECT_EQ(review().say(reviewer_, id, HitWord::not_same, "Another town", first), HitFault::moved_on);
  EXPECT_EQ(state_of("QDe.001"), HitState::open);
  const auto second = shown("QDe.001");
  settle(compared({found("QDe.001", 9'000, "B"), found("QDe.002")}, "Fund of Wells"));
  EXPECT_EQ(review().say(reviewer_, id, HitWord::not_same, "Another town", second), HitFault::moved_on);
  EXPECT_FALSE(review().say(reviewer_, id, HitWord::not_same, "Another town", shown("QDe.001")));
}

TEST_F(ScreeningReviewTest, ADecisionIsSealedWithAllThatItRestedOn) {
  const auto before = reg_->read()->last_event();
  EXPECT_FALSE(say(reviewer_, "QDe.001", HitWord::not_same));
  const auto detail = look(reviewer_, "QDe.001");
  ASSERT_EQ(detail.lines.size(), 2U);
  const auto& step = detail.lines[1].step;
  EXPECT_TRUE(detail.lines[1].unbroken.value());
  EXPECT_FALSE(detail.lines[0].unbroken) << "the register finds, and decides nothing";
  const auto said = base::parse_json(step.decision, "decision").as_object();
  EXPECT_EQ(said.at("party_version").as_int64(), 1);
  EXPECT_EQ(said.at("list_version").as_int64(), 1);
  EXPECT_EQ(said.at("algorithm").as_string(), "entente-1");
  EXPECT_EQ(said.at("entry_hash").as_string(), base::hex(base::sha256("A")));
  EXPECT_EQ(said.at("word").as_string(), "not_same");
  EXPECT_EQ(said.at("by").as_string(), reviewer_.account->str());
  const auto reader = reg_->read();
  const auto changes = reader->changes(before, 100);
  ASSERT_EQ(changes.size(), 1U) << "nothing else is in its commit";
  EXPECT_EQ(changes[0].id, step.sealed);
  EXPECT_TRUE(reader->log().entry_of(step.sealed, 1));
  EXPECT_TRUE(public_events(*reader, {before, 0}, {}, 10).events.empty());
  EXPECT_EQ(verify_seals(*reg_), 1);
  EXPECT_NE(verify_hashes(*reg_).find("1 decisions of screening"), std::string::npos);
}

TEST_F(ScreeningReviewTest, ADecisionThatWasChangedInItsRowIsNoticed) {
  const auto hit = hit_on("QDe.001").id;
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
    store::ScreeningStep step{.hit = hit,
                              .account = *reviewer_.account,
                              .what = "not_same",
                              .words = "x",
                              .decision = R"({"word":"same"})",
                              .salt = {},
                              .sealed = {},
                              .at = clock_.now()};
    const auto seal = put_sealed_decision(unit, clock_.now(), kSealScreening, step.decision);
    step.salt = seal.salt;
    step.sealed = seal.record;
    step.decision = R"({"word":"not_same"})";
    unit.screening().add_step(step);
  });
  EXPECT_FALSE(look(reviewer_, "QDe.001").lines.back().unbroken.value());
  EXPECT_THROW(verify_seals(*reg_), base::Error);
  EXPECT_THROW(verify_hashes(*reg_), base::Error);
}

TEST_F(ScreeningReviewTest, WhatWaitsIsATaskOfWhoDecides) {
  const auto count = [&](const access::Actor& who) {
    for (const auto& task : tasks_of(*reg_, who, 100))
      if (task.message == "task.hits") return task.count;
    return std::int64_t{0};
  };
  EXPECT_EQ(count(reviewer_), 2);
  EXPECT_EQ(count(writer_), 0);
  say(reviewer_, "QDe.001", HitWord::not_same);
  EXPECT_EQ(count(reviewer_), 1);
}

TEST_F(ScreeningReviewTest, APartysHitsStandTogetherWhateverTheirState) {
  say(reviewer_, "QDe.001", HitWord::not_same);
  const auto party = review().party(reviewer_, fund_);
  EXPECT_EQ(party.hits.size(), 2U);
  EXPECT_TRUE(party.stands);
  EXPECT_EQ(party.standing.of(HitState::not_same), 1);
  EXPECT_EQ(party.standing.waiting(), 1);
  EXPECT_THROW(review().party(reviewer_, base::Uuid::v7(clock_.now())), base::NotFound);
}

}  // namespace
}  // namespace entente::registry
