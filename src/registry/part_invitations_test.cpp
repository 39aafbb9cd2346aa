// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/part_invitations.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/confirming.hpp"
#include "registry/people_test.hpp"
#include "registry/tasks.hpp"

namespace entente::registry {
namespace {

using access::Role;

/// A partnership that names the World Health Organization, which has a representative, and a union, which has
/// nobody.
class PartInvitationsTest : public PeopleTest {
 protected:
  PartInvitationsTest() {
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = false, .clock = &clock_}), clock_);
    model::Partnership made;
    made.title.add("en", "Safe water");
    writer_ = visitor("writer@ngo.example", {});
    store_->write({writer_.actor.account->str()},
                  [&](store::UnitOfWork& unit) { unit.put(revision_of(record_, made)); });
    put_part(own_, who_, store::Visibility::open);
    put_part(union_part_, union_, store::Visibility::open);
    confirming().say(chief_.actor, own_, 1, Word::confirm, {});
  }

  void put_part(const base::Uuid& id, const base::Uuid& organisation, store::Visibility visibility,
                const std::string& role = "member") {
    const model::Participation part{.partnership = record_, .organisation = organisation, .role = role};
    store_->write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(id, part, visibility)); });
  }
  access::Grant to_union() const { return {Role::invited_party, union_part_.str()}; }
  std::string invite(const access::Actor& actor, OfferWay way = OfferWay::link) {
    return delegation_.offer(actor, "party@union.example", "Party", "en", to_union(), way).secret;
  }
  Visitor taken(const std::string& secret) {
    const auto done = delegation_.take(secret, {{}, "Wanjiru", "en", std::string(kPassword)}, kHere);
    return accounts_->visitor(done.sign_in.secret);
  }
  Confirming confirming() { return Confirming(*reg_); }
  OwnPart standing() { return confirming().published_part(union_part_).value(); }
  void say(const access::Actor& actor, Word word, const std::string& remark = {}) {
    confirming().say(actor, union_part_, standing().part.version, word, base::Text("en", remark));
  }

  std::unique_ptr<Register> reg_;
  Delegation delegation_{*store_, clock_, *accounts_};
  base::Uuid who_ = organisation("World Health Organization"), union_ = organisation("Union");
  base::Uuid record_ = base::Uuid::v7(clock_.now()), own_ = base::Uuid::v7(clock_.now()),
             union_part_ = base::Uuid::v7(clock_.now());
  Visitor chief_ = visitor("chief@who.example", {representative(who_)});
  access::Actor steward_ = with_factor(person("steward@register.example", {{Role::steward, ""}}));
  Visitor writer_;
};

TEST_F(PartInvitationsTest, IsMadeByAPartyTheWriterOrASteward) {
  const auto stranger = person("left@fao.example", {representative(organisation("Elsewhere"))});
  const auto helper = person("helper@who.example", {{Role::contributor, who_.str()}});
  // A role that names an organisation where a part is due opens nothing of that organisation.
  const auto odd = person("odd@who.example", {{Role::invited_party, who_.str()}});
  for (const auto& actor : {access::Actor{}, stranger, helper, odd}) {
    EXPECT_THROW(invite(actor), access::Refused);
    EXPECT_THROW(invited_parts(*reg_, actor, record_, 0, 10), access::Refused);
    EXPECT_THROW(invited_part(*reg_, actor, union_part_), access::Refused);
  }
  for (const auto& actor : {steward_, chief_.actor, writer_.actor}) {
    EXPECT_NE(invite(actor), "");
    const auto parts = invited_parts(*reg_, actor, record_, 0, 10);
    ASSERT_EQ(parts.total, 2U);
    EXPECT_EQ(parts.partnership.str("en"), "Safe water");
  }
  const auto part = invited_part(*reg_, chief_.actor, union_part_);
  EXPECT_EQ(part.asked.offers.size(), 1U) << "the newest";
  EXPECT_EQ(part.representatives, 0U);
  EXPECT_EQ(invited_part(*reg_, chief_.actor, own_).representatives, 1U);
  EXPECT_EQ(invited_parts(*reg_, chief_.actor, record_, 1, 10).rows.size(), 1U);
  EXPECT_THROW(invited_parts(*reg_, steward_, union_part_, 0, 10), base::NotFound);
  EXPECT_THROW(
      delegation_.offer(steward_, "p@union.example", "P", "en", {Role::invited_party, record_.str()}),
      base::NotFound)
      << "a partnership has many parts";
}

TEST_F(PartInvitationsTest, TheRecordSaysThatThePartyWasAsked) {
  EXPECT_EQ(standing().state, "named");
  invite(chief_.actor);
  EXPECT_EQ(standing().state, "asked");
  EXPECT_EQ(standing().said->value.at, "2026-11-24T04:05:06.000Z");
  const auto offer = invited_part(*reg_, chief_.actor, union_part_).asked.offers.at(0).id;
  EXPECT_THROW(delegation_.withdraw_offer(writer_.actor, union_part_.str(), offer), access::Refused)
      << "another made it";
  delegation_.withdraw_offer(chief_.actor, union_part_.str(), offer);
  EXPECT_EQ(standing().state, "named") << "nobody is asked any more";
}

TEST_F(PartInvitationsTest, WhoeverTakesItAnswersForThatPartAlone) {
  const auto wanjiru = taken(invite(chief_.actor));
  ASSERT_EQ(tasks_of(*reg_, wanjiru.actor, 10).size(), 1U);
  EXPECT_EQ(tasks_of(*reg_, wanjiru.actor, 10)[0].path, "/account/parts/" + union_part_.str());
  EXPECT_TRUE(confirming().part(wanjiru.actor, union_part_)->may_answer);
  EXPECT_THROW(confirming().part(wanjiru.actor, own_), access::Refused);
  EXPECT_THROW(confirming().parts(wanjiru.actor, union_, 0, 10), access::Refused);
  EXPECT_THROW(confirming().say(wanjiru.actor, own_, 1, Word::confirm, {}), access::Refused);
  say(wanjiru.actor, Word::confirm, "Gladly");
  EXPECT_EQ(standing().state, "confirmed");
  EXPECT_EQ(standing().said->value.by, kByInvitedParty);
  EXPECT_TRUE(tasks_of(*reg_, wanjiru.actor, 10).empty());
  EXPECT_THROW(invite(wanjiru.actor), access::Refused) << "whoever was invited invites nobody";
  invite(chief_.actor);
  EXPECT_EQ(standing().state, "confirmed") << "who has answered is not shown as asked";
  say(wanjiru.actor, Word::leave, "Over");
  EXPECT_EQ(standing().state, "left");
}

TEST_F(PartInvitationsTest, ARepresentativesWordStandsAgainstThatOfWhoeverWasInvited) {
  const auto wanjiru = taken(invite(chief_.actor));
  say(wanjiru.actor, Word::confirm);
  const auto speaker = person("speaker@union.example", {representative(union_)});
  say(speaker, Word::confirm);
  EXPECT_EQ(standing().said->value.by, kByRepresentative);
  EXPECT_FALSE(confirming().part(wanjiru.actor, union_part_)->may_answer);
  EXPECT_THROW(say(wanjiru.actor, Word::leave, "Over"), base::Conflict);
  EXPECT_THROW(confirming().correct(wanjiru.actor, union_part_, 1, standing().part.value, {}),
               base::Conflict);
  EXPECT_EQ(standing().state, "confirmed");
}

TEST_F(PartInvitationsTest, IsTakenBackByWhoeverMadeItTheirPartyOrASteward) {
  const auto wanjiru = taken(invite(chief_.actor));
  const auto& id = *wanjiru.actor.account;
  EXPECT_THROW(delegation_.uninvite(writer_.actor, id, to_union()), access::Refused);
  EXPECT_THROW(delegation_.uninvite(chief_.actor, id, {Role::invited_party, own_.str()}), base::NotFound);
  delegation_.uninvite(chief_.actor, id, to_union());
  EXPECT_EQ(standing().state, "named");
  EXPECT_THROW(say(now_holding(wanjiru.actor), Word::confirm), access::Refused);
  EXPECT_TRUE(invited_part(*reg_, chief_.actor, union_part_).asked.people.empty());
}

TEST_F(PartInvitationsTest, OpensNothingOnceThePartIsWithdrawnAndTheRoleCountsForNothing) {
  const auto second = invite(chief_.actor);
  const auto wanjiru = taken(invite(steward_));
  put_part(union_part_, union_, store::Visibility::withdrawn);
  EXPECT_FALSE(delegation_.offered(second));
  EXPECT_THROW(invite(steward_), base::NotFound);
  EXPECT_FALSE(confirming().part(wanjiru.actor, union_part_));
  EXPECT_THROW(confirming().say(wanjiru.actor, union_part_, 1, Word::confirm, {}), base::NotFound);
  EXPECT_TRUE(tasks_of(*reg_, wanjiru.actor, 10).empty());
}

TEST_F(PartInvitationsTest, GoesWithThePartWhereItsOrganisationIsMergedIntoAnother) {
  const auto wanjiru = taken(invite(chief_.actor));
  put_part(union_part_, who_, store::Visibility::open);  // as merging writes it
  say(wanjiru.actor, Word::confirm);
  EXPECT_EQ(standing().said->value.organisation, who_);
}

TEST_F(PartInvitationsTest, ACodeOpensItHoweverItIsTyped) {
  auto code = invite(chief_.actor, OfferWay::code);
  ASSERT_EQ(code.size(), 14U) << code;
  EXPECT_TRUE(delegation_.offered(code)->by_code);
  std::ranges::transform(code, code.begin(), [](unsigned char c) { return std::toupper(c); });
  std::ranges::replace(code, '-', ' ');
  EXPECT_TRUE(delegation_.offered(code));
  EXPECT_FALSE(delegation_.offered("aaaa-aaaa-aaaa"));
  EXPECT_TRUE(taken(code).actor.holds(to_union()));
  EXPECT_FALSE(delegation_.offered(code)) << "it opens once";
}

TEST_F(PartInvitationsTest, ACodeOpensNoAccountWhereMailCouldProveTheAddress) {
  Accounts mailing(*store_, clock_,
                   AccountRules{.cost = {1, 8192}, .key = access::Key::fresh(), .mails = true});
  Delegation delegation(*store_, clock_, mailing);
  const auto code =
      delegation.offer(chief_.actor, "party@union.example", "Party", "en", to_union(), OfferWay::code).secret;
  ASSERT_NE(code, "") << "it is not mailed";
  EXPECT_THROW(delegation.take(code, {{}, "Wanjiru", "en", std::string(kPassword)}, kHere), access::Refused);
  delegation.take(visitor("party@union.example", {}), code);
}

TEST_F(PartInvitationsTest, WhoeverGuessesCodesIsHeardEverMoreSeldom) {
  for (int i = 0; i < 5; ++i) EXPECT_FALSE(accounts_->count_code(kHere)) << i;
  const auto heard = accounts_->count_code(kHere);
  ASSERT_TRUE(heard);
  EXPECT_FALSE(accounts_->count_code(kElsewhere)) << "another network";
  accounts_->forgive_code(kElsewhere);
  EXPECT_TRUE(accounts_->count_code(kHere)) << "one that was right gives nobody else free tries";
  clock_.advance(30'000);
  EXPECT_FALSE(accounts_->count_code(kHere));
  EXPECT_TRUE(accounts_->count_code(kHere));
}

TEST_F(PartInvitationsTest, AContributorPreparesAndARepresentativeSpeaks) {
  const auto helper = person("helper@who.example", {{Role::contributor, who_.str()}});
  const auto own = confirming().part(helper, own_);
  ASSERT_TRUE(own);
  EXPECT_FALSE(own->may_answer);
  EXPECT_EQ(confirming().parts(helper, who_, 0, 10).total, 1U);
  auto wanted = own->part.value;
  wanted.brings = base::Text("en", "Two laboratories");
  wanted.organisation = union_;  // what is not to be said there
  EXPECT_THROW(confirming().say(helper, own_, 1, Word::confirm, {}), access::Refused);
  EXPECT_THROW(confirming().correct(helper, own_, 1, wanted, {}), access::Refused);
  EXPECT_THROW(confirming().prepare(helper, union_part_, 1, wanted, 0), access::Refused);
  EXPECT_THROW(confirming().prepare(helper, own_, 2, wanted, 0), base::Conflict);
  confirming().prepare(helper, own_, 1, wanted, 0);

  EXPECT_TRUE(confirming().published_part(own_)->part.value.brings.empty());
  EXPECT_FALSE(confirming().published_part(own_)->prepared) << "nobody else sees it";
  EXPECT_EQ(reg_->partnership(record_)->parties.size(), 2U) << "nor is it a part";
  const auto seen = confirming().part(chief_.actor, own_);
  ASSERT_TRUE(seen && seen->prepared);
  EXPECT_EQ(seen->prepared->value.brings.str("en"), "Two laboratories");
  EXPECT_EQ(seen->prepared->value.organisation, who_);
  confirming().correct(chief_.actor, own_, 1, seen->prepared->value, {});
  EXPECT_EQ(confirming().published_part(own_)->part.value.brings.str("en"), "Two laboratories");
  EXPECT_FALSE(confirming().part(helper, own_)->prepared) << "it is done";

  wanted.brings = base::Text("en", "Three laboratories");
  confirming().prepare(helper, own_, 2, wanted, 0);
  const auto second = confirming().part(helper, own_)->prepared->version;
  EXPECT_THROW(confirming().discard_prepared(chief_.actor, own_, second - 1), base::Conflict);
  confirming().discard_prepared(chief_.actor, own_, second);
  EXPECT_FALSE(confirming().part(chief_.actor, own_)->prepared);
}

TEST_F(PartInvitationsTest, WhatIsPreparedIsOfTheVersionItWasMadeFrom) {
  const auto helper = person("helper@who.example", {{Role::contributor, who_.str()}});
  auto wanted = confirming().part(helper, own_)->part.value;
  wanted.brings = base::Text("en", "Two laboratories");
  confirming().prepare(helper, own_, 1, wanted, 0);
  put_part(own_, who_, store::Visibility::open, "lead");  // as a file writes it
  const auto seen = confirming().part(chief_.actor, own_);
  EXPECT_EQ(seen->part.version, 2);
  EXPECT_EQ(seen->prepared_from, 1);
  const auto version = seen->prepared->version;
  EXPECT_THROW(confirming().correct(chief_.actor, own_, 1, seen->prepared->value, {}, version),
               base::Conflict);
  wanted.brings = base::Text("en", "Three");
  EXPECT_THROW(confirming().prepare(helper, own_, 2, wanted, 0), base::Conflict)
      << "another's is not replaced";
  confirming().prepare(helper, own_, 2, wanted, version);
  EXPECT_EQ(confirming().part(chief_.actor, own_)->prepared_from, 2);
  EXPECT_THROW(confirming().correct(chief_.actor, own_, 2, seen->prepared->value, {}, version),
               base::Conflict)
      << "another has been prepared since";
}

TEST_F(PartInvitationsTest, WhatAnOrganisationPreparesIsHiddenFromWhoeverWasInvited) {
  const auto wanjiru = taken(invite(chief_.actor));
  const auto helper = person("helper@union.example", {{Role::contributor, union_.str()}});
  auto wanted = standing().part.value;
  wanted.brings = base::Text("en", "Members");
  confirming().prepare(helper, union_part_, 1, wanted, 0);
  EXPECT_FALSE(confirming().part(wanjiru.actor, union_part_)->prepared);
  EXPECT_THROW(confirming().discard_prepared(wanjiru.actor, union_part_, 1), access::Refused);
  EXPECT_THROW(confirming().prepare(wanjiru.actor, union_part_, 1, wanted, 0), base::Conflict);
  wanted.brings = base::Text("en", "Strikes");
  confirming().correct(wanjiru.actor, union_part_, 1, wanted, {}, 0);
  EXPECT_EQ(standing().part.value.sources.at(0).stated_by, kByInvitedParty) << "not the organisation";
  EXPECT_TRUE(confirming().part(helper, union_part_)->prepared) << "it waits for a representative";
}

TEST_F(PartInvitationsTest, WhoeverHasNotConfirmedInvitesToItsOwnPartAlone) {
  const auto speaker = person("speaker@union.example", {representative(union_)});
  const access::Grant to_who{Role::invited_party, own_.str()};
  const auto to_other = [&] { return delegation_.offer(speaker, "p@who.example", "P", "en", to_who); };
  EXPECT_THROW(to_other(), access::Refused) << "merely named";
  EXPECT_THROW(invited_part(*reg_, speaker, own_), access::Refused);
  ASSERT_EQ(invited_parts(*reg_, speaker, record_, 0, 10).rows.size(), 1U);
  EXPECT_EQ(invited_parts(*reg_, speaker, record_, 0, 10).rows[0].party.part.id, union_part_);
  EXPECT_NE(invite(speaker), "");
  say(speaker, Word::decline, "Never agreed");
  EXPECT_THROW(to_other(), access::Refused);
  say(speaker, Word::confirm);
  EXPECT_NE(to_other().secret, "");
}

TEST_F(PartInvitationsTest, WhoeverWroteWhatAnotherPublishedMayInvite) {
  const auto author = person("author@ngo.example", {});
  store_->write({"test"}, [&](store::UnitOfWork& unit) { note_writer(unit, record_, *author.account); });
  EXPECT_NE(invite(author), "");
  EXPECT_THROW(invite(writer_.actor), access::Refused) << "the first revision is the publisher's";
}

TEST_F(PartInvitationsTest, NobodyIsGivenATaskThatARepresentativeHasDone) {
  const auto wanjiru = taken(invite(chief_.actor));
  say(person("speaker@union.example", {representative(union_)}), Word::confirm);
  put_part(union_part_, union_, store::Visibility::open, "lead");
  EXPECT_EQ(standing().state, "asked");
  EXPECT_TRUE(tasks_of(*reg_, wanjiru.actor, 10).empty());
}

}  // namespace
}  // namespace entente::registry
