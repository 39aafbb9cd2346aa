// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/awaited.hpp"

#include <gtest/gtest.h>

#include <tuple>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/attesting.hpp"
#include "registry/confirming.hpp"
#include "registry/follower_memory.hpp"
#include "registry/merging.hpp"
#include "registry/notices.hpp"
#include "registry/people_test.hpp"
#include "registry/promise_reminders.hpp"
#include "registry/promising.hpp"
#include "registry/tasks.hpp"
#include "registry/witnessing.hpp"

namespace entente::registry {
namespace {

/// A fund that gives to a union, in a partnership that a village has as its beneficiary.
class AwaitedTest : public PeopleTest {
 protected:
  AwaitedTest() {
    for (auto [one, name, role] : {std::tuple(&fund_, "Fund", "funder"),
                                   {&union_, "Union", "member"},
                                   {&village_, "Village", "beneficiary"}}) {
      one->organisation = organisation(name);
      clock_.advance(1);
      one->speaker = person(std::string(name) + "@party.example", {representative(one->organisation)});
      one->role = role;
    }
    model::Partnership partnership;
    partnership.title = base::Text("en", "Wells");
    partnership.places.push_back({.kind = "country", .code = "KE"});
    partnership_ = put(partnership);
    for (auto* one : {&fund_, &union_, &village_}) {
      model::Participation part;
      part.partnership = partnership_;
      part.organisation = one->organisation;
      part.role = one->role;
      one->part = put(part);
    }
    open();
    for (const auto* one : {&fund_, &union_, &village_})
      Confirming(*reg_).say(one->speaker, one->part, 1, Word::confirm, {});
  }
  void open() {
    reg_ = std::make_unique<Register>(store::open_sqlite({.file = folder_ / "register.db", .clock = &clock_}),
                                      clock_);
    reg_->follow();
  }
  base::Uuid put(const model::Record& record) {
    clock_.advance(1);
    const auto id = base::Uuid::v7(clock_.now());
    store_->write({std::string(kImportAuthor)},
                  [&](store::UnitOfWork& unit) { unit.put(revision_of(id, record)); });
    return id;
  }
  struct One {
    base::Uuid organisation, part;
    access::Actor speaker;
    std::string role;
  };
  base::Uuid entered(const Given& what) {
    clock_.advance(1);
    const auto id = base::Uuid::v7(clock_.now());
    Promising(*reg_).enter(fund_.speaker, fund_.part, id, what);
    return id;
  }
  model::Delivery delivery(const std::string& amount = "40") const {
    model::Delivery given;
    given.value = base::Money{base::Decimal::parse(amount).value(), "USD", {}};
    given.receiver.organisation = union_.organisation;
    return given;
  }
  void change(const base::Uuid& id, std::int64_t version, const std::string& amount) {
    Promising(*reg_).change(fund_.speaker, id, version, delivery(amount));
  }
  std::vector<std::string> told(const access::Actor& actor) {
    std::vector<std::string> lines;
    const auto reader = store_->read();
    for (const auto& notice : reader->accounts().notifications_of(*actor.account, 100))
      if (notice.kind != kNoticeRoleGiven)
        lines.push_back(notice_text(*reader, notice, base::Messages::in("en")));
    return lines;
  }
  std::vector<std::string> tasks(const access::Actor& actor) {
    std::vector<std::string> lines;
    for (const auto& task : tasks_of(*reg_, actor, 50))
      if (task.message == "task.deliveries" || task.message == "task.promises")
        lines.push_back(std::string(task.message) + " " + std::to_string(task.count) + " " + task.path);
    return lines;
  }
  std::vector<std::string> levels(const base::Uuid& id) const {
    const auto view = reg_->partnership(partnership_).value();
    for (const auto& each : view.deliveries)
      if (each.id == id) return levels_of(each, view.attestations);
    return {};
  }

  One fund_, union_, village_;
  base::Uuid partnership_;
  std::unique_ptr<Register> reg_;
};

TEST_F(AwaitedTest, ADeliveryWaitsForItsReceiverUntilTheySpeakAndAgainOnceItIsChanged) {
  EXPECT_TRUE(tasks(union_.speaker).empty());
  const auto one = entered(delivery()), other = entered(delivery("7"));
  const auto path = " /account/parts/" + union_.part.str() + "/promises";
  EXPECT_EQ(tasks(union_.speaker), std::vector{"task.deliveries 2" + path});
  EXPECT_TRUE(tasks(fund_.speaker).empty());
  EXPECT_EQ(told(union_.speaker),
            std::vector<std::string>{"Deliveries in “Wells” wait for your word as their receiver."})
      << "once for all that wait";
  EXPECT_TRUE(told(fund_.speaker).empty());

  Witnessing(*reg_).receive(union_.speaker, one, 1, false, base::Text("en", "30 came"));
  EXPECT_EQ(tasks(union_.speaker), std::vector{"task.deliveries 1" + path});
  change(one, 1, "30");
  const auto view = reg_->partnership(partnership_).value();
  EXPECT_FALSE(is_disputed(view.deliveries.at(0), view.attestations));
  EXPECT_TRUE(was_disputed(view.deliveries.at(0), view.attestations));
  EXPECT_FALSE(was_disputed(view.deliveries.at(1), view.attestations));
  EXPECT_EQ(tasks(union_.speaker), std::vector{"task.deliveries 2" + path});
  EXPECT_EQ(told(union_.speaker).at(0),
            "A delivery in “Wells” that you had confirmed or disputed was changed. You are asked anew.");
  change(one, 2, "31");
  EXPECT_EQ(told(union_.speaker).size(), 2U) << "of that version they have said nothing";
  open();
  EXPECT_EQ(tasks(union_.speaker), std::vector{"task.deliveries 2" + path}) << "after a start too";
  Witnessing(*reg_).receive(union_.speaker, one, 3, true, {});
  Witnessing(*reg_).receive(union_.speaker, other, 1, true, {});
  EXPECT_TRUE(tasks(union_.speaker).empty());
  Promising(*reg_).withdraw(fund_.speaker, other, 1, base::Text("en", "Twice"));
  EXPECT_EQ(told(union_.speaker).at(0),
            "A delivery in “Wells” that you had confirmed or disputed was withdrawn.");
}

TEST_F(AwaitedTest, NoWordIsWaitedForThatNobodyMayGive) {
  entered(delivery());
  const auto path = " /account/parts/" + union_.part.str() + "/promises";
  const auto both =
      person("both@party.example", {representative(fund_.organisation), representative(union_.organisation)});
  EXPECT_TRUE(tasks(both).empty()) << "they speak for its giver too";
  clock_.advance(1);
  Promising(*reg_).enter(village_.speaker, village_.part, base::Uuid::v7(clock_.now()), delivery());
  EXPECT_EQ(tasks(both), std::vector{"task.deliveries 1" + path});
  EXPECT_EQ(tasks(union_.speaker), std::vector{"task.deliveries 2" + path});
  const auto steward = with_factor(person("steward@register.example", {{access::Role::steward, ""}}));
  Merging(*reg_).merge(steward, union_.organisation, fund_.organisation);
  reg_->follow();
  const auto left = tasks(union_.speaker);
  ASSERT_EQ(left.size(), 1U);
  EXPECT_TRUE(left.at(0).starts_with("task.deliveries 1 ")) << "what it gave itself waits for nobody";
}

TEST_F(AwaitedTest, WhoeverVerifiedItAndTheGovernmentAreToldOfAChangeToo) {
  const auto id = entered(delivery());
  const auto kenya = person("kenya@gov.example", {{access::Role::focal_point, "KE"}});
  const auto steward = with_factor(person("steward@register.example", {{access::Role::steward, ""}}));
  Witnessing(*reg_).host(kenya, id, 1, "KE", true, {});
  Witnessing(*reg_).verify(steward, id, 1, "independent_verifier", "Audit Office", "https://example.org/a",
                           true, {});
  Promising(*reg_).add_evidence(fund_.speaker, id, 1, {}, "a receipt");
  EXPECT_EQ(told(kenya).size(), 1U);
  EXPECT_EQ(told(steward).size(), 1U);
  EXPECT_EQ(told(union_.speaker).size(), 1U) << "they have not spoken: the one that it waits";
}

TEST_F(AwaitedTest, APromiseIsOverdueOnTheDayAfterItsLastUntilItIsKept) {
  model::Commitment promise;
  promise.value = base::Money{base::Decimal::parse("100").value(), "USD", {}};
  promise.due = base::PartialDate::from_days(base::day_of(clock_.now()) + 2);
  const auto id = entered(promise);
  promise.value.reset();
  promise.quantity = model::Quantity{base::Decimal::parse("5").value(), "wells"};
  promise.due = base::PartialDate::from_days(base::day_of(clock_.now()) + 40);
  entered(promise);
  const auto pass_days = [&](std::int64_t days) { clock_.advance(days * 86'400'000); };
  pass_days(2);
  EXPECT_TRUE(tasks(fund_.speaker).empty());
  EXPECT_EQ(remind_of_promises(*reg_), 0);
  pass_days(1);
  const auto path = " /account/parts/" + fund_.part.str() + "/promises";
  EXPECT_EQ(tasks(fund_.speaker), std::vector{"task.promises 1" + path});
  EXPECT_EQ(reg_->awaited(fund_.organisation, Awaiting::promises, 1).size(), 1U);
  EXPECT_TRUE(reg_->awaited(fund_.organisation, Awaiting::words, 1).empty());
  EXPECT_TRUE(reg_->awaited(fund_.organisation, Awaiting::signatures, 1).empty());
  EXPECT_TRUE(tasks(union_.speaker).empty());
  EXPECT_EQ(remind_of_promises(*reg_), 1);
  EXPECT_EQ(remind_of_promises(*reg_), 0) << "once";
  EXPECT_EQ(told(fund_.speaker).at(0),
            "The day of a promise of yours in “Wells” is past, and it is not kept.");
  auto given = delivery("99");
  given.commitment = id;
  entered(given);
  EXPECT_EQ(tasks(fund_.speaker).size(), 1U) << "one is missing";
  given = delivery("1");
  given.commitment = id;
  entered(given);
  EXPECT_TRUE(tasks(fund_.speaker).empty());
  pass_days(60);
  EXPECT_EQ(tasks(fund_.speaker), std::vector{"task.promises 1" + path});
  EXPECT_EQ(remind_of_promises(*reg_), 1) << "of another day";
}

TEST_F(AwaitedTest, ABeneficiaryThatHasConfirmedItsPartHasAWord) {
  const auto id = entered(delivery());
  const auto benefit = [&](const access::Actor& actor, const base::Uuid& part, bool confirmed = true) {
    Witnessing(*reg_).benefit(actor, id, 1, part, confirmed, base::Text("en", "It runs"));
  };
  EXPECT_THROW(benefit(union_.speaker, village_.part), access::Refused);
  EXPECT_THROW(benefit(union_.speaker, union_.part), base::BadInput) << "it is no beneficiary";
  const auto both = person("both@party.example",
                           {representative(fund_.organisation), representative(village_.organisation)});
  EXPECT_THROW(benefit(both, village_.part), access::Refused) << "whoever gave it";

  const auto confused =
      person("confused@party.example", {{access::Role::invited_party, union_.organisation.str()}});
  EXPECT_THROW(Witnessing(*reg_).receive(confused, id, 1, true, {}), access::Refused)
      << "a part's role opens no organisation";
  const auto invited = person("elder@village.example", {{access::Role::invited_party, village_.part.str()}});
  benefit(invited, village_.part);
  EXPECT_EQ(levels(id), (std::vector<std::string>{"claim", "host_government"}));
  auto said = reg_->partnership(partnership_)->attestations.at(0).value;
  EXPECT_EQ(said.by, kByInvitedParty);
  EXPECT_EQ(said.organisation, village_.organisation);
  benefit(village_.speaker, village_.part, false);
  ASSERT_EQ(reg_->partnership(partnership_)->attestations.size(), 1U) << "one word of one party";
  said = reg_->partnership(partnership_)->attestations.at(0).value;
  EXPECT_EQ(said.state, "disputed");
  EXPECT_EQ(said.by, "");
  EXPECT_THROW(benefit(invited, village_.part), base::Conflict) << "a representative has spoken";
  EXPECT_EQ(levels(id), std::vector<std::string>{"claim"});

  change(id, 1, "41");
  EXPECT_EQ(told(village_.speaker).size(), 1U);
  Confirming(*reg_).say(village_.speaker, village_.part, 1, Word::leave, base::Text("en", "No more"));
  EXPECT_THROW(Witnessing(*reg_).benefit(village_.speaker, id, 2, village_.part, true, {}), base::Conflict);
}

TEST(Awaited, IsKeptWithTheBaseOfTheIndex) {
  Tally tally;
  tally.awaited = {{base::Uuid::v7({1}), base::Uuid::v7({2}), 3, 2, {-5, 20'000}},
                   {base::Uuid::v7({4}), {}, 0, 0, {7}}};
  tally.reporting.stays_due = 20'001;
  tally.reporting.put_off = 20'002;
  const auto read = unpack_tally(pack_tally(tally));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->awaited, tally.awaited);
  EXPECT_EQ(read->reporting, tally.reporting);
  EXPECT_FALSE(unpack_tally(pack_tally(tally).substr(0, 30)));
}

}  // namespace
}  // namespace entente::registry
