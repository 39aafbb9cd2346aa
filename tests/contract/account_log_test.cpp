// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Letters that wait, what was done to accounts, and accounts that were asked for.
#include "base/error.hpp"
#include "contract.hpp"

namespace entente::store::contract {

namespace {

void change_log(Store& store, const std::function<void(AccountWriter&)>& work) {
  store.write({.author = "tester"}, [&](UnitOfWork& unit) { work(unit.accounts()); });
}

constexpr std::int64_t kHour = 3'600'000;

}  // namespace

TEST_P(ContractTest, LettersWaitUntilTheyAreDueAndGoWhenTheyExpire) {
  const auto now = clock_.now();
  const base::Instant later{now.ms + kHour}, end{now.ms + 2 * kHour};
  const Letter first{new_id(), std::string("\0\xff sealed", 9), 0, now, now, end};
  const Letter second{new_id(), "another", 0, now, later, end};
  change_log(*store_, [&](AccountWriter& accounts) {
    accounts.put_letter(second);
    accounts.put_letter(first);
  });
  reopen();
  const auto due = [&](base::Instant moment, std::size_t limit = 10) {
    return store_->read()->accounts().letters_due(moment, limit);
  };
  EXPECT_EQ(due({now.ms - 1}), std::vector<Letter>{});
  EXPECT_EQ(due(now), std::vector{first});
  EXPECT_EQ(due(later), (std::vector{first, second}));
  EXPECT_EQ(due(later, 1), std::vector{first});
  EXPECT_EQ(store_->read()->accounts().letter_count(), 2);

  auto tried = first;
  tried.tries = 1;
  tried.due = {later.ms + 1};
  change_log(*store_, [&](AccountWriter& accounts) { accounts.put_letter(tried); });
  EXPECT_EQ(due(end), (std::vector{second, tried}));
  change_log(*store_, [&](AccountWriter& accounts) {
    accounts.remove_letter(second.id);
    accounts.remove_letter(second.id);
    EXPECT_EQ(accounts.forget_expired({end.ms - 1}, {0}), 0);
    EXPECT_EQ(accounts.letter_count(), 1);
    EXPECT_EQ(accounts.forget_expired(end, {0}), 1);
  });
  EXPECT_EQ(store_->read()->accounts().letter_count(), 0);
}

TEST_P(ContractTest, RefusalsAreListedApartAndForgottenApart) {
  std::vector<AccountEvent> put;
  for (int i = 0; i < 6; ++i) {
    clock_.advance(1000);
    put.push_back({new_id(), clock_.now(), {}, {}, i % 2 == 0 ? "refused_act" : "role_given", "GET /", "::"});
  }
  change_log(*store_, [&](AccountWriter& accounts) {
    for (const auto& each : put) accounts.put_event(each);
  });
  reopen();
  const auto listed = [&](Refusals refusals, const base::Uuid& before = {}) {
    return store_->read()->accounts().events(before, 10, refusals);
  };
  EXPECT_EQ(listed(Refusals::only), (std::vector{put[4], put[2], put[0]}));
  EXPECT_EQ(listed(Refusals::only, put[4].id), (std::vector{put[2], put[0]}));
  EXPECT_EQ(listed(Refusals::without), (std::vector{put[5], put[3], put[1]}));
  EXPECT_EQ(listed(Refusals::with).size(), 6U);
  change_log(*store_, [&](AccountWriter& accounts) {
    EXPECT_EQ(accounts.forget_refusals({0}, 3), 0);
    EXPECT_EQ(accounts.forget_refusals({0}, 2), 1) << "the oldest, where there are too many";
    EXPECT_EQ(accounts.forget_refusals({put[3].time.ms}, 2), 1) << "and what is older";
  });
  EXPECT_EQ(listed(Refusals::only), std::vector{put[4]});
  EXPECT_EQ(listed(Refusals::without).size(), 3U);
}

TEST_P(ContractTest, WhatWasDoneToAccountsIsListedNewestFirst) {
  const auto amina = new_id(), boris = new_id();
  std::vector<AccountEvent> put;
  for (int i = 0; i < 5; ++i) {
    clock_.advance(1000);
    put.push_back({new_id(), clock_.now(), amina, i % 2 == 0 ? amina : boris, "role given", "steward",
                   "192.0.2." + std::to_string(i)});
  }
  change_log(*store_, [&](AccountWriter& accounts) {
    for (const auto& each : put) accounts.put_event(each);
  });
  reopen();
  const auto reader = store_->read();
  EXPECT_EQ(reader->accounts().events({}, 10), (std::vector{put[4], put[3], put[2], put[1], put[0]}));
  EXPECT_EQ(reader->accounts().events(put[3].id, 2), (std::vector{put[2], put[1]}));
  EXPECT_EQ(reader->accounts().events_of(amina, {}, 10), (std::vector{put[4], put[2], put[0]}));
  EXPECT_EQ(reader->accounts().events_of(amina, put[4].id, 1), std::vector{put[2]});
  EXPECT_TRUE(reader->accounts().events_of(new_id(), {}, 10).empty());
  EXPECT_TRUE(reader->accounts().events({}, 10, Refusals::only).empty());
  change_log(*store_, [&](AccountWriter& accounts) {
    EXPECT_EQ(accounts.forget_events(put[2].time), 2);
    EXPECT_EQ(accounts.events({}, 10).size(), 3U);
    auto bad = put[0];
    bad.detail = std::string("a\0b", 3);
    EXPECT_THROW(accounts.put_event(bad), base::BadInput);
  });
}

TEST_P(ContractTest, AccountsThatWereAskedForAreForgottenOthersNot) {
  const auto put = [&](AccountState state, const std::string& address) {
    Account account;
    account.id = new_id();
    account.address = address;
    account.state = state;
    account.made = account.changed = clock_.now();
    change_log(*store_, [&](AccountWriter& accounts) { accounts.put_account(account); });
    return account.id;
  };
  const auto asked = put(AccountState::asked, "asked@example.org");
  const auto waiting = put(AccountState::waiting, "waiting@example.org");
  const auto invited = put(AccountState::invited, "invited@example.org");
  EXPECT_EQ(store_->read()->accounts().account(waiting)->state, AccountState::waiting);
  change_log(*store_, [&](AccountWriter& accounts) {
    EXPECT_EQ(accounts.forget_accounts(AccountState::asked, clock_.now()), 0);
    EXPECT_EQ(accounts.forget_accounts(AccountState::asked, {clock_.now().ms + 1}), 1);
  });
  const auto reader = store_->read();
  EXPECT_FALSE(reader->accounts().account(asked));
  EXPECT_TRUE(reader->accounts().account(waiting));
  change_log(*store_, [&](AccountWriter& accounts) {
    auto known = accounts.account(waiting).value();
    known.password = "a hash";
    accounts.put_account(known);
    const base::Instant later{clock_.now().ms + 1};
    EXPECT_EQ(accounts.forget_accounts(AccountState::waiting, later), 0) << "it is to be let in";
    known.password.clear();
    accounts.put_account(known);
    accounts.put_role({waiting, "reviewer", "", {}, clock_.now()});
    EXPECT_EQ(accounts.forget_accounts(AccountState::waiting, later), 1);
    EXPECT_TRUE(accounts.roles_of(waiting).empty()) << "with all that was kept of it";
  });
  EXPECT_TRUE(reader->accounts().account(invited));
}

TEST_P(ContractTest, EventsGoWithARegisterAndLettersDoNot) {
  const auto amina = new_id();
  change_log(*store_, [&](AccountWriter& accounts) {
    accounts.put_event({new_id(), clock_.now(), {}, amina, "invited", "", ""});
    accounts.put_letter({new_id(), "sealed", 0, clock_.now(), clock_.now(), clock_.now()});
  });
  const auto other_place = GetParam().fresh();
  const auto other = other_place->open(clock_);
  {
    const auto dump = store_->dump();
    const auto fill = other->fill();
    ASSERT_EQ(dump->tables(), fill->tables());
    for (const auto& table : dump->tables())
      dump->each(table, [&](const Row& row) { fill->add(table, row); });
    fill->commit();
  }
  EXPECT_EQ(other->read()->accounts().events_of(amina, {}, 10).size(), 1U);
  EXPECT_EQ(other->read()->accounts().letter_count(), 0);
}

}  // namespace entente::store::contract
