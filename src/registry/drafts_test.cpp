// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What becomes of drafts: whose they are, how they wait, and what stays of them once they end.
#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/accounts.hpp"
#include "registry/confirming.hpp"
#include "registry/draft_note.hpp"
#include "registry/draft_speakers.hpp"
#include "registry/merging.hpp"
#include "registry/reading.hpp"
#include "registry/registering_test.hpp"

namespace entente::registry {
namespace {

class DraftsTest : public RegisteringTest {
 protected:
  void hand_in(const access::Actor& who, const base::Uuid& id) {
    registering().hand_in(who, id, draft(who, id).seen);
  }
  void take_back(const access::Actor& who, const base::Uuid& id) {
    registering().take_back(who, id, draft(who, id).seen);
  }
  std::optional<DraftNote> note(const base::Uuid& id) { return read_note(*reg_->read(), id); }
};

TEST_F(DraftsTest, WhoeverBeganOneForAnOrganisationAndLeftItReadsItNoMore) {
  auto leaver = actor({{access::Role::contributor, fund_.str()}});
  const auto id = whole(leaver, fund_);
  leaver.grants.clear();
  EXPECT_FALSE(registering().draft(leaver, id));
  EXPECT_TRUE(registering().own(leaver).empty());
  EXPECT_THROW(registering().hand_in(leaver, id, draft(speaker_, id).seen), access::Refused);
  EXPECT_THROW(registering().comment(leaver, id, "Mine"), access::Refused);
  EXPECT_NO_THROW(hand_in(speaker_, id)) << "it is the organisation's";
}

TEST_F(DraftsTest, AThreadThatIsFullLocksNothing) {
  const auto id = whole(writer_);
  for (int n = 0; n < 199; ++n) registering().comment(writer_, id, "Hm");
  EXPECT_THROW(registering().comment(writer_, id, "One more"), base::Conflict);
  for (int n = 0; n < 50; ++n) {
    hand_in(writer_, id);
    take_back(writer_, id);
  }
  EXPECT_THROW(hand_in(writer_, id), base::Conflict);
  EXPECT_NO_THROW(registering().discard(writer_, id, draft(writer_, id).seen));

  const auto other = whole(writer_);
  hand_in(writer_, other);
  for (int n = 0; n < 198; ++n) registering().comment(reviewer_, other, "Hm");
  EXPECT_THROW(registering().comment(reviewer_, other, "One more"), base::Conflict);
  reviewing().give_back(reviewer_, other, draft(reviewer_, other).seen, "Why?");
  hand_in(writer_, other);
  EXPECT_NO_THROW(reviewing().publish(reviewer_, other, draft(reviewer_, other).seen));
}

TEST_F(DraftsTest, WhatWaitsHangsOnNoPartnership) {
  const auto before = reg_->read()->last_event();
  const auto id = whole(writer_);
  hand_in(writer_, id);
  bool met = false;
  for (const auto& change : reg_->read()->changes(before, 100)) {
    if (change.type != model::Partnership::kType) continue;
    met = true;
    EXPECT_FALSE(change.partnership) << "to list partnerships by id would be to walk through all records";
  }
  EXPECT_TRUE(met);
  EXPECT_EQ(waiting_count(*reg_), 1);
}

TEST_F(DraftsTest, ASecondClickMakesNothingTwice) {
  const auto id = begin(writer_);
  EXPECT_EQ(begin(writer_), id);
  EXPECT_NE(begin(writer_, {}, "Other wells"), id);
  EXPECT_NE(begin(speaker_, fund_), id);
  const auto part = registering().add_party(writer_, id, {fund_, {}, "lead", {"finance"}});
  EXPECT_EQ(registering().add_party(writer_, id, {fund_, {}, "lead", {"finance"}}), part);
  EXPECT_EQ(draft(writer_, id).parts.at(0).part.version, 1) << "named, with what it contributes, in one step";
  EXPECT_EQ(draft(writer_, id).parts.at(0).part.value.contributes, std::vector<std::string>{"finance"});
  EXPECT_NE(registering().add_party(writer_, id, {fund_, {}, "member"}), part) << "another role is another";
  model::Organisation fresh;
  fresh.name = base::Text("en", "Turkana Water Users");
  const auto made = registering().add_party(writer_, id, {{}, fresh, "member"});
  EXPECT_EQ(registering().add_party(writer_, id, {{}, fresh, "member"}), made);
  EXPECT_EQ(draft(writer_, id).parts.size(), 3U);
  EXPECT_EQ(note(id)->organisations.size(), 1U);
}

TEST_F(DraftsTest, AChangeIsReviewedWhoeverProposesItAndTheirPartStillStands) {
  const auto record = published(writer_);
  const auto own = Confirming(*reg_).parts(speaker_, fund_, 0, 1).rows.at(0).part;
  Confirming(*reg_).say(speaker_, own.id, own.version, Word::confirm, {});
  rules_.trust_representatives = true;
  const auto change = registering().propose(speaker_, record, fund_);
  EXPECT_FALSE(draft(speaker_, change).may_publish);
  EXPECT_THROW(registering().publish(speaker_, change, draft(speaker_, change).seen), access::Refused);
  auto now = draft(speaker_, change).partnership;
  now.value.purpose = base::Text("en", "Clean water");
  registering().save(speaker_, change, now.version, now.value);
  hand_in(speaker_, change);
  const auto standing = Confirming(*reg_).parts(speaker_, fund_, 0, 1).rows.at(0).part;
  Confirming(*reg_).say(speaker_, standing.id, standing.version, Word::leave, base::Text("en", "It is over"));
  EXPECT_THROW(reviewing().publish(reviewer_, change, draft(reviewer_, change).seen), base::Conflict);
  EXPECT_EQ(reg_->partnership(record)->partnership.value.purpose.str("en"), "Water");
}

TEST_F(DraftsTest, AThreadEndsWithItsDraftAndWithWhoeverWroteInIt) {
  const auto discarded = whole(writer_), kept = begin(speaker_, fund_, "Dams"), gone = whole(writer_);
  registering().comment(writer_, discarded, "Between us");
  registering().discard(writer_, discarded, draft(writer_, discarded).seen);
  EXPECT_FALSE(note(discarded));
  hand_in(writer_, gone);
  registering().comment(reviewer_, gone, "Look at the map");
  ASSERT_EQ(said_of_drafts(*reg_->read(), *reviewer_.account).size(), 1U);
  reviewing().publish(reviewer_, gone, draft(reviewer_, gone).seen);
  EXPECT_FALSE(note(gone));
  EXPECT_TRUE(said_of_drafts(*reg_->read(), *reviewer_.account).empty());

  const auto colleague = actor({{access::Role::contributor, fund_.str()}});
  registering().comment(colleague, kept, "I was there");
  EXPECT_EQ(said_of_drafts(*reg_->read(), *colleague.account).at(0).text, "I was there");
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { end_own_drafts(unit, *colleague.account); });
  EXPECT_EQ(note(kept)->steps.size(), 1U) << "its beginning";
  EXPECT_TRUE(said_of_drafts(*reg_->read(), *colleague.account).empty());
}

TEST_F(DraftsTest, ADraftGoesWhereItsOrganisationGoesAndComesBack) {
  model::Organisation same;
  same.name = base::Text("en", "Fund for the Wells");
  clock_.advance(1);
  const auto kept = base::Uuid::v7(clock_.now());
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(kept, same)); });
  const auto id = whole(speaker_, fund_);
  const auto keeper = actor({{access::Role::representative, kept.str()}});
  Merging merging(*reg_);
  merging.merge(Accounts::by_operator(), kept, fund_);
  ASSERT_EQ(registering().own(keeper).size(), 1U);
  EXPECT_EQ(draft(keeper, id).organisation, kept);
  EXPECT_FALSE(registering().draft(speaker_, id)) << "roles move with the merge";
  merging.undo(Accounts::by_operator(), fund_);
  EXPECT_TRUE(registering().own(keeper).empty());
  EXPECT_EQ(draft(speaker_, id).organisation, fund_);
}

TEST_F(DraftsTest, ATombstoneSpeaksForItsOwnWithdrawalAlone) {
  const auto record = published(writer_);
  reviewing().withdraw(reviewer_, record, 1, "Gone");
  ASSERT_TRUE(tombstone_of(*reg_, record));
  const auto partnership = held<model::Partnership>(*reg_->read()->head(record)).value;
  for (const auto visibility : {store::Visibility::open, store::Visibility::withdrawn})
    reg_->store().write(
        {"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(record, partnership, visibility)); });
  EXPECT_FALSE(tombstone_of(*reg_, record));
}

}  // namespace
}  // namespace entente::registry
