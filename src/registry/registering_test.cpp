// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/registering.hpp"

#include <algorithm>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/confirming.hpp"
#include "registry/host_answers.hpp"
#include "registry/look_alikes.hpp"
#include "registry/part_invitations.hpp"
#include "registry/registering_test.hpp"
#include "registry/reviewing.hpp"
#include "registry/tasks.hpp"

namespace entente::registry {
namespace {

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
  EXPECT_FALSE(registering().draft(speaker_, own));
  EXPECT_FALSE(registering().draft(reviewer_, own));
  EXPECT_FALSE(registering().draft(access::Actor{}, own));
  EXPECT_THROW(registering().comment(reviewer_, own, "Hm"), access::Refused);
  EXPECT_THROW(begin(writer_, fund_), access::Refused) << "for an organisation that one has no role in";
  const auto theirs = whole(speaker_, fund_);
  const auto colleague = actor({{access::Role::contributor, fund_.str()}});
  EXPECT_EQ(registering().own(colleague).size(), 1U);
  EXPECT_TRUE(draft(colleague, theirs).may_write);
  EXPECT_EQ(registering().own(writer_).size(), 1U);
  EXPECT_THROW(reviewing().waiting(writer_, 10), access::Refused);
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
  EXPECT_EQ(reviewing().waiting(reviewer_, 10).size(), 1U);
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
  const auto waiting = reviewing().waiting(reviewer_, 10);
  ASSERT_EQ(waiting.size(), 2U);
  EXPECT_EQ(waiting[0].id, other);
  EXPECT_EQ(waiting[1].id, one);
  EXPECT_EQ(reviewing().waiting(reviewer_, 1).at(0).id, other);
  EXPECT_EQ(waiting_count(*reg_), 2) << "however many are listed";
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

TEST_F(RegisteringTest, AChangeShowsWhichGovernmentsAnswerItLeavesBehind) {
  const auto record = published(writer_);
  const auto own = Confirming(*reg_).parts(speaker_, fund_, 0, 1).rows.at(0).part;
  Confirming(*reg_).say(speaker_, own.id, own.version, Word::confirm, {});
  const auto version = reg_->partnership(record)->partnership.version;
  model::HostAnswer said;
  said.answer = "objects";
  said.cited = base::Text("en", "Water Act");
  answer_as_host(*reg_, actor({{access::Role::focal_point, "KE"}}), "KE", record, {version, 0}, said);
  const auto change = registering().propose(speaker_, record, fund_);
  EXPECT_TRUE(draft(speaker_, change).hosts_left.empty());
  auto now = draft(speaker_, change).partnership;
  now.value.places = {{.kind = "country", .code = "TZ"}};
  registering().save(speaker_, change, now.version, now.value);
  EXPECT_EQ(draft(speaker_, change).hosts_left, std::vector<std::string>{"KE"});
  const auto shown = registering().preview(speaker_, change).value();
  EXPECT_EQ(shown.changes, std::pair(record, version)) << "of which the answer speaks";
  ASSERT_EQ(shown.hosts.size(), 2U);
  EXPECT_EQ(shown.hosts[0].country, "KE");
  EXPECT_FALSE(shown.hosts[0].named);
  EXPECT_EQ(shown.hosts[1].country, "TZ");
  EXPECT_FALSE(shown.hosts[1].answer);
}

TEST_F(RegisteringTest, AChangeIsProposedByAPartyThatHasConfirmedAndReviewedToo) {
  const auto record = published(writer_);
  EXPECT_THROW(registering().propose(speaker_, record, fund_), base::Conflict) << "not confirmed yet";
  const auto own = Confirming(*reg_).parts(speaker_, fund_, 0, 1).rows.at(0).part;
  Confirming(*reg_).say(speaker_, own.id, own.version, Word::confirm, {});
  EXPECT_THROW(registering().propose(writer_, record, fund_), access::Refused);
  const auto change = registering().propose(speaker_, record, fund_);
  EXPECT_EQ(registering().propose(speaker_, record, fund_), change) << "a second click";
  const auto hand_in_change = [&](const base::Uuid& id) {
    auto now = draft(speaker_, id).partnership;
    now.value.purpose = base::Text("en", "Clean water");
    registering().save(speaker_, id, now.version, now.value);
    EXPECT_THROW(registering().add_party(speaker_, id, {fund_, {}, "lead"}), base::Conflict)
        << "it speaks for its part itself";
    EXPECT_EQ(registering().preview(speaker_, id)->parties.size(), 1U) << "as its page will be";
    registering().hand_in(speaker_, id, draft(speaker_, id).seen);
  };
  hand_in_change(change);
  const auto late = registering().propose(speaker_, record, fund_);
  ASSERT_NE(late, change);
  hand_in_change(late);
  EXPECT_EQ(reg_->partnership(record)->partnership.value.purpose.str("en"), "Water");
  EXPECT_EQ(reviewing().publish(reviewer_, change, draft(reviewer_, change).seen), record);
  const auto view = reg_->partnership(record).value();
  EXPECT_EQ(view.partnership.value.purpose.str("en"), "Clean water");
  EXPECT_EQ(view.parties.at(0).state, "confirmed") << "its word stands";
  EXPECT_THROW(reviewing().publish(reviewer_, late, draft(reviewer_, late).seen), base::Conflict)
      << "it was made from a version that has passed";
}

TEST_F(RegisteringTest, AChangeNamesPartiesThatJoinAndThatHadLeft) {
  const auto record = published(writer_);
  const auto own = Confirming(*reg_).parts(speaker_, fund_, 0, 1).rows.at(0).part;
  Confirming(*reg_).say(speaker_, own.id, own.version, Word::confirm, {});
  const auto propose = [&](const NamedParty& named) {
    const auto id = registering().propose(speaker_, record, fund_);
    registering().add_party(speaker_, id, named);
    registering().hand_in(speaker_, id, draft(speaker_, id).seen);
    return id;
  };
  const auto publish = [&](const base::Uuid& id) {
    return reviewing().publish(reviewer_, id, draft(reviewer_, id).seen);
  };
  NamedParty fresh;
  fresh.new_one.name = base::Text("en", "Lake Cooperative");
  fresh.new_one.type = "national_ngo";
  fresh.role = "implementer";
  const auto joins = propose(fresh);
  EXPECT_EQ(registering().preview(speaker_, joins)->parties.size(), 2U);
  EXPECT_EQ(publish(joins), record);
  auto parties = reg_->partnership(record)->parties;
  ASSERT_EQ(parties.size(), 2U);
  EXPECT_EQ(parties[1].organisation.name.str("en"), "Lake Cooperative");
  EXPECT_EQ(parties[1].state, "named");
  EXPECT_EQ(parties[1].part.value.named_by, "Fund for Wells");

  // Both propose the same party in the same role: of the second, whoever reviews it is told.
  const auto other = parties[1].organisation.id;
  const auto one = propose({other, {}, "member"}), two = propose({other, {}, "member"});
  publish(one);
  EXPECT_THROW(publish(two), base::Conflict);

  const auto lake = actor({{access::Role::representative, other.str()}});
  const auto part = [&] {
    const auto now = reg_->partnership(record)->parties;
    return std::ranges::find(now, std::string("implementer"),
                             [](const Party& p) { return p.part.value.role; })
        ->part;
  }();
  Confirming(*reg_).say(lake, part.id, part.version, Word::confirm, {});
  EXPECT_THROW(registering().add_party(speaker_, registering().propose(speaker_, record, fund_),
                                       {other, {}, "implementer"}),
               base::Conflict);
  Confirming(*reg_).say(lake, part.id, part.version, Word::leave, base::Text("en", "Moved away"));
  publish(propose({other, {}, "implementer"}));
  std::vector<std::string> states;
  const auto shown = reg_->partnership(record);
  for (const auto& party : shown->parties)
    if (party.part.value.role == "implementer") states.push_back(party.state);
  std::ranges::sort(states);
  EXPECT_EQ(states, (std::vector<std::string>{"left", "named"})) << "what ended stays as it ended";
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
  for (int n = 0; n < 60; ++n) {
    model::Organisation fresh;
    fresh.name = base::Text("en", "Users of well " + std::to_string(n));
    registering().add_party(writer_, id, {{}, fresh, "member"});
  }
  EXPECT_THROW(registering().add_party(writer_, id, {fund_, {}, "member"}), base::Conflict);
  EXPECT_THROW(registering().add_party(writer_, id, {id, {}, "member"}), base::Conflict);
  for (int n = 1; n < 20; ++n) begin(writer_, {}, "Well " + std::to_string(n));
  EXPECT_THROW(begin(writer_, {}, "Well 20"), base::Conflict);
  EXPECT_NO_THROW(begin(speaker_)) << "another's bound is another's";
  registering().discard(writer_, id, draft(writer_, id).seen);
  EXPECT_NO_THROW(begin(writer_, {}, "Well 20"));
}

TEST_F(RegisteringTest, WhatWillBeCountedIsAResultOnceItIsPublished) {
  const auto id = whole(writer_);
  model::Result measure;
  model::Indicator wells;
  wells.title = base::Text("en", "Wells that work");
  wells.measure = "unit";
  model::Period period;
  period.targets.push_back({.value = "40"});
  period.end = base::PartialDate::parse("2030");
  wells.periods = {period};
  measure.indicators = {wells};
  auto now = draft(writer_, id);
  registering().save(writer_, id, now.partnership.version, now.partnership.value, &measure);
  auto other = measure;
  other.indicators.front().measure = "qualitative";
  EXPECT_THROW(registering().save(writer_, id, now.partnership.version, now.partnership.value, &other),
               base::Conflict)
      << "of the version before";
  now = draft(writer_, id);
  ASSERT_TRUE(now.measure);
  EXPECT_EQ(now.measure->value.indicators, measure.indicators);
  EXPECT_EQ(registering().preview(writer_, id)->results.size(), 1U);
  registering().save(writer_, id, now.partnership.version, now.partnership.value);
  EXPECT_EQ(draft(writer_, id).seen, now.seen) << "nothing was said of it";
  registering().hand_in(writer_, id, now.seen);
  const auto published = reviewing().publish(reviewer_, id, draft(reviewer_, id).seen);
  const auto results = reg_->partnership(published)->results;
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results.at(0).value.indicators.at(0).title.str("en"), "Wells that work");
  EXPECT_FALSE(results.at(0).value.sources.empty());
}

TEST_F(RegisteringTest, WhatWillBeCountedCanBeTakenBackAndEndsWithTheDraft) {
  const auto id = whole(writer_);
  model::Result measure;
  measure.indicators.emplace_back().title = base::Text("en", "Wells");
  auto now = draft(writer_, id).partnership;
  registering().save(writer_, id, now.version, now.value, &measure);
  const model::Result none;
  now = draft(writer_, id).partnership;
  registering().save(writer_, id, now.version, now.value, &none);
  EXPECT_FALSE(draft(writer_, id).measure);
  now = draft(writer_, id).partnership;
  registering().save(writer_, id, now.version, now.value, &measure);
  const auto result = draft(writer_, id).measure->id;
  registering().discard(writer_, id, draft(writer_, id).seen);
  EXPECT_EQ(reg_->read()->head(result)->visibility, store::Visibility::withdrawn);
}

TEST_F(RegisteringTest, WhoeverSaysWhatIsCountedDoesNotPublishIt) {
  const auto both = actor({{access::Role::reviewer, ""}, {access::Role::representative, fund_.str()}});
  const auto id = whole(speaker_, fund_);
  model::Result measure;
  measure.indicators.emplace_back().title = base::Text("en", "Wells");
  const auto now = draft(both, id).partnership;
  registering().save(both, id, now.version, now.value, &measure);
  registering().hand_in(speaker_, id, draft(speaker_, id).seen);
  EXPECT_THROW(reviewing().publish(both, id, draft(both, id).seen), base::Conflict);
  reviewing().publish(reviewer_, id, draft(reviewer_, id).seen);
}

}  // namespace
}  // namespace entente::registry
