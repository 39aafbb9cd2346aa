// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What one party can do to what others have signed, or wrote, and what a merge does to it.
#include <sqlite3.h>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/agreeing_test.hpp"
#include "registry/merging.hpp"
#include "registry/tasks.hpp"

namespace entente::registry {
namespace {

class AgreementOfSeveralTest : public AgreeingTest {};

using enum AgreementState;

TEST_F(AgreementOfSeveralTest, NoPartyTakesBackAloneWhatAllHaveSigned) {
  const auto id = made();
  const auto key = keyed(union_, "union.example/sign");
  sign(id, fund_);
  sign(id, school_);
  agreeing_().take(union_.actor, id, note(key, statement(id, union_)));
  EXPECT_EQ(state(id), in_force);
  // Before the key was registered, even.
  end_key(union_, signing_keys(*reg_, union_.organisation).at(0).id, "2020-01-01");
  EXPECT_EQ(state(id), waits);
  EXPECT_THROW(withdraw(union_.actor, id, 1), access::Refused);
  EXPECT_THROW(withdraw(fund_.actor, id, 1), base::Conflict);
  // All may end it, or agree anew.
  agreeing_().propose(union_.actor, id, 1, text("end"), {});
  EXPECT_THROW(withdraw(union_.actor, id, 2), access::Refused);
  auto anew = text();
  anew.exit = base::Text("en", "By a letter.");
  agreeing_().propose(union_.actor, id, 2, anew, {});
  for (const auto* each : {&fund_, &union_, &school_}) sign(id, *each);
  EXPECT_EQ(state(id), in_force);
}

TEST_F(AgreementOfSeveralTest, AMergeOfTwoPartiesSignsForNeither) {
  const auto id = made();
  sign(id, fund_);
  sign(id, school_);
  const access::Actor steward{fresh_id(), {{access::Role::steward, ""}}, true};
  Merging(*reg_).merge(steward, fund_.organisation, union_.organisation);
  reg_->follow();
  EXPECT_EQ(state(id), waits);
  ASSERT_EQ(view(id).head().needed.size(), 3U);
  EXPECT_EQ(agreeing_().own_parties(fund_.actor, view(id).head()).size(), 2U);
  const auto sign_for_both = [&] {
    for (const auto& party : {fund_.organisation, union_.organisation})
      sign(id, fund_, view(id).head().text.version, party);
  };
  sign_for_both();
  EXPECT_EQ(state(id), in_force);
  // The parties that signed are two still: it is amended and ended as it was signed.
  auto amended = view(id).head().text.value;
  amended.act = "amend";
  amended.exit = base::Text("en", "By a letter.");
  agreeing_().propose(school_.actor, id, 1, amended, {});
  sign_for_both();
  sign(id, school_);
  EXPECT_EQ(view(id).counting, 2);
  auto twice = amended;
  twice.parties.push_back(twice.parties.front());
  EXPECT_THROW(agreeing_().propose(school_.actor, id, 2, twice, {}), base::BadInput);
  agreeing_().propose(school_.actor, id, 2, text("end"), {});
  sign(id, school_);
  sign_for_both();
  EXPECT_EQ(state(id), ended);
  Merging(*reg_).undo(steward, union_.organisation);
  reg_->follow();
  EXPECT_EQ(state(id), ended);
}

TEST_F(AgreementOfSeveralTest, AnActOfTimeTakesTheTextToTheByte) {
  const auto id = in_force_now();
  auto ending = text("end");
  ending.parties.resize(1);
  agreeing_().propose(fund_.actor, id, 1, ending, {{"more.pdf", "%PDF-1.7 one"}});
  auto expected = view(id).versions.front().text.value;
  expected.act = "end";
  EXPECT_EQ(view(id).head().text.value, expected);
  EXPECT_FALSE(agreeing_().file(id, base::hex(base::sha256("%PDF-1.7 one"))));
}

TEST_F(AgreementOfSeveralTest, NoPartyTakesTheRoomOfTheOthers) {
  const auto id = in_force_now();
  const auto propose = [&](const Speaker& who, const std::string& act, std::size_t number) {
    auto other = text(act);
    other.reason = base::Text("en", "Reason " + std::to_string(number));
    agreeing_().propose(who.actor, id, view(id).head().text.version, other, {});
  };
  for (std::size_t i = 0; i < kMostProposals; ++i) propose(fund_, "amend", i);
  EXPECT_THROW(propose(fund_, "amend", 99), base::Conflict);
  propose(union_, "amend", 99);
  propose(fund_, "suspend", 1);
  for (const auto* each : {&fund_, &union_, &school_}) sign(id, *each);
  propose(fund_, "amend", 100);
}

TEST_F(AgreementOfSeveralTest, BeyondTheLastVersionItCanStillBeEnded) {
  const auto id = in_force_now();
  std::size_t number = 0;
  const auto propose = [&](const Speaker& who, const std::string& act) {
    auto other = text(act);
    other.reason = base::Text("en", "Reason " + std::to_string(++number));
    agreeing_().propose(who.actor, id, view(id).head().text.version, other, {});
  };
  while (agreeing_().whole(id)->versions.size() < kMostAgreementVersions) {
    propose(number % 2 == 0 ? fund_ : union_, "amend");
    if (number % 20 == 0)
      for (const auto* each : {&fund_, &union_, &school_}) sign(id, *each);
  }
  EXPECT_THROW(propose(school_, "amend"), base::Conflict);
  propose(school_, "end");
  for (const auto* each : {&fund_, &union_, &school_}) sign(id, *each);
  EXPECT_EQ(state(id), ended);
}

TEST_F(AgreementOfSeveralTest, WhatIsMadeAndWithdrawnClosesThePartnershipToItsMakerAlone) {
  for (std::size_t i = 0; i < kMostUnsignedAgreements; ++i) {
    const auto id = made();
    sign(id, fund_);  // its maker's own signature changes nothing
    withdraw(fund_.actor, id, 1);
  }
  EXPECT_THROW(made(), base::Conflict);
  const auto id = fresh_id();
  agreeing_().make(union_.actor, union_.part, id, text(), {});
  EXPECT_EQ(state(id), waits);
}

TEST_F(AgreementOfSeveralTest, WhatWaitsForASignatureIsATaskUntilItIsGiven) {
  const auto tasks = [&](const access::Actor& actor) {
    std::vector<std::string> lines;
    for (const auto& task : tasks_of(*reg_, actor, 50))
      if (task.message == "task.agreement")
        lines.push_back(std::string(task.title.str("en")) + " in " + std::string(task.within.str("en")) +
                        " " + base::to_string(task.since.value()).substr(0, 10) + " " + task.path);
    return lines;
  };
  EXPECT_TRUE(tasks(union_.actor).empty());
  const auto id = made();
  const std::vector<std::string> line{"Wells together in Wells 2026-11-24 /account/agreements/" + id.str() +
                                      "/sign"};
  clock_.advance(86'400'000);
  EXPECT_EQ(tasks(union_.actor), line);
  EXPECT_EQ(reg_->awaited(union_.organisation, Awaiting::signatures, 1).size(), 1U);
  EXPECT_TRUE(reg_->awaited(union_.organisation, Awaiting::words, 1).empty())
      << "it takes no place from what else waits";
  EXPECT_TRUE(tasks(office_.actor).empty()) << "no party of it";
  for (const auto* each : {&fund_, &school_}) sign(id, *each);
  EXPECT_TRUE(tasks(fund_.actor).empty());
  const auto key = keyed(union_, "union.example/sign");
  agreeing_().take(union_.actor, id, note(key, statement(id, union_)));
  EXPECT_TRUE(tasks(union_.actor).empty());
  end_key(union_, signing_keys(*reg_, union_.organisation).at(0).id, "2026-11-20");
  EXPECT_EQ(tasks(union_.actor), line) << "its key has ended";
  EXPECT_TRUE(tasks(fund_.actor).empty());
  sign(id, union_);
  EXPECT_TRUE(tasks(union_.actor).empty());
  agreeing_().propose(school_.actor, id, 1, text("end"), {});
  EXPECT_EQ(tasks(fund_.actor).size(), 1U) << "an end takes all of them, too";
  for (const auto* each : {&fund_, &union_, &school_}) sign(id, *each);
  EXPECT_TRUE(tasks(fund_.actor).empty());
}

TEST_F(AgreementOfSeveralTest, APageReadsOfManyVersionsWhatItShows) {
  const auto id = in_force_now();
  auto amended = text("amend");
  for (std::int64_t version = 1; version <= 15; ++version) {
    amended.exit = base::Text("en", "By " + std::to_string(version) + " letters.");
    agreeing_().propose(union_.actor, id, version, amended, {});
  }
  const auto numbers = [&](const ShownVersions& shown) {
    std::vector<std::int64_t> all;
    const auto view = agreeing_().one(id, shown);
    for (const auto& each : view.value().versions) all.push_back(each.text.version);
    return all;
  };
  EXPECT_EQ(numbers({}), (std::vector<std::int64_t>{1, 16})) << "what was signed, and the last";
  EXPECT_EQ(numbers({.some = {3, 99}}), (std::vector<std::int64_t>{1, 3, 16}));
  EXPECT_EQ(numbers({.upto = 9, .count = 2}), (std::vector<std::int64_t>{1, 8, 9, 16}));
  EXPECT_EQ(numbers({.upto = 99, .count = 2}), (std::vector<std::int64_t>{1, 15, 16}));
  const auto whole = agreeing_().whole(id).value();
  EXPECT_EQ(whole.versions.size(), 16U);
  const auto one = view(id);
  EXPECT_EQ(one.state, whole.state);
  EXPECT_EQ(one.counting, whole.counting);
  EXPECT_EQ(one.head().text.hash, whole.head().text.hash);
}

TEST_F(AgreementOfSeveralTest, AListSaysOfEachWhatItsPageSays) {
  const auto id = in_force_now();
  const auto other = made();
  sign(other, school_);
  auto amended = text("amend");
  for (const std::string exit : {"By a letter.", "By two letters.", "By three letters."}) {
    amended.exit = base::Text("en", exit);
    agreeing_().propose(union_.actor, id, view(id).head().text.version, amended, {});
    sign(id, school_);
  }
  amended.exit = base::Text("en", "By four letters.");
  agreeing_().propose(union_.actor, id, 4, amended, {});
  agreeing_().propose(union_.actor, id, 5, text("end"), {});
  const auto all = agreeing_().of_partnership(reg_->ids({}).at(0));
  ASSERT_EQ(all.size(), 2U);
  for (const auto& each : all) {
    const auto whole = agreeing_().whole(each.id).value();
    EXPECT_EQ(each.state, whole.state);
    EXPECT_EQ(each.counting, whole.counting);
    EXPECT_EQ(each.head().text.hash, whole.head().text.hash);
    EXPECT_EQ(each.head().needed.size(), whole.head().needed.size());
    EXPECT_EQ(each.shown().text.version, whole.shown().text.version);
    // Nobody has signed the fifth.
    EXPECT_EQ(each.versions.size(), each.id == id ? 5U : 1U);
  }
  EXPECT_EQ(agreeing_().whole(id)->versions.size(), 6U);
}

TEST_F(AgreementOfSeveralTest, AKeyThatEndedForOneHasEndedForTheOneThatStandsForIt) {
  const auto id = made();
  const auto key = keyed(union_, "union.example/sign");
  add_key(office_, office_.organisation, key.verifier().text());
  end_key(union_, signing_keys(*reg_, union_.organisation).at(0).id, "2026-11-20");
  const access::Actor steward{fresh_id(), {{access::Role::steward, ""}}, true};
  Merging(*reg_).merge(steward, office_.organisation, union_.organisation);
  reg_->follow();
  ASSERT_EQ(signing_keys(*reg_, office_.organisation).size(), 2U);
  EXPECT_THROW(agreeing_().take(office_.actor, id, note(key, statement(id, union_))), base::BadInput);
}

TEST_F(AgreementOfSeveralTest, AKeyIsNoPartysAnyMoreOnceTheMergeIsTakenBack) {
  const auto id = made();
  const auto key = keyed(office_, "office.example/sign");
  sign(id, fund_);
  sign(id, school_);
  const access::Actor steward{fresh_id(), {{access::Role::steward, ""}}, true};
  Merging(*reg_).merge(steward, office_.organisation, union_.organisation);
  reg_->follow();
  agreeing_().take(office_.actor, id, note(key, statement(id, union_)));
  EXPECT_EQ(state(id), in_force);
  Merging(*reg_).undo(steward, union_.organisation);
  reg_->follow();
  EXPECT_EQ(state(id), waits);
  EXPECT_EQ(view(id).head().needed.at(1).given->fault, SignatureFault::unknown_key);
  EXPECT_THROW(withdraw(fund_.actor, id, 1), base::Conflict);
  sign(id, union_);
  EXPECT_EQ(state(id), in_force);
}

TEST_F(AgreementOfSeveralTest, WhatIsSignedIsInTheLogLikeItsSignatures) {
  const auto id = in_force_now();
  auto hex = id.str();
  std::erase(hex, '-');
  // As before the register had a log: its revision waits to be made an entry.
  const auto sql =
      "UPDATE revision SET leaf = NULL WHERE number = (SELECT number FROM record WHERE id = x'" + hex + "')";
  sqlite3* base = nullptr;
  ASSERT_EQ(sqlite3_open((folder_ / "register.db").c_str(), &base), SQLITE_OK);
  EXPECT_EQ(sqlite3_exec(base, sql.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(base);
  EXPECT_EQ(sqlite3_changes(base), 1);
  sqlite3_close(base);
  EXPECT_EQ(state(id), waits);
  EXPECT_EQ(view(id).head().needed.at(0).given->fault, SignatureFault::not_in_log);
  EXPECT_THROW(withdraw(fund_.actor, id, 1), base::Conflict);
}

}  // namespace
}  // namespace entente::registry
