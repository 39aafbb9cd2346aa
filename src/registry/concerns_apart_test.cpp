// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Concerns of several people at once, and what keeps them apart: replies, merges, withdrawn records, keys.
#include "registry/concerns.hpp"

#include <algorithm>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/concerns_test.hpp"
#include "registry/jobs/job.hpp"
#include "registry/merging.hpp"
#include "registry/notices.hpp"
#include "registry/reading.hpp"
#include "registry/tasks.hpp"

namespace entente::registry {
namespace {

using access::Role;
using store::ConcernSight;
using store::ConcernState;

TEST_F(ConcernsTest, RepliesKeepNobodyFromAnsweringAndClosing) {
  raised(about(wells_));
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::handed_on, "A well."));
  for (std::size_t i = 0; i < kMostConcernReplies; ++i)
    EXPECT_FALSE(concerns_->reply(speaker_, 1, "It was dug."));
  EXPECT_EQ(concerns_->reply(speaker_, 1, "It was dug.").value().kind, ConcernFault::Kind::too_many);
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::published, "A well."));
  for (std::size_t i = 2; i < kMostConcernSteps; ++i) EXPECT_FALSE(concerns_->answer(steward_, 1, "Yes."));
  EXPECT_EQ(concerns_->answer(steward_, 1, "Yes.").value().kind, ConcernFault::Kind::too_many);
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::counted, {}));
  EXPECT_FALSE(concerns_->close(steward_, 1, "All is said."));
}

TEST_F(ConcernsTest, NothingIsWrittenOverWhatAFormDidNotShowAndNothingTwice) {
  using Kind = ConcernFault::Kind;
  const auto wanted = about(wells_);
  raised(wanted);
  EXPECT_FALSE(concerns_->answer(steward_, 1, "It was dug.", 1));
  EXPECT_FALSE(concerns_->answer(steward_, 1, "It was dug.", 1)) << "sent twice";
  EXPECT_EQ(concerns_->look(steward_, 1).lines.size(), 2U);
  EXPECT_EQ(mails().size(), 1U);
  EXPECT_EQ(concerns_->close(steward_, 1, "It was dug.", 1).value().kind, Kind::moved_on);
  EXPECT_FALSE(concerns_->add(wanted.secret, "It was not.", "203.0.113.9", 2));
  EXPECT_FALSE(concerns_->add(wanted.secret, "It was not.", "203.0.113.9", 2)) << "sent twice";
  EXPECT_EQ(concerns_->add(wanted.secret, "Nor is it.", "203.0.113.9", 2).value().kind, Kind::moved_on);
  EXPECT_EQ(concerns_->answer(steward_, 1, "Thank you.", 2).value().kind, Kind::moved_on);
  EXPECT_EQ(concerns_->own(wanted.secret)->concern.state, ConcernState::open) << "the clock runs";
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::handed_on, "A well.", 3));
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::handed_on, "A well.", 3)) << "sent twice";
  const auto shown = concerns_->handed(speaker_, 1)->lines.size();
  EXPECT_FALSE(concerns_->reply(speaker_, 1, "So it is.", shown));
  EXPECT_FALSE(concerns_->reply(speaker_, 1, "So it is.", shown));
  EXPECT_EQ(concerns_->reply(speaker_, 1, "Or is it?", shown).value().kind, Kind::moved_on);
  EXPECT_EQ(concerns_->look(steward_, 1).lines.size(), 5U);
  EXPECT_FALSE(concerns_->close(steward_, 1, "All is said.", 5));
  EXPECT_EQ(concerns_->answer(steward_, 1, "Once more.", 5).value().kind, Kind::moved_on)
      << "and no bare 409";
}

TEST_F(ConcernsTest, WhoeverSpeaksForTheOneConcernedIsNotToldOfIt) {
  auto both = steward_;
  both.grants.push_back({Role::representative, who_.str()});
  model::Organisation other;
  other.name.add("en", "A well maker");
  const auto elsewhere = put(other);
  for (const auto& record : {wells_, elsewhere, who_, elsewhere}) raised(about(record));
  const auto numbers = [&](const access::Actor& actor, std::size_t limit) {
    std::vector<std::int64_t> all;
    for (const auto& row : concerns_->list(actor, ConcernState::open, {}, 0, limit))
      all.push_back(row.concern.number);
    return all;
  };
  EXPECT_EQ(numbers(both, 10), (std::vector<std::int64_t>{2, 4}));
  EXPECT_EQ(numbers(both, 1), std::vector<std::int64_t>{2});
  EXPECT_EQ(numbers(steward_, 10).size(), 4U);
  const auto told = [&](const access::Actor& actor) {
    std::int64_t count = 0;
    for (const auto& task : tasks_of(*reg_, actor, 10))
      if (std::string_view(task.message) == "task.concerns") count += task.count;
    return count;
  };
  EXPECT_EQ(told(steward_), 4);
  EXPECT_EQ(told(both), 2);
}

TEST_F(ConcernsTest, ATokenIsNotToldWhoRaisedItAndLeavesItsTraceWithoutTheNumber) {
  raised(about(wells_));
  EXPECT_EQ(concerns_->look(steward_, 1).address, "otieno@mail.example");
  auto program = steward_;
  program.scopes = {access::Scope::office};
  program.token = "Nightly";
  const auto detail = concerns_->look(program, 1);
  EXPECT_EQ(detail.name + detail.address, "");
  EXPECT_EQ(detail.lines.size(), 1U) << "what was said it reads";
  EXPECT_FALSE(concerns_->answer(program, 1, "It will be dug."));
  EXPECT_FALSE(concerns_->show(program, 1, ConcernSight::handed_on, "It was never dug."));
  int found = 0;
  for (const auto& event : reg_->read()->accounts().events_of(*steward_.account, base::Uuid(), 100))
    if (event.what == "office_concern") {
      ++found;
      EXPECT_EQ(event.detail, "Nightly");
    }
  EXPECT_EQ(found, 2);
}

TEST_F(ConcernsTest, AMergeTakesThemAlongAndItsUndoingGivesThemBack) {
  model::Organisation one;
  one.name.add("en", "WHO");
  const auto kept = put(one);
  raised(about(who_));
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::published, "A well."));
  Merging merging(*reg_);
  merging.merge(Accounts::by_operator(), kept, who_);
  auto speaker = speaker_;
  speaker.grants = {{Role::representative, kept.str()}};
  EXPECT_EQ(concerns_->counts(kept).at(0), 1);
  EXPECT_EQ(concerns_->about(kept).published.size(), 1U);
  EXPECT_EQ(concerns_->subject(who_)->id, kept) << "an old address leads to the one that is kept";
  ASSERT_TRUE(concerns_->handed(speaker, 1));
  EXPECT_FALSE(concerns_->reply(speaker, 1, "It was dug."));
  auto both = steward_;
  both.grants.push_back({Role::representative, kept.str()});
  EXPECT_THROW(concerns_->answer(both, 1, "All is well."), access::Refused);
  EXPECT_EQ(raised(about(who_)), 2);
  EXPECT_EQ(concerns_->counts(kept).at(0), 2);

  merging.undo(Accounts::by_operator(), who_);
  EXPECT_EQ(concerns_->counts(who_).at(0), 1);
  EXPECT_EQ(concerns_->counts(kept).at(0), 1) << "raised about it since";
  EXPECT_TRUE(concerns_->handed(speaker_, 1));
}

TEST_F(ConcernsTest, WhatWasNeverPublicHasNoPageAndWhatIsWithdrawnKeepsIts) {
  const auto again = [&](const base::Uuid& id, const model::Record& record, store::Visibility visibility) {
    reg_->store().write({"test"},
                        [&](store::UnitOfWork& unit) { unit.put(revision_of(id, record, visibility)); });
  };
  model::Partnership secret;
  secret.title.add("en", "Not to be known");
  const auto draft = base::Uuid::v7(clock_.now());
  again(draft, secret, store::Visibility::draft);
  EXPECT_FALSE(concerns_->subject(draft));
  again(draft, secret, store::Visibility::withdrawn);
  EXPECT_FALSE(concerns_->subject(draft)) << "a draft that was discarded";
  const auto wells = held<model::Partnership>(*reg_->read()->head(wells_)).value;
  again(wells_, wells, store::Visibility::withdrawn);
  ASSERT_TRUE(concerns_->subject(wells_));
  EXPECT_FALSE(concerns_->subject(wells_)->stands);
}

TEST_F(ConcernsTest, WhoeverDeclinedItsPartIsNotConcerned) {
  EXPECT_EQ(concerns_->subject(wells_)->places.size(), 1U);
  const auto part =
      held<model::Participation>(reg_->read()->of_partnership(wells_, model::Participation::kType).front());
  model::Confirmation said{
      .partnership = wells_, .participation = part.id, .organisation = who_, .state = "declined"};
  said.part_hash = base::hex(part.hash);
  put(said);
  EXPECT_TRUE(concerns_->subject(wells_)->places.empty());
}

TEST_F(ConcernsTest, RepliesDoNotKeepTheContactLonger) {
  raised(about(wells_));
  EXPECT_FALSE(concerns_->answer(steward_, 1, "So it is."));
  clock_.advance(29LL * 86'400'000);
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::published, "A well."));
  EXPECT_FALSE(concerns_->reply(speaker_, 1, "It was dug."));
  clock_.advance(2LL * 86'400'000);
  tidy_store(*reg_);
  EXPECT_EQ(concerns_->look(steward_, 1).name, "");
}

TEST_F(ConcernsTest, OverdueOnesComeFirstAndAreATask) {
  raised(about(wells_));
  clock_.advance(86'400'000);
  const auto later = about(who_);
  raised(later);
  EXPECT_FALSE(concerns_->answer(steward_, 1, "So it is."));
  clock_.advance(86'400'000);
  const auto tasks = [&](const access::Actor& actor) {
    std::vector<std::string> all;
    for (const auto& task : tasks_of(*reg_, actor, 10))
      if (task.message.starts_with("task.concern"))
        all.push_back(std::string(task.message) + " " + std::to_string(task.count));
    return all;
  };
  EXPECT_EQ(tasks(steward_), std::vector<std::string>{"task.concerns 1"});
  raised(about(wells_));
  clock_.advance(29LL * 86'400'000);
  EXPECT_EQ(tasks(steward_), (std::vector<std::string>{"task.concerns_overdue 1", "task.concerns 2"}));
  const auto rows = concerns_->list(steward_, ConcernState::open, {}, 0, 10);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].concern.number, 2);
  EXPECT_EQ(concerns_->list(steward_, ConcernState::open, rows[0].concern.due, 2, 10).at(0).concern.number,
            3);

  EXPECT_TRUE(tasks(speaker_).empty());
  EXPECT_FALSE(concerns_->show(steward_, 3, ConcernSight::handed_on, "A well."));
  EXPECT_EQ(tasks(speaker_), std::vector<std::string>{"task.concern_reply 1"});
  EXPECT_FALSE(concerns_->reply(speaker_, 3, "It was dug."));
  EXPECT_TRUE(tasks(speaker_).empty());
  EXPECT_EQ(notices_of(steward_).front(), "concern reply 3");
}

TEST_F(ConcernsTest, TheStampChangesWithWhatEverybodySees) {
  auto last = concerns_->stamp();
  const auto changed = [&] { return std::exchange(last, concerns_->stamp()) != last; };
  EXPECT_FALSE(changed());
  const auto wanted = about(wells_);
  raised(wanted);
  EXPECT_NE(concerns_->stamp(), last);
  last = concerns_->stamp();
  const Concerns other(*reg_, *accounts_, 30);  // as another node sees it
  EXPECT_EQ(other.stamp(), last);
  EXPECT_FALSE(concerns_->show(steward_, 1, ConcernSight::handed_on, "A well."));
  EXPECT_FALSE(concerns_->reply(speaker_, 1, "It was dug."));
  EXPECT_FALSE(concerns_->add(wanted.secret, "More.", "203.0.113.99"));
  EXPECT_EQ(concerns_->stamp(), last) << "which nobody else sees";
  concerns_->withdraw(wanted.secret);
  EXPECT_NE(concerns_->stamp(), last);
  EXPECT_EQ(other.stamp(), last);
  clock_.advance(1000);
  EXPECT_EQ(other.stamp(), concerns_->stamp());
}

TEST_F(ConcernsTest, WithAnotherKeyItOpensAsBefore) {
  const auto wanted = about(wells_);
  raised(wanted);
  const auto next = access::Key::fresh();
  std::size_t sealed = 0;
  reg_->store().write({"test"},
                      [&](store::UnitOfWork& unit) { sealed = seal_concerns(unit.concerns(), key_, next); });
  EXPECT_EQ(sealed, 2U);
  const auto concern = reg_->read()->concerns().numbered(1).value();
  EXPECT_EQ(concern_lines(*reg_->read(), next, concern, ConcernReaderKind::office).at(0).step.words,
            kConcernWords);
  EXPECT_EQ(opened_contact(next, concern).name, "Otieno");
  EXPECT_TRUE(concern_lines(*reg_->read(), key_, concern, ConcernReaderKind::office).at(0).unreadable);
}

}  // namespace
}  // namespace entente::registry
