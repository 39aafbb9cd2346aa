// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The secret of a second factor is kept under the register's key.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "access/totp.hpp"
#include "base/error.hpp"
#include "registry/accounts.hpp"
#include "registry/sealed.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

const Origin kDesk{"192.0.2.1", "Firefox"};
constexpr std::string_view kWords = "quiet tides below seven lanterns";

class AccountKeyTest : public testing::Test {
 protected:
  AccountKeyTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-account-key-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    store_ = store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_});
  }
  ~AccountKeyTest() override {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  Accounts with(std::optional<access::Key> key) {
    return {*store_, clock_, AccountRules{.cost = {1, 8192}, .key = std::move(key)}};
  }
  std::string code() const {
    return access::hotp_code(totp_, static_cast<std::uint64_t>(access::totp_step(clock_.now())));
  }
  /// The first administrator, who sets up a second factor.
  base::Uuid enrolled(Accounts& accounts) {
    const auto done = accounts.open_link(
        *accounts.first_link(), {"amina@register.example", "Amina Diallo", "fr", std::string(kWords)}, kDesk);
    const auto visitor = accounts.visitor(done.sign_in.secret);
    EXPECT_TRUE(accounts.enrol(visitor, totp_, code(), kWords, kDesk));
    return visitor.account->id;
  }
  /// Whether somebody gets in with password and code.
  bool gets_in(Accounts& accounts) {
    clock_.advance(60'000);
    const auto half = accounts.sign_in("amina@register.example", kWords, kDesk);
    return accounts.give_code(accounts.visitor(half.secret), code(), kDesk).state == SignInState::done;
  }
  std::string kept(const base::Uuid& id) { return store_->read()->accounts().account(id)->second_factor; }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06.789Z")};
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  const std::string totp_ = access::new_totp_secret();
};

TEST_F(AccountKeyTest, NoSecretStandsInTheStore) {
  const auto key = access::Key::fresh();
  auto accounts = with(key);
  const auto id = enrolled(accounts);
  EXPECT_TRUE(access::is_sealed(kept(id)));
  EXPECT_EQ(kept(id).find(totp_), std::string::npos);
  EXPECT_TRUE(gets_in(accounts));
  auto again = with(key);
  again.take_key();
  EXPECT_TRUE(gets_in(again));
}

TEST_F(AccountKeyTest, WhatStoodInClearIsSealedWhenTheKeyIsTaken) {
  const auto key = access::Key::fresh();
  auto accounts = with(key);
  const auto id = enrolled(accounts);
  store_->write({"tester"}, [&](store::UnitOfWork& unit) {
    auto account = *unit.accounts().account(id);
    account.second_factor = totp_;
    unit.accounts().put_account(account);
  });
  EXPECT_TRUE(gets_in(accounts)) << "as an earlier version left it";
  accounts.take_key();
  EXPECT_TRUE(access::is_sealed(kept(id)));
  EXPECT_TRUE(gets_in(accounts));
}

TEST_F(AccountKeyTest, AnotherKeyOpensNothingAndIsRefused) {
  auto accounts = with(access::Key::fresh());
  enrolled(accounts);
  auto other = with(access::Key::fresh());
  EXPECT_THROW(gets_in(other), base::Conflict) << "the code may be right";
  EXPECT_THROW(other.take_key(), base::Conflict);
  EXPECT_THROW(gets_in(other), base::Conflict);
}

TEST_F(AccountKeyTest, AServerWhoseKeyWasChangedMeanwhileSaysSo) {
  const auto key = access::Key::fresh();
  Accounts mailing{
      *store_, clock_,
      AccountRules{.cost = {1, 8192}, .key = key, .mails = true, .registration = Registration::open}};
  const auto id = enrolled(mailing);
  const auto letters = store_->read()->accounts().letter_count();
  store_->write({"tester"}, [&](store::UnitOfWork& unit) {
    unit.set_note(kKeyNote, access::Key::fresh().name());  // as 'entente user renew-key' beside it does
  });
  const auto half = mailing.sign_in("amina@register.example", kWords, kDesk);
  const auto visitor = mailing.visitor(half.secret);
  clock_.advance(60'000);
  constexpr int kMoreThanAreHeard = 12;
  for (int i = 0; i < kMoreThanAreHeard; ++i)
    EXPECT_THROW(mailing.give_code(visitor, code(), kDesk), base::Conflict);
  EXPECT_EQ(mailing.give_code(visitor, "aaaa-aaaa-aaaa-aaaa", kDesk).state, SignInState::refused)
      << "recovery codes are sealed with nothing";

  // What would be sealed with a key that nobody reads with any more is not written, nor what it tells of.
  const auto before = *store_->read()->accounts().account(id);
  EXPECT_THROW(mailing.ask_new_password("amina@register.example", kDesk), base::Conflict);
  EXPECT_THROW(mailing.ask_account({"new@register.example", "New", "en", {}}, kDesk), base::Conflict);
  EXPECT_THROW(mailing.help(Accounts::by_operator(), id, false), base::Conflict);
  EXPECT_THROW(mailing.invite(Accounts::by_operator(), "new@register.example", "New", "en",
                              {access::Role::reviewer, ""}),
               base::Conflict);
  EXPECT_THROW(mailing.give_address(Accounts::by_operator(), id, "other@register.example"), base::Conflict);
  EXPECT_EQ(store_->read()->accounts().letter_count(), letters);
  EXPECT_EQ(*store_->read()->accounts().account(id), before);
  EXPECT_FALSE(store_->read()->accounts().account_by_address("new@register.example"));

  store_->write({"tester"}, [&](store::UnitOfWork& unit) { unit.set_note(kKeyNote, key.name()); });
  EXPECT_EQ(mailing.give_code(visitor, code(), kDesk).state, SignInState::done) << "none of it counted";
}

TEST_F(AccountKeyTest, ASecretMovedToAnotherAccountOpensNothing) {
  auto accounts = with(access::Key::fresh());
  const auto id = enrolled(accounts);
  store::Account thief = *store_->read()->accounts().account(id);
  thief.id = base::Uuid::v7(clock_.now());
  thief.address = "thief@register.example";
  store_->write({"tester"}, [&](store::UnitOfWork& unit) { unit.accounts().put_account(thief); });
  const auto half = accounts.sign_in("thief@register.example", kWords, kDesk);
  EXPECT_EQ(accounts.give_code(accounts.visitor(half.secret), code(), kDesk).state, SignInState::refused);
}

TEST_F(AccountKeyTest, ALostKeyIsReplacedAndSecondFactorsAreSetUpAnew) {
  auto accounts = with(access::Key::fresh());
  const auto id = enrolled(accounts);
  auto other = with(access::Key::fresh());
  EXPECT_EQ(other.replace_key(), 1U);
  EXPECT_TRUE(kept(id).empty());
  EXPECT_EQ(store_->read()->accounts().recovery_codes_left(id), 0);
  other.take_key();
  EXPECT_EQ(other.replace_key(), 0U);
}

TEST_F(AccountKeyTest, TwoNodesWithTwoKeysAreNoticedBeforeAnythingIsSealed) {
  auto one = with(access::Key::fresh());
  one.take_key();
  auto two = with(access::Key::fresh());
  const auto done = two.open_link(
      *two.first_link(), {"amina@register.example", "Amina Diallo", "fr", std::string(kWords)}, kDesk);
  const auto visitor = two.visitor(done.sign_in.secret);
  EXPECT_THROW(two.enrol(visitor, totp_, code(), kWords, kDesk), base::Conflict);
  EXPECT_TRUE(one.enrol(visitor, totp_, code(), kWords, kDesk));
}

TEST_F(AccountKeyTest, WithoutAKeyNobodySetsUpASecondFactor) {
  auto accounts = with({});
  const auto done = accounts.open_link(
      *accounts.first_link(), {"amina@register.example", "Amina Diallo", "fr", std::string(kWords)}, kDesk);
  EXPECT_THROW(accounts.enrol(accounts.visitor(done.sign_in.secret), totp_, code(), kWords, kDesk),
               base::Conflict);
}

}  // namespace
}  // namespace entente::registry
