// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Accounts, and what stands for them for a while.
#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "base/error.hpp"
#include "contract.hpp"

namespace entente::store::contract {

namespace {

void change(Store& store, const std::function<void(AccountWriter&)>& work) {
  store.write({.author = "tester"}, [&](UnitOfWork& unit) { work(unit.accounts()); });
}

Account person(const base::Uuid& id, std::string address, base::Instant now) {
  Account made;
  made.id = id;
  made.address = std::move(address);
  made.name = "Amina Diallo · أمينة · 阿米娜";
  made.language = "fr";
  made.low_data = true;
  made.state = AccountState::active;
  made.password = "$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA";
  made.second_factor = std::string("\0\x01\xff\xfe secret", 11);
  made.last_step = 59'000'000;
  made.made = made.changed = now;
  return made;
}

std::vector<std::string> texts_of(const std::vector<AccountRole>& roles) {
  std::vector<std::string> texts;
  for (const auto& each : roles) texts.push_back(each.role + "/" + each.of);
  return texts;
}

}  // namespace

TEST_P(ContractTest, AnAccountComesBackAsItWasPut) {
  auto amina = person(new_id(), "amina@sante.example", clock_.now());
  change(*store_, [&](AccountWriter& accounts) {
    accounts.put_account(amina);
    EXPECT_EQ(accounts.account(amina.id), amina) << "within the unit";
  });
  reopen();
  EXPECT_EQ(store_->read()->accounts().account(amina.id), amina);
  EXPECT_EQ(store_->read()->accounts().account_by_address("amina@sante.example"), amina);
  EXPECT_FALSE(store_->read()->accounts().account_by_address("Amina@sante.example"));
  EXPECT_FALSE(store_->read()->accounts().account_by_address("\xff"));
  EXPECT_FALSE(store_->read()->accounts().account(new_id()));

  const auto made = amina.made;
  clock_.advance(1000);
  amina.address = "amina.diallo@sante.example";
  amina.state = AccountState::closed;
  amina.password.clear();
  amina.second_factor.clear();
  amina.changed = amina.made = clock_.now();
  change(*store_, [&](AccountWriter& accounts) { accounts.put_account(amina); });
  amina.made = made;  // stays what it was
  EXPECT_EQ(store_->read()->accounts().account(amina.id), amina);
  EXPECT_FALSE(store_->read()->accounts().account_by_address("amina@sante.example"));
}

TEST_P(ContractTest, AnAddressHasOneAccount) {
  const auto one = person(new_id(), "one@example.org", clock_.now());
  auto other = person(new_id(), "one@example.org", clock_.now());
  change(*store_, [&](AccountWriter& accounts) { accounts.put_account(one); });
  const auto put_other = [&] {
    change(*store_, [&](AccountWriter& accounts) { accounts.put_account(other); });
  };
  EXPECT_THROW(put_other(), base::Conflict);
  other.address = "other@example.org";
  put_other();
  other.address = "one@example.org";
  EXPECT_THROW(put_other(), base::Conflict);
  other.address.clear();
  EXPECT_THROW(put_other(), base::BadInput);
  other.address = std::string("a\0b", 3);
  EXPECT_THROW(put_other(), base::BadInput);
  EXPECT_EQ(store_->read()->accounts().account_count(), 2);
}

TEST_P(ContractTest, AccountsAreListedInOrder) {
  std::vector<base::Uuid> ids;
  for (int i = 0; i < 5; ++i) {
    ids.push_back(new_id());
    change(*store_, [&](AccountWriter& accounts) {
      accounts.put_account(person(ids.back(), "p" + std::to_string(i) + "@example.org", clock_.now()));
    });
  }
  const auto reader = store_->read();
  const auto listed = [&](const base::Uuid& after, std::size_t limit) {
    std::vector<base::Uuid> found;
    for (const auto& each : reader->accounts().accounts(after, limit)) found.push_back(each.id);
    return found;
  };
  EXPECT_EQ(listed({}, 100), ids);
  EXPECT_EQ(listed({}, 2), std::vector(ids.begin(), ids.begin() + 2));
  EXPECT_EQ(listed(ids[1], 2), std::vector(ids.begin() + 2, ids.begin() + 4));
  EXPECT_TRUE(listed(ids[4], 2).empty());
}

TEST_P(ContractTest, AccountsInAStateAreListedAndCounted) {
  std::vector<base::Uuid> waiting;
  for (int i = 0; i < 4; ++i) {
    auto account = person(new_id(), "p" + std::to_string(i) + "@example.org", clock_.now());
    account.state = i == 1 ? AccountState::active : AccountState::waiting;
    if (i != 1) waiting.push_back(account.id);
    change(*store_, [&](AccountWriter& accounts) { accounts.put_account(account); });
  }
  const auto reader = store_->read();
  const auto listed = [&](AccountState state, const base::Uuid& after, std::size_t limit) {
    std::vector<base::Uuid> found;
    for (const auto& each : reader->accounts().accounts(state, after, limit)) found.push_back(each.id);
    return found;
  };
  EXPECT_EQ(listed(AccountState::waiting, {}, 100), waiting);
  EXPECT_EQ(listed(AccountState::waiting, waiting[0], 1), std::vector{waiting[1]});
  EXPECT_EQ(listed(AccountState::active, {}, 100).size(), 1U);
  EXPECT_TRUE(listed(AccountState::closed, {}, 100).empty());
  EXPECT_EQ(reader->accounts().account_count(AccountState::waiting), 3);
  EXPECT_EQ(reader->accounts().account_count(AccountState::closed), 0);
}

TEST_P(ContractTest, RolesAreGivenAndWithdrawn) {
  const auto amina = new_id(), boris = new_id();
  const AccountRole steward{amina, "steward", "", {}, clock_.now()};
  const AccountRole of_kenya{amina, "focal point", "KE", boris, clock_.now()};
  change(*store_, [&](AccountWriter& accounts) {
    accounts.put_role(steward);
    accounts.put_role(of_kenya);
    accounts.put_role({boris, "steward", "", amina, clock_.now()});
  });
  clock_.advance(1000);
  change(*store_, [&](AccountWriter& accounts) {
    accounts.put_role({amina, "steward", "", boris, clock_.now()});
  });
  {
    const auto reader = store_->read();
    EXPECT_EQ(reader->accounts().roles_of(amina), (std::vector{of_kenya, steward}))
        << "who gave it first stays";
    EXPECT_EQ(reader->accounts().holders("steward", "").size(), 2U);
    EXPECT_EQ(reader->accounts().holders("focal point", "KE").at(0).account, amina);
    EXPECT_TRUE(reader->accounts().holders("focal point", "TZ").empty());
  }
  change(*store_, [&](AccountWriter& accounts) {
    accounts.remove_role(amina, "focal point", "TZ");  // which it does not hold
    accounts.remove_role(amina, "steward", "");
  });
  EXPECT_EQ(texts_of(store_->read()->accounts().roles_of(amina)), std::vector<std::string>{"focal point/KE"});
}

TEST_P(ContractTest, SessionsAreFoundListedAndEnded) {
  const auto amina = new_id(), boris = new_id();
  const auto hour = [&](int n) { return base::Instant{clock_.now().ms + n * 3'600'000}; };
  Session first{new_id(), base::sha256("1"), amina, false, "Firefox", hour(0), hour(0), hour(8)};
  const Session second{new_id(), base::sha256("2"), amina, true, "Chrome", hour(1), hour(1), hour(9)};
  const Session others{new_id(), base::sha256("3"), boris, false, "", hour(0), hour(0), hour(8)};
  change(*store_, [&](AccountWriter& accounts) {
    for (const auto& each : {first, second, others}) accounts.put_session(each);
  });
  EXPECT_EQ(store_->read()->accounts().session(base::sha256("1")), first);
  EXPECT_FALSE(store_->read()->accounts().session(base::sha256("4")));
  EXPECT_EQ(store_->read()->accounts().sessions_of(amina), (std::vector{second, first}));

  first.second_factor = true;
  first.hash = base::sha256("1 anew");
  first.used = hour(2);
  change(*store_, [&](AccountWriter& accounts) { accounts.put_session(first); });
  EXPECT_FALSE(store_->read()->accounts().session(base::sha256("1")));
  EXPECT_EQ(store_->read()->accounts().sessions_of(amina), (std::vector{first, second}));

  change(*store_, [&](AccountWriter& accounts) {
    EXPECT_FALSE(accounts.remove_session(amina, others.id)) << "another's";
    EXPECT_TRUE(accounts.remove_session(amina, second.id));
    EXPECT_FALSE(accounts.remove_session(amina, second.id));
  });
  EXPECT_EQ(store_->read()->accounts().sessions_of(amina), std::vector{first});
  change(*store_, [&](AccountWriter& accounts) {
    accounts.put_session(second);
    accounts.remove_sessions(amina, second.id);
  });
  EXPECT_EQ(store_->read()->accounts().sessions_of(amina), std::vector{second});
  change(*store_, [&](AccountWriter& accounts) { accounts.remove_sessions(amina, {}); });
  EXPECT_TRUE(store_->read()->accounts().sessions_of(amina).empty());
  EXPECT_EQ(store_->read()->accounts().sessions_of(boris).size(), 1U);
}

TEST_P(ContractTest, TokensAreFoundListedAndRevoked) {
  const auto amina = new_id();
  const base::Instant later{clock_.now().ms + 1000};
  Token token{new_id(),   base::sha256("t"), amina,        "le tableur",
              "accounts", clock_.now(),      clock_.now(), later};
  const Token newer{new_id(), base::sha256("u"), amina, "", "", clock_.now(), clock_.now(), later};
  change(*store_, [&](AccountWriter& accounts) {
    accounts.put_token(token);
    accounts.put_token(newer);
  });
  token.used = later;
  change(*store_, [&](AccountWriter& accounts) { accounts.put_token(token); });
  EXPECT_EQ(store_->read()->accounts().token(base::sha256("t")), token);
  EXPECT_EQ(store_->read()->accounts().tokens_of(amina), (std::vector{newer, token}));
  change(*store_, [&](AccountWriter& accounts) {
    EXPECT_FALSE(accounts.remove_token(new_id(), token.id)) << "another's";
    EXPECT_TRUE(accounts.remove_token(amina, token.id));
  });
  EXPECT_FALSE(store_->read()->accounts().token(base::sha256("t")));
}

TEST_P(ContractTest, ALinkOpensOnce) {
  const auto amina = new_id();
  const OneTimeLink link{base::sha256("l"), "reset", amina, {}, clock_.now(), {clock_.now().ms + 1000}};
  change(*store_, [&](AccountWriter& accounts) { accounts.put_link(link); });
  EXPECT_EQ(store_->read()->accounts().link(base::sha256("l")), link);

  std::atomic<int> opened = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
      threads.emplace_back([&] {
        bool mine = false;
        change(*store_,
               [&](AccountWriter& accounts) { mine = accounts.take_link(base::sha256("l")).has_value(); });
        opened += mine ? 1 : 0;
      });
  }
  EXPECT_EQ(opened, 1);
  EXPECT_FALSE(store_->read()->accounts().link(base::sha256("l")));

  change(*store_, [&](AccountWriter& accounts) {
    accounts.put_link(link);
    accounts.remove_links(amina);
    EXPECT_FALSE(accounts.take_link(base::sha256("l")));
  });
}

TEST_P(ContractTest, ARecoveryCodeIsUsedOnce) {
  const auto amina = new_id(), boris = new_id();
  const std::vector hashes{base::sha256("a"), base::sha256("b"), base::sha256("c")};
  change(*store_, [&](AccountWriter& accounts) {
    accounts.set_recovery_codes(amina, hashes);
    accounts.set_recovery_codes(boris, hashes);
    EXPECT_TRUE(accounts.use_recovery_code(amina, hashes[1]));
    EXPECT_FALSE(accounts.use_recovery_code(amina, hashes[1]));
    EXPECT_FALSE(accounts.use_recovery_code(amina, base::sha256("d")));
  });
  EXPECT_EQ(store_->read()->accounts().recovery_codes_left(amina), 2);
  EXPECT_EQ(store_->read()->accounts().recovery_codes_left(boris), 3);
  change(*store_, [&](AccountWriter& accounts) { accounts.set_recovery_codes(amina, {base::sha256("e")}); });
  EXPECT_EQ(store_->read()->accounts().recovery_codes_left(amina), 1);
}

TEST_P(ContractTest, AttemptsAreCounted) {
  const Attempts three{3, clock_.now(), {clock_.now().ms + 5}};
  change(*store_, [&](AccountWriter& accounts) { accounts.set_attempts("address a@b", three); });
  EXPECT_EQ(store_->read()->accounts().attempts("address a@b"), three);
  EXPECT_EQ(store_->read()->accounts().attempts("address c@d"), Attempts{});
  change(*store_, [&](AccountWriter& accounts) { accounts.set_attempts("address a@b", {}); });
  EXPECT_EQ(store_->read()->accounts().attempts("address a@b"), Attempts{});
}

TEST_P(ContractTest, WhatHasExpiredIsForgotten) {
  const auto amina = new_id();
  const auto now = clock_.now();
  const base::Instant past{now.ms - 1}, future{now.ms + 1};
  change(*store_, [&](AccountWriter& accounts) {
    accounts.put_session({new_id(), base::sha256("1"), amina, false, "", past, past, now});
    accounts.put_session({new_id(), base::sha256("2"), amina, false, "", past, past, future});
    accounts.put_token({new_id(), base::sha256("3"), amina, "", "", past, past, past});
    accounts.put_token({new_id(), base::sha256("4"), amina, "", "", past, past, future});
    accounts.put_link({base::sha256("5"), "reset", amina, {}, past, past});
    accounts.put_link({base::sha256("6"), "reset", amina, {}, past, future});
    accounts.set_attempts("old", {1, past, past});
    accounts.set_attempts("new", {1, past, now});
    EXPECT_EQ(accounts.forget_expired(now, now), 4);
  });
  const auto reader = store_->read();
  EXPECT_EQ(reader->accounts().sessions_of(amina).size(), 1U);
  EXPECT_EQ(reader->accounts().tokens_of(amina).size(), 1U);
  EXPECT_FALSE(reader->accounts().link(base::sha256("5")));
  EXPECT_TRUE(reader->accounts().link(base::sha256("6")));
  EXPECT_EQ(reader->accounts().attempts("old").count, 0);
  EXPECT_EQ(reader->accounts().attempts("new").count, 1);
}

TEST_P(ContractTest, ChangesOfAccountsAreNoCommits) {
  const auto id = new_id();
  change(*store_,
         [&](AccountWriter& accounts) { accounts.put_account(person(id, "a@example.org", clock_.now())); });
  EXPECT_EQ(last_event(), 0);
  const auto both = store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    unit.put(revision(new_id()));
    unit.accounts().put_role({id, "auditor", "", {}, clock_.now()});
    unit.put(revision(new_id()));
  });
  EXPECT_EQ(both.event_seq, 1);
  EXPECT_EQ(store_->read()->count("partnership"), 2);
  EXPECT_EQ(store_->read()->accounts().roles_of(id).size(), 1U);
}

TEST_P(ContractTest, AUnitThatFailsLeavesAccountsAsTheyWere) {
  const auto id = new_id();
  change(*store_,
         [&](AccountWriter& accounts) { accounts.put_account(person(id, "a@example.org", clock_.now())); });
  const auto failing = [&](UnitOfWork& unit) {
    auto account = *unit.accounts().account(id);
    account.name = "another";
    unit.accounts().put_account(account);
    unit.put(revision(new_id()));
    unit.accounts().put_role({id, "steward", "", {}, clock_.now()});
    throw base::BadInput("the test", "wants it so");
  };
  EXPECT_THROW(store_->write({.author = "tester"}, failing), base::BadInput);
  EXPECT_EQ(store_->read()->accounts().account(id)->name, person(id, "", {}).name);
  EXPECT_TRUE(store_->read()->accounts().roles_of(id).empty());
  EXPECT_EQ(store_->read()->count("partnership"), 0);
}

/// Units that come together share a transaction: one that fails takes nothing of the others with it.
TEST_P(ContractTest, OfManyAtOnceEachIsWholeOrNotAtAll) {
  constexpr int kMany = 40;
  std::atomic<int> failed = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kMany; ++i)
      threads.emplace_back([&, i] {
        try {
          store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
            const auto id = base::Uuid::v7(clock_.now());
            unit.put(revision(id));
            unit.accounts().put_account(person(id, "p" + std::to_string(i) + "@example.org", clock_.now()));
            unit.put(revision(id, R"({"name":"two"})"));
            if (i % 4 == 0) throw base::BadInput("the test", "wants it so");
          });
        } catch (const base::BadInput&) {
          ++failed;
        }
      });
  }
  EXPECT_EQ(failed, kMany / 4);
  const auto reader = store_->read();
  EXPECT_EQ(reader->accounts().account_count(), kMany - kMany / 4);
  EXPECT_EQ(reader->count("partnership"), kMany - kMany / 4);
  EXPECT_EQ(reader->last_event(), kMany - kMany / 4);
  for (const auto& account : reader->accounts().accounts({}, 100))
    EXPECT_EQ(reader->head(account.id)->version, 2) << account.address;
}

TEST_P(ContractTest, AccountsAreCarriedAndSessionsAreNot) {
  const auto id = new_id();
  const base::Instant later{clock_.now().ms + 1000};
  change(*store_, [&](AccountWriter& accounts) {
    accounts.put_account(person(id, "a@example.org", clock_.now()));
    accounts.put_role({id, "auditor", "", {}, clock_.now()});
    accounts.set_recovery_codes(id, {base::sha256("c")});
    accounts.put_token({new_id(), base::sha256("t"), id, "", "", clock_.now(), clock_.now(), later});
    accounts.put_session({new_id(), base::sha256("s"), id, true, "", clock_.now(), clock_.now(), later});
    accounts.put_link({base::sha256("l"), "reset", id, {}, clock_.now(), later});
    accounts.set_attempts("k", {1, clock_.now(), clock_.now()});
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
  const auto reader = other->read();
  EXPECT_EQ(reader->accounts().account(id), store_->read()->accounts().account(id));
  EXPECT_EQ(reader->accounts().roles_of(id).size(), 1U);
  EXPECT_EQ(reader->accounts().recovery_codes_left(id), 1);
  EXPECT_EQ(reader->accounts().tokens_of(id).size(), 1U);
  EXPECT_TRUE(reader->accounts().sessions_of(id).empty());
  EXPECT_FALSE(reader->accounts().link(base::sha256("l")));
  EXPECT_EQ(reader->accounts().attempts("k").count, 0);
  EXPECT_THROW(other->fill(), base::Conflict) << "it holds an account";
}

}  // namespace entente::store::contract
