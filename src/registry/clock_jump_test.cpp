// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// A clock that was wrong for a while: nothing made in that time outlives it, and nobody is locked out.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "access/totp.hpp"
#include "registry/accounts.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

constexpr std::string_view kOpens = "quiet tides below seven lanterns";
constexpr std::int64_t kYearMs = 365LL * 86'400'000;
const Origin kHall{"192.0.2.1", "Firefox"};

class ClockJumpTest : public testing::Test {
 protected:
  ClockJumpTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-clock-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    store_ = store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_});
    accounts_ = std::make_unique<Accounts>(*store_, clock_,
                                           AccountRules{.cost = {1, 8192}, .key = access::Key::fresh()});
    const auto made =
        accounts_->invite(Accounts::by_operator(), kAddress, "Boris", "ru", access::read_grant("reviewer"));
    accounts_->open_link(made.secret, {{}, {}, {}, std::string(kOpens)}, kHall);
    id_ = made.account;
  }
  ~ClockJumpTest() override {
    accounts_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  SignIn sign_in() { return accounts_->sign_in(kAddress, kOpens, kHall); }
  std::string code() const {
    return access::hotp_code(totp_, static_cast<std::uint64_t>(access::totp_step(clock_.now())));
  }

  static constexpr std::string_view kAddress = "boris@register.example";
  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06.789Z")};
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Accounts> accounts_;
  base::Uuid id_;
  const std::string totp_ = access::new_totp_secret();
};

TEST_F(ClockJumpTest, WhatWasMadeInTheFutureHoldsNothingNow) {
  clock_.advance(kYearMs);
  const auto session = sign_in().secret;
  const auto token =
      accounts_->make_token(accounts_->visitor(session), {"x", {access::Scope::read}, 7}, kOpens, kHall);
  const auto link = accounts_->help(Accounts::by_operator(), id_, false);
  EXPECT_TRUE(accounts_->visitor(session).account);
  clock_.advance(-kYearMs);
  EXPECT_FALSE(accounts_->visitor(session).account) << "it would hold for a year and twelve hours";
  EXPECT_FALSE(accounts_->bearer(token->secret).account);
  EXPECT_FALSE(accounts_->link(link));
}

TEST_F(ClockJumpTest, ClocksOfNodesMayDifferByAFewMinutes) {
  const auto session = sign_in().secret;
  const auto link = accounts_->help(Accounts::by_operator(), id_, false);
  clock_.advance(-4 * 60'000);
  EXPECT_TRUE(accounts_->visitor(session).account);
  EXPECT_TRUE(accounts_->link(link));
}

TEST_F(ClockJumpTest, FailuresOfTheFutureLockNobodyOut) {
  clock_.advance(kYearMs);
  for (int i = 0; i < 8; ++i) accounts_->sign_in(kAddress, "not the right password", kHall);
  EXPECT_EQ(sign_in().state, SignInState::wait);
  clock_.advance(-kYearMs);
  EXPECT_EQ(sign_in().state, SignInState::wait) << "they still count";
  clock_.advance(3'600'000);
  EXPECT_EQ(sign_in().state, SignInState::done) << "for an hour at most, not for a year";
}

TEST_F(ClockJumpTest, CodesOfTheFutureLockNoTelephoneOut) {
  clock_.advance(kYearMs);
  accounts_->enrol(accounts_->visitor(sign_in().secret), totp_, code(), kOpens, kHall);
  clock_.advance(-kYearMs);
  const auto half = accounts_->visitor(sign_in().secret);
  ASSERT_TRUE(half.code_wanted);
  const auto typed = code();
  EXPECT_EQ(accounts_->give_code(half, typed, kHall).state, SignInState::done);
  const auto again = accounts_->visitor(sign_in().secret);
  EXPECT_EQ(accounts_->give_code(again, typed, kHall).state, SignInState::refused) << "once";
}

TEST_F(ClockJumpTest, AClockThatJumpsAheadEndsWhatWasOpen) {
  const auto session = sign_in().secret;
  const auto link = accounts_->help(Accounts::by_operator(), id_, false);
  clock_.advance(kYearMs);
  EXPECT_FALSE(accounts_->visitor(session).account);
  EXPECT_FALSE(accounts_->link(link));
}

}  // namespace
}  // namespace entente::registry
