// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/moved_screening.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "base/error.hpp"
#include "registry/accounts.hpp"
#include "registry/merged.hpp"
#include "registry/merging.hpp"
#include "registry/screening_test.hpp"

namespace entente::registry {
namespace {

using store::HitState;

/// The fund is merged into another record of it, and parted from it.
class MovedScreening : public ScreeningTest {
 protected:
  MovedScreening() { kept_ = organisation("Wells Fund"); }

  base::Uuid organisation(const std::string& name) {
    clock_.advance(1000);
    model::Organisation record;
    record.name = base::Text("en", name);
    const auto id = base::Uuid::v7(clock_.now());
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(id, record)); });
    return id;
  }
  ComparedParty kept_compared(std::vector<FoundEntry> entries) const {
    return {kept_, 1, base::sha256("Wells Fund"), true, std::move(entries)};
  }
  void merge() { Merging(*reg_).merge(Accounts::by_operator(), kept_, fund_); }
  void undo() { Merging(*reg_).undo(Accounts::by_operator(), fund_); }
  void say_same() {
    say(reviewer_, "QDe.001", HitWord::same);
    say(other_reviewer_, "QDe.001", HitWord::confirm);
  }
  std::optional<store::ScreeningHit> hit_of(const base::Uuid& party, const std::string& entry) {
    for (auto& hit : reg_->read()->screening().hits_of(party))
      if (hit.entry == entry) return hit;
    return std::nullopt;
  }
  store::ScreeningStep last_step_of(const store::ScreeningHit& hit) {
    return reg_->read()->screening().steps(hit.id).back();
  }

  base::Uuid kept_;
};

TEST_F(MovedScreening, WhatWasSaidOfTheOneStandsWithTheOther) {
  settle(compared({found("QDe.001"), found("QDe.002")}));
  settle(kept_compared({}));
  say_same();
  const auto same = hit_on("QDe.001");
  merge();
  EXPECT_TRUE(reg_->read()->screening().hits_of(fund_).empty());
  EXPECT_EQ(standing_of(*reg_->read(), kept_).of(HitState::same), 1);
  EXPECT_EQ(standing_of(*reg_->read(), kept_).of(HitState::open), 1);
  EXPECT_EQ(hit_of(kept_, "QDe.001")->id, same.id);
  EXPECT_EQ(last_step_of(same).what, kHitMoved);
  EXPECT_EQ(last_step_of(same).words, fund_.str());
  EXPECT_TRUE(to_compare_again(*reg_->read()).contains(kept_));
  EXPECT_EQ(verify_seals(*reg_), 2) << "it was moved, not changed";
  EXPECT_EQ(reg_->read()->screening().screened(kept_)->hash, base::Sha256{}) << "it is news";

  undo();
  EXPECT_TRUE(reg_->read()->screening().hits_of(kept_).empty());
  EXPECT_EQ(hit_on("QDe.001"), same);
  EXPECT_EQ(state_of("QDe.002"), HitState::open);
  EXPECT_EQ(last_step_of(same).words, kept_.str());
  EXPECT_TRUE(to_compare_again(*reg_->read()).contains(fund_));
  EXPECT_EQ(verify_seals(*reg_), 2);
}

TEST_F(MovedScreening, OfOneEntryTheOneStandsOfWhichMoreWasSaid) {
  settle(compared({found("QDe.001"), found("QDe.002")}));
  settle(kept_compared({found("QDe.001"), found("QDe.002")}));
  say_same();
  const auto going = hit_on("QDe.001"), left = hit_on("QDe.002");
  const auto own = hit_of(kept_, "QDe.001"), staying = hit_of(kept_, "QDe.002");
  merge();
  EXPECT_EQ(hit_of(kept_, "QDe.001")->id, going.id);
  EXPECT_EQ(hit_of(fund_, "QDe.001")->id, own->id);
  EXPECT_EQ(hit_of(kept_, "QDe.002"), staying) << "nobody said anything of either";
  EXPECT_EQ(hit_of(fund_, "QDe.002"), left);
  undo();
  EXPECT_EQ(hit_on("QDe.001"), going);
  EXPECT_EQ(hit_of(kept_, "QDe.001"), own);
  EXPECT_EQ(hit_of(kept_, "QDe.002"), staying);
}

TEST_F(MovedScreening, WhoSpeaksForTheOneThatIsKeptIsToldNothingOfTheOther) {
  settle(compared({found("QDe.001"), found("QDe.002")}));
  settle(kept_compared({found("QDe.001")}));
  merge();
  const auto left = hit_of(fund_, "QDe.001");
  ASSERT_TRUE(left) << "the kept one has its own";
  const auto both = actor({{access::Role::reviewer, ""}, {access::Role::representative, kept_.str()}});
  enter(both, "both@register.example");
  const ScreeningReview review(*reg_);
  EXPECT_THROW(review.look(both, left->id), base::NotFound);
  EXPECT_THROW(review.party(both, fund_), base::NotFound);
  EXPECT_FALSE(review.standing(both, fund_));
  EXPECT_TRUE(
      review.list(both, HitState::open, {}, {std::numeric_limits<std::int64_t>::min()}, {}, 10).rows.empty());
  EXPECT_EQ(review.counts(both, {}), (std::array<std::int64_t, store::kHitStates>{}));
  EXPECT_EQ(waiting_hits(*reg_, both), 0);
  EXPECT_TRUE(interested_in(*reg_->read(), fund_).contains(*both.account));
  EXPECT_EQ(waiting_hits(*reg_, reviewer_), 3);
  undo();
  EXPECT_NO_THROW(review.look(both, left->id)) << "it is another's";
}

TEST_F(MovedScreening, AGoneEntryIsSaidOnceWhateverMovedSince) {
  settle(compared({found("QDe.001")}));
  say_same();
  entries_.erase({"un-sc", "QDe.001"});
  settle(compared({}));
  merge();
  settle(kept_compared({}));
  const auto hit = hit_of(kept_, "QDe.001").value();
  EXPECT_EQ(last_step_of(hit).what, kHitMoved);
  entries_.emplace("un-sc", "QDe.001");
  auto as_before = kept_compared({found("QDe.001")});
  as_before.hash = hit.subject_hash;
  EXPECT_EQ(settle(as_before).changed, std::vector{hit.id}) << "it is back";
  EXPECT_EQ(last_step_of(hit).what, kHitFoundAgain);
}

TEST_F(MovedScreening, MergesOfMergesAreKnown) {
  const auto third = organisation("Fund of Wells"), fourth = organisation("Fonds");
  const auto here = [&](const base::Uuid& id) { return merged_here(*reg_->read(), id); };
  using Ids = std::vector<base::Uuid>;
  merge();
  Merging(*reg_).merge(Accounts::by_operator(), third, kept_);
  Merging(*reg_).merge(Accounts::by_operator(), third, fourth);
  EXPECT_EQ(here(third), (Ids{kept_, fourth, fund_}));
  EXPECT_EQ(here(kept_), Ids{fund_});
  EXPECT_EQ(here(fund_), Ids{});
  Merging(*reg_).undo(Accounts::by_operator(), kept_);
  EXPECT_EQ(here(third), Ids{fourth});
  undo();
  EXPECT_EQ(here(kept_), Ids{});
}

TEST_F(MovedScreening, MergesAreUndoneInAnyOrder) {
  const auto third = organisation("Fund of Wells");
  const auto third_compared = [&](std::vector<FoundEntry> entries) {
    return ComparedParty{third, 1, base::sha256("Fund of Wells"), true, std::move(entries)};
  };
  settle(compared({found("QDe.001")}));
  settle(kept_compared({found("QDe.001")}));
  settle(third_compared({found("QDe.001")}));
  say(reviewer_, "QDe.001", HitWord::same);
  const auto funds = hit_of(fund_, "QDe.001")->id, own = hit_of(kept_, "QDe.001")->id,
             thirds = hit_of(third, "QDe.001")->id;
  ScreeningReview review(*reg_);
  for (const auto& [who, word] :
       {std::pair{reviewer_, HitWord::same}, std::pair{other_reviewer_, HitWord::confirm}})
    review.say(
        who, thirds, word, "Same town",
        {reg_->read()->screening().steps(thirds).size(), sides_of(*reg_->read()->screening().hit(thirds))});
  merge();
  EXPECT_EQ(hit_of(kept_, "QDe.001")->id, funds);
  Merging(*reg_).merge(Accounts::by_operator(), kept_, third);
  EXPECT_EQ(hit_of(kept_, "QDe.001")->id, thirds);
  undo();
  EXPECT_EQ(hit_of(fund_, "QDe.001")->id, funds);
  EXPECT_EQ(hit_of(kept_, "QDe.001")->id, thirds);
  Merging(*reg_).undo(Accounts::by_operator(), third);
  EXPECT_EQ(hit_of(fund_, "QDe.001")->id, funds);
  EXPECT_EQ(hit_of(kept_, "QDe.001")->id, own);
  EXPECT_EQ(hit_of(third, "QDe.001")->id, thirds);
  EXPECT_EQ(verify_seals(*reg_), 3);
}

}  // namespace
}  // namespace entente::registry
