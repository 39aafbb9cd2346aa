// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/registering.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/confirming.hpp"
#include "registry/look_alikes.hpp"
#include "registry/part_invitations.hpp"
#include "registry/reviewing.hpp"
#include "registry/tasks.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

/// A register with a fund in it; somebody writes, the fund's people write, and the office reviews.
class RegisteringTest : public testing::Test {
 protected:
  RegisteringTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-registering-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
    model::Organisation fund;
    fund.name = base::Text("en", "Fund for Wells");
    fund_ = base::Uuid::v7(clock_.now());
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(fund_, fund)); });
    reg_->follow();
    writer_ = actor();
    speaker_ = actor({{access::Role::representative, fund_.str()}});
    reviewer_ = actor({{access::Role::reviewer, ""}});
  }
  ~RegisteringTest() override {
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  access::Actor actor(const std::vector<access::Grant>& grants = {}) {
    return {base::Uuid::v7(clock_.now()), grants, false};
  }
  Registering registering() { return Registering(*reg_, rules_); }
  Reviewing reviewing() { return Reviewing(*reg_, rules_); }
  Draft draft(const access::Actor& who, const base::Uuid& id) { return registering().draft(who, id).value(); }
  base::Uuid begin(const access::Actor& who, const base::Uuid& organisation = {}) {
    clock_.advance(1000);
    return registering().begin(who, base::Text("en", "Wells of Turkana"), organisation);
  }
  /// One with all that is needed, naming the fund.
  base::Uuid whole(const access::Actor& who, const base::Uuid& organisation = {}) {
    const auto id = begin(who, organisation);
    auto now = draft(who, id).partnership;
    now.value.purpose = base::Text("en", "Water");
    now.value.places.push_back({.kind = "country", .code = "KE"});
    registering().save(who, id, now.version, now.value);
    registering().add_party(who, id, {fund_, {}, "lead"});
    return id;
  }
  base::Uuid published(const access::Actor& who, const base::Uuid& organisation = {}) {
    const auto id = whole(who, organisation);
    registering().hand_in(who, id, draft(who, id).seen);
    return reviewing().publish(reviewer_, id, draft(reviewer_, id).seen);
  }
  std::size_t found() {
    search::Query query;
    query.text = "turkana";
    return reg_->list(query).answer.total;
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06Z")};
  std::filesystem::path folder_;
  std::unique_ptr<Register> reg_;
  ReviewRules rules_;
  base::Uuid fund_;
  access::Actor writer_, speaker_, reviewer_;
};

TEST_F(RegisteringTest, NothingOfADraftIsInTheRegisterBeforeItIsPublished) {
  const auto id = whole(writer_);
  const auto unseen = [&] {
    EXPECT_EQ(found(), 0U);
    EXPECT_FALSE(reg_->partnership(id));
    EXPECT_FALSE(reg_->partnership_at(id, 1));
    EXPECT_FALSE(reg_->difference(id, 1, 2));
    EXPECT_EQ(reg_->organisation(fund_, 0, 10)->engagements_total, 0);
    EXPECT_EQ(reg_->partnerships_of(fund_), 0);
    EXPECT_EQ(reg_->overview().partnerships, 0);
    EXPECT_FALSE(has_part_waiting(*reg_, fund_));
    EXPECT_EQ(Confirming(*reg_).parts(speaker_, fund_, 0, 10).total, 0U);
  };
  unseen();
  reg_->rebuild_index();
  unseen();
  registering().hand_in(writer_, id, draft(writer_, id).seen);
  unseen();
  const auto record = reviewing().publish(reviewer_, id, draft(reviewer_, id).seen);
  EXPECT_NE(record, id);
  EXPECT_EQ(found(), 1U);
  EXPECT_EQ(reg_->overview().partnerships, 1);
  const auto view = reg_->partnership(record).value();
  EXPECT_EQ(view.revisions.size(), 1U) << "its drafts are no revisions of it";
  ASSERT_EQ(view.parties.size(), 1U);
  EXPECT_EQ(view.parties[0].state, "named");
  EXPECT_TRUE(has_part_waiting(*reg_, fund_));
  EXPECT_FALSE(reg_->partnership(id));
  EXPECT_FALSE(reg_->partnership_at(id, 1)) << "the draft's own revisions stay unseen";
  EXPECT_FALSE(registering().draft(writer_, id));
}

TEST_F(RegisteringTest, WhoeverWroteItInvitesItsPartiesAndNotWhoeverPublishedIt) {
  const auto record = published(writer_);
  EXPECT_EQ(invited_parts(*reg_, writer_, record, 0, 10).total, 1U);
  EXPECT_THROW(invited_parts(*reg_, reviewer_, record, 0, 10), access::Refused);
}

TEST_F(RegisteringTest, ADraftIsItsWritersAndOnceHandedInTheOfficesToo) {
  const auto own = whole(writer_);
  EXPECT_THROW(registering().draft(speaker_, own), access::Refused);
  EXPECT_THROW(registering().draft(reviewer_, own), access::Refused);
  EXPECT_THROW(registering().draft(access::Actor{}, own), access::Refused);
  EXPECT_THROW(registering().comment(reviewer_, own, "Hm"), access::Refused);
  EXPECT_THROW(begin(writer_, fund_), access::Refused) << "for an organisation that one has no role in";
  const auto theirs = whole(speaker_, fund_);
  const auto colleague = actor({{access::Role::contributor, fund_.str()}});
  EXPECT_EQ(registering().own(colleague).size(), 1U);
  EXPECT_TRUE(draft(colleague, theirs).may_write);
  EXPECT_EQ(registering().own(writer_).size(), 1U);
  EXPECT_THROW(reviewing().waiting(writer_), access::Refused);
  registering().hand_in(speaker_, theirs, draft(speaker_, theirs).seen);
  EXPECT_FALSE(draft(reviewer_, theirs).may_write);
  EXPECT_TRUE(draft(reviewer_, theirs).may_review);
  EXPECT_THROW(registering().take_back(reviewer_, theirs, draft(reviewer_, theirs).seen), access::Refused);
}

TEST_F(RegisteringTest, WhatWaitsIsNotWrittenAndComesBackWithAReason) {
  const auto id = whole(writer_);
  const auto seen = draft(writer_, id).seen;
  registering().hand_in(writer_, id, seen);
  const auto now = draft(writer_, id).partnership;
  auto changed = now.value;
  changed.governance = base::Text("en", "A board");
  EXPECT_THROW(registering().save(writer_, id, now.version, changed), base::Conflict);
  EXPECT_THROW(registering().add_party(writer_, id, {fund_, {}, "member"}), base::Conflict);
  EXPECT_THROW(registering().discard(writer_, id, draft(writer_, id).seen), base::Conflict);
  EXPECT_THROW(reviewing().publish(reviewer_, id, seen), base::Conflict) << "it has been handed in since";
  EXPECT_THROW(reviewing().give_back(reviewer_, id, draft(reviewer_, id).seen, " "), base::BadInput);
  EXPECT_EQ(reviewing().waiting(reviewer_).size(), 1U);
  EXPECT_EQ(waiting_count(*reg_), 1);
  reviewing().give_back(reviewer_, id, draft(reviewer_, id).seen, "Who pays?");
  EXPECT_EQ(waiting_count(*reg_), 0);
  EXPECT_EQ(draft(writer_, id).state, DraftState::returned);
  EXPECT_EQ(draft(writer_, id).steps.back().text, "Who pays?");
  const auto tasks = tasks_of(*reg_, writer_, 10);
  ASSERT_EQ(tasks.size(), 1U);
  EXPECT_EQ(tasks[0].message, "task.returned");
  registering().save(writer_, id, draft(writer_, id).partnership.version, changed);
  registering().hand_in(writer_, id, draft(writer_, id).seen);
  EXPECT_EQ(tasks_of(*reg_, reviewer_, 10).at(0).message, "task.review");
  reviewing().publish(reviewer_, id, draft(reviewer_, id).seen);
  EXPECT_EQ(waiting_count(*reg_), 0);
}

TEST_F(RegisteringTest, TheOldestThatWaitsComesFirst) {
  const auto one = whole(writer_), other = whole(writer_);
  registering().hand_in(writer_, other, draft(writer_, other).seen);
  clock_.advance(5000);
  registering().hand_in(writer_, one, draft(writer_, one).seen);
  const auto waiting = reviewing().waiting(reviewer_);
  ASSERT_EQ(waiting.size(), 2U);
  EXPECT_EQ(waiting[0].id, other);
  EXPECT_EQ(waiting[1].id, one);
}

TEST_F(RegisteringTest, FourEyesAreThoseOfWhoWroteItAndWhoDidNot) {
  const auto id = whole(reviewer_);
  registering().hand_in(reviewer_, id, draft(reviewer_, id).seen);
  EXPECT_THROW(reviewing().publish(reviewer_, id, draft(reviewer_, id).seen), base::Conflict);
  // Who gave it back has written nothing of it.
  const auto other = actor({{access::Role::reviewer, ""}});
  reviewing().give_back(other, id, draft(other, id).seen, "Why?");
  registering().hand_in(reviewer_, id, draft(reviewer_, id).seen);
  EXPECT_NO_THROW(reviewing().publish(other, id, draft(other, id).seen));
  const auto again = whole(reviewer_);
  registering().hand_in(reviewer_, again, draft(reviewer_, again).seen);
  rules_.four_eyes = false;
  EXPECT_NO_THROW(reviewing().publish(reviewer_, again, draft(reviewer_, again).seen));
}

TEST_F(RegisteringTest, OnlyTrustedRepresentativesPublishWithoutReview) {
  const auto own = whole(speaker_), theirs = whole(speaker_, fund_);
  const auto publish = [&](const base::Uuid& id) {
    return registering().publish(speaker_, id, draft(speaker_, id).seen);
  };
  EXPECT_FALSE(draft(speaker_, theirs).may_publish);
  EXPECT_THROW(publish(theirs), access::Refused);
  rules_.trust_representatives = true;
  EXPECT_THROW(publish(own), access::Refused) << "for no organisation";
  const auto contributor = actor({{access::Role::contributor, fund_.str()}});
  EXPECT_THROW(registering().publish(contributor, theirs, draft(contributor, theirs).seen), access::Refused);
  EXPECT_TRUE(draft(speaker_, theirs).may_publish);
  const auto record = publish(theirs);
  const auto party = reg_->partnership(record)->parties.at(0);
  EXPECT_EQ(party.part.value.named_by, "") << "it named itself";
  EXPECT_EQ(party.state, "named") << "and has not confirmed by that";
}

TEST_F(RegisteringTest, ANewOrganisationIsMadeOnceItIsPublished) {
  const auto id = whole(writer_);
  model::Organisation fresh;
  fresh.name = base::Text("en", "Turkana Water Users");
  const auto part = registering().add_party(writer_, id, {{}, fresh, "member"});
  EXPECT_EQ(draft(writer_, id).parts.size(), 2U);
  EXPECT_TRUE(draft(writer_, id).parts.back().is_new);
  EXPECT_EQ(reg_->organisations({.text = "turkana water users"}).total, 0U);
  registering().remove_part(writer_, id, part, 1);
  EXPECT_THROW(registering().remove_part(writer_, id, part, 1), base::Conflict);
  registering().add_party(writer_, id, {{}, fresh, "member"});
  registering().hand_in(writer_, id, draft(writer_, id).seen);
  const auto record = reviewing().publish(reviewer_, id, draft(reviewer_, id).seen);
  EXPECT_EQ(reg_->organisations({.text = "turkana water users"}).total, 1U);
  EXPECT_EQ(reg_->partnership(record)->parties.size(), 2U);
}

TEST_F(RegisteringTest, TwoAtOnceLoseNothing) {
  const auto id = whole(speaker_, fund_);
  const auto colleague = actor({{access::Role::contributor, fund_.str()}});
  const auto read = draft(speaker_, id);
  auto one = read.partnership.value, other = read.partnership.value;
  one.governance = base::Text("en", "A board");
  other.purpose = base::Text("en", "Clean water");
  registering().save(speaker_, id, read.partnership.version, one);
  EXPECT_THROW(registering().save(colleague, id, read.partnership.version, other), base::Conflict);
  EXPECT_NO_THROW(registering().save(speaker_, id, read.partnership.version, one)) << "a second click";
  EXPECT_THROW(registering().hand_in(colleague, id, read.seen), base::Conflict);
  auto part = read.parts.at(0).part.value;
  part.brings = base::Text("en", "Pumps");
  // Another page of the same draft is not in the way.
  EXPECT_NO_THROW(
      registering().save_part(colleague, id, read.parts[0].part.id, read.parts[0].part.version, part));
  part.brings = base::Text("en", "Pipes");
  EXPECT_THROW(registering().save_part(speaker_, id, read.parts[0].part.id, read.parts[0].part.version, part),
               base::Conflict);
}

TEST_F(RegisteringTest, AChangeIsProposedByAPartyThatHasConfirmedAndReviewedToo) {
  const auto record = published(writer_);
  EXPECT_THROW(registering().propose(speaker_, record, fund_), base::Conflict) << "not confirmed yet";
  const auto own = Confirming(*reg_).parts(speaker_, fund_, 0, 1).rows.at(0).part;
  Confirming(*reg_).say(speaker_, own.id, own.version, Word::confirm, {});
  EXPECT_THROW(registering().propose(writer_, record, fund_), access::Refused);
  const auto change = registering().propose(speaker_, record, fund_),
             late = registering().propose(speaker_, record, fund_);
  for (const auto& id : {change, late}) {
    auto now = draft(speaker_, id).partnership;
    now.value.purpose = base::Text("en", "Clean water");
    registering().save(speaker_, id, now.version, now.value);
    EXPECT_THROW(registering().add_party(speaker_, id, {fund_, {}, "member"}), base::Conflict);
    EXPECT_EQ(registering().preview(speaker_, id)->parties.size(), 1U) << "as its page will be";
    registering().hand_in(speaker_, id, draft(speaker_, id).seen);
  }
  EXPECT_EQ(reg_->partnership(record)->partnership.value.purpose.str("en"), "Water");
  EXPECT_EQ(reviewing().publish(reviewer_, change, draft(reviewer_, change).seen), record);
  const auto view = reg_->partnership(record).value();
  EXPECT_EQ(view.partnership.value.purpose.str("en"), "Clean water");
  EXPECT_EQ(view.parties.at(0).state, "confirmed") << "its word stands";
  EXPECT_THROW(reviewing().publish(reviewer_, late, draft(reviewer_, late).seen), base::Conflict)
      << "it was made from a version that has passed";
}

TEST_F(RegisteringTest, WhatIsWithdrawnLeavesItsReason) {
  const auto record = published(writer_);
  EXPECT_FALSE(tombstone_of(*reg_, record));
  EXPECT_THROW(reviewing().withdraw(writer_, record, 1, "Gone"), access::Refused);
  EXPECT_THROW(reviewing().withdraw(reviewer_, record, 1, ""), base::BadInput);
  EXPECT_THROW(reviewing().withdraw(reviewer_, record, 2, "Gone"), base::Conflict);
  reviewing().withdraw(reviewer_, record, 1, "Gone");
  EXPECT_EQ(found(), 0U);
  EXPECT_EQ(reg_->overview().partnerships, 0);
  const auto stone = tombstone_of(*reg_, record).value();
  EXPECT_EQ(stone.reason, "Gone");
  EXPECT_EQ(stone.title.str("en"), "Wells of Turkana");
}

TEST_F(RegisteringTest, ThoseThatLookAlikeAreFoundByTitlePartiesAndPlaces) {
  const auto record = published(writer_);
  const auto alike = [&](const std::string& title, const std::vector<base::Uuid>& parties = {},
                         const std::string& country = {}) {
    model::Partnership partnership;
    partnership.title = base::Text("en", title);
    if (!country.empty()) partnership.places.push_back({.kind = "country", .code = country});
    return look_alikes(*reg_, partnership, parties, {}, 5);
  };
  ASSERT_EQ(alike("Wells of Turkana").size(), 1U);
  EXPECT_EQ(alike("wells of turkanna")[0].card.id, record);
  EXPECT_TRUE(alike("Turkana wells", {fund_}, "KE").at(0).places);
  EXPECT_EQ(alike("Turkana wells", {fund_}).at(0).parties, std::vector{fund_});
  EXPECT_TRUE(alike("Schools of Peru").empty());
  EXPECT_TRUE(alike("Schools of Peru", {fund_}, "KE").empty()) << "one party and one country are no likeness";
  EXPECT_TRUE(alike("\"(NOT [country:KE] OR").empty()) << "the signs of queries are words here";
  model::Partnership itself;
  itself.title = base::Text("en", "Wells of Turkana");
  EXPECT_TRUE(look_alikes(*reg_, itself, {}, record, 5).empty());
}

TEST_F(RegisteringTest, ItsBoundsHold) {
  const auto id = begin(writer_);
  EXPECT_THROW(registering().hand_in(writer_, id, draft(writer_, id).seen), base::BadInput) << "no purpose";
  EXPECT_THROW(registering().comment(writer_, id, std::string(6'001, 'x')), base::BadInput);
  for (int n = 0; n < 60; ++n) registering().add_party(writer_, id, {fund_, {}, "member"});
  EXPECT_THROW(registering().add_party(writer_, id, {fund_, {}, "member"}), base::Conflict);
  EXPECT_THROW(registering().add_party(writer_, id, {id, {}, "member"}), base::Conflict);
  for (int n = 1; n < 20; ++n) begin(writer_);
  EXPECT_THROW(begin(writer_), base::Conflict);
  EXPECT_NO_THROW(begin(speaker_)) << "another's bound is another's";
  registering().discard(writer_, id, draft(writer_, id).seen);
  EXPECT_NO_THROW(begin(writer_));
}

}  // namespace
}  // namespace entente::registry
