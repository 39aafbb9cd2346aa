// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Signing in, links that open once, and what guessing costs.
#include "registry/accounts_test.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <iostream>
#include <utility>

#include "access/refused.hpp"
#include "access/secret.hpp"
#include "base/error.hpp"

namespace entente::registry {
namespace {

using namespace std::chrono_literals;

TEST_F(AccountsTest, TheFirstLinkMakesTheAdministratorOnce) {
  const auto older = accounts_->first_link();
  const auto link = accounts_->first_link();
  ASSERT_TRUE(older && link);
  EXPECT_FALSE(accounts_->link(*older)) << "a newer one took its place";
  EXPECT_EQ(accounts_->link(*link)->purpose, kFirstLink);

  NewPerson person{"chief@register.example", "Amina", "fr", "short"};
  EXPECT_EQ(accounts_->open_link(*link, person, kHere).fault, access::PasswordFault::too_short);
  person.password = "chief@register.example";
  EXPECT_EQ(accounts_->open_link(*link, person, kHere).fault, access::PasswordFault::common);
  person.password = kPassword;
  const auto done = accounts_->open_link(*link, person, kHere);
  EXPECT_FALSE(done.fault);
  const auto visitor = accounts_->visitor(done.sign_in.secret);
  ASSERT_TRUE(visitor.account);
  EXPECT_TRUE(visitor.actor.holds(access::Role::administrator));
  EXPECT_TRUE(visitor.lacks_second_factor);
  EXPECT_FALSE(access::may(visitor.actor, access::Action::appoint_officer)) << "without a second factor";

  EXPECT_THROW(accounts_->open_link(*link, person, kHere), base::NotFound);
  EXPECT_FALSE(accounts_->first_link()) << "there is an account";
}

TEST_F(AccountsTest, EachNodeOfAnEmptyRegisterPrintsALinkThatOpens) {
  const auto one = accounts_->first_link(true);
  const auto two = accounts_->first_link(true);
  ASSERT_TRUE(accounts_->link(*one) && accounts_->link(*two));
  accounts_->open_link(*two, {"chief@register.example", "Amina", "fr", std::string(kPassword)}, kHere);
  EXPECT_FALSE(accounts_->link(*one));
  EXPECT_FALSE(store_->read()->accounts().link(access::hash_of_secret(access::SecretKind::link, *one)))
      << "it is gone from the store, too";
}

TEST_F(AccountsTest, ALinkEndsWithItsTime) {
  const auto link = accounts_->first_link();
  pass(24h);
  EXPECT_FALSE(accounts_->link(*link));
  EXPECT_THROW(accounts_->open_link(*link, {"a@b.example", "A", "en", std::string(kPassword)}, kHere),
               base::NotFound);
  EXPECT_FALSE(accounts_->link("nonsense"));
}

TEST_F(AccountsTest, SigningInTakesAddressPasswordAndCode) {
  strong(chief());
  EXPECT_EQ(accounts_->sign_in("chief@register.example", kOtherPassword, kHere).state, SignInState::refused);
  EXPECT_EQ(accounts_->sign_in("nobody@register.example", kPassword, kHere).state, SignInState::refused);
  const auto first = accounts_->sign_in(" CHIEF@register.example ", kPassword, kHere);
  ASSERT_EQ(first.state, SignInState::code);
  auto waiting = accounts_->visitor(first.secret);
  EXPECT_TRUE(waiting.code_wanted);
  EXPECT_FALSE(waiting.actor.account) << "nothing is open before the code";
  EXPECT_THROW(accounts_->own(waiting), access::Refused);

  EXPECT_EQ(accounts_->give_code(waiting, "000000", kHere).state, SignInState::refused);
  EXPECT_EQ(accounts_->give_code(waiting, code(), kHere).state, SignInState::refused)
      << "the code that set the factor up was used";
  pass(30s);
  const auto second = accounts_->give_code(waiting, code(), kHere);
  ASSERT_EQ(second.state, SignInState::done);
  EXPECT_NE(second.secret, first.secret) << "a session that was planted before signing in is no use";
  EXPECT_FALSE(accounts_->visitor(first.secret).account);
  const auto visitor = accounts_->visitor(second.secret);
  EXPECT_TRUE(visitor.actor.second_factor);
  EXPECT_TRUE(access::may(visitor.actor, access::Action::appoint_officer));
}

TEST_F(AccountsTest, ACodeIsNotTakenTwice) {
  strong(chief());
  pass(60s);
  const auto used = code();
  for (const bool fresh : {true, false}) {
    const auto waiting =
        accounts_->visitor(accounts_->sign_in("chief@register.example", kPassword, kHere).secret);
    EXPECT_EQ(accounts_->give_code(waiting, used, kHere).state == SignInState::done, fresh);
  }
}

TEST_F(AccountsTest, ARecoveryCodeStandsInOnce) {
  strong(chief());
  EXPECT_EQ(codes_.size(), 10U);
  for (const bool fresh : {true, false}) {
    const auto waiting =
        accounts_->visitor(accounts_->sign_in("chief@register.example", kPassword, kHere).secret);
    EXPECT_EQ(accounts_->give_code(waiting, codes_[3], kHere).state == SignInState::done, fresh);
  }
}

TEST_F(AccountsTest, GuessingTakesEverLongerAndLocksNobodyElseOut) {
  chief();
  const auto guess = [&](const Origin& from) {
    return accounts_->sign_in("chief@register.example", kOtherPassword, from);
  };
  for (int i = 0; i < 5; ++i) EXPECT_EQ(guess(kElsewhere).state, SignInState::refused) << i;
  const auto waits = guess(kElsewhere);
  EXPECT_EQ(waits.state, SignInState::wait);
  EXPECT_EQ(waits.heard_at.ms, clock_.now().ms + 30'000);
  EXPECT_EQ(accounts_->sign_in("chief@register.example", kPassword, kElsewhere).state, SignInState::wait)
      << "not even the right one is looked at";
  EXPECT_EQ(accounts_->sign_in("chief@register.example", kPassword, kHere).state, SignInState::done)
      << "its owner is somewhere else";
  pass(30s);
  EXPECT_EQ(guess(kElsewhere).state, SignInState::refused);
  EXPECT_EQ(guess(kElsewhere).heard_at.ms, clock_.now().ms + 60'000);
  pass(25h);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(guess(kElsewhere).state, SignInState::refused) << "begins anew";
}

TEST_F(AccountsTest, ANetworkThatTriesManyAddressesWaits) {
  int heard = 0;
  for (int i = 0; i < 100; ++i)
    heard += accounts_->sign_in("p" + std::to_string(i) + "@example.org", kPassword, kElsewhere).state ==
                     SignInState::refused
                 ? 1
                 : 0;
  EXPECT_EQ(heard, 50);
  EXPECT_EQ(accounts_->sign_in("p@example.org", kPassword, kHere).state, SignInState::refused);
}

TEST_F(AccountsTest, TheSecondFactorIsGivenOnceMoreForOneAct) {
  const auto weak = chief();
  EXPECT_FALSE(accounts_->prove_factor(weak, "123456", "sign", kHere).proven) << "where there is none";
  const auto mine = strong(weak);
  EXPECT_FALSE(accounts_->prove_factor(mine, code(), "sign", kHere).proven) << "the one it was set up with";
  pass(60s);
  EXPECT_FALSE(accounts_->prove_factor(mine, "", "sign", kHere).proven);
  EXPECT_FALSE(accounts_->prove_factor(mine, codes_.front(), "sign", kHere).proven) << "a recovery code";
  auto proof = accounts_->prove_factor(mine, code(), "sign", kHere);
  ASSERT_TRUE(proof.proven);
  EXPECT_TRUE(proof.proven->is_of(mine.account->id, "sign"));
  EXPECT_FALSE(proof.proven->is_of(mine.account->id, "end")) << "for one act alone";
  const auto used = std::move(*proof.proven);
  EXPECT_FALSE(proof.proven->is_of(mine.account->id, "sign")) << "and once";  // NOLINT
  EXPECT_FALSE(accounts_->prove_factor(mine, code(), "sign", kHere).proven) << "no code counts twice";
  std::optional<base::Instant> heard_at;
  for (int i = 0; i < 100 && !heard_at; ++i)
    heard_at = accounts_->prove_factor(mine, "000000", "sign", kHere).heard_at;
  ASSERT_TRUE(heard_at) << "codes cannot be guessed here either";
}

TEST_F(AccountsTest, CodesCannotBeGuessed) {
  strong(chief());
  const auto waiting =
      accounts_->visitor(accounts_->sign_in("chief@register.example", kPassword, kHere).secret);
  pass(60s);
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(accounts_->give_code(waiting, "000000", kHere).state, SignInState::refused);
  EXPECT_EQ(accounts_->give_code(waiting, code(), kHere).state, SignInState::wait);
}

TEST_F(AccountsTest, WhoGuessesCodesDoesNotKeepARecoveryCodeOut) {
  strong(chief());
  const auto waiting = [&] {
    return accounts_->visitor(accounts_->sign_in("chief@register.example", kPassword, kHere).secret);
  };
  const auto stranger = waiting();
  for (int i = 0; i < 5; ++i) accounts_->give_code(stranger, "000000", kElsewhere);
  ASSERT_EQ(accounts_->give_code(stranger, "000000", kElsewhere).state, SignInState::wait);
  EXPECT_EQ(accounts_->give_code(stranger, "aaaa-aaaa-aaaa-aaaa", kElsewhere).state, SignInState::refused);
  EXPECT_EQ(accounts_->give_code(waiting(), codes_[0], kHere).state, SignInState::done);
}

/// The time an answer takes does not say whether there is an account: in each case a password is hashed once.
TEST_F(AccountsTest, WhetherAnAccountExistsIsNotToldByTime) {
  Accounts accounts(*store_, clock_, {.cost = {1, 16UL << 20}});
  const auto link = accounts.first_link();
  accounts.open_link(*link, {"chief@register.example", "A", "en", std::string(kPassword)}, kHere);
  // In turn, so that whatever else the machine does falls on all three.
  const std::array<std::string, 3> addresses{"chief@register.example", "nobody@register.example",
                                             "no address at all"};
  std::array<std::vector<double>, 3> times;
  for (int i = 0; i < 15; ++i)
    for (std::size_t which = 0; which < addresses.size(); ++which) {
      const auto from = Origin{"203.0.113." + std::to_string(i), ""};
      const auto begin = std::chrono::steady_clock::now();
      EXPECT_EQ(accounts.sign_in(addresses[which], kOtherPassword, from).state, SignInState::refused);
      times[which].push_back(
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
  const auto median = [](std::vector<double>& of) {
    std::ranges::sort(of);
    return of[of.size() / 2];
  };
  const auto known = median(times[0]), unknown = median(times[1]), nonsense = median(times[2]);
  std::cout << "known " << known << " ms, unknown " << unknown << " ms, nonsense " << nonsense << " ms\n";
  // Without the hash of nobody's password the unknown ones would take a twentieth.
  EXPECT_GT(unknown, known / 2);
  EXPECT_LT(unknown, known * 2);
  EXPECT_GT(nonsense, known / 2);
}

TEST_F(AccountsTest, ASetBackClockOpensNothing) {
  strong(chief());
  pass(60s);
  const auto later = code();
  const auto waiting =
      accounts_->visitor(accounts_->sign_in("chief@register.example", kPassword, kHere).secret);
  EXPECT_EQ(accounts_->give_code(waiting, later, kHere).state, SignInState::done);
  pass(-60s);
  const auto again =
      accounts_->visitor(accounts_->sign_in("chief@register.example", kPassword, kHere).secret);
  EXPECT_EQ(accounts_->give_code(again, code(), kHere).state, SignInState::refused)
      << "a code older than the last one taken";
}

}  // namespace
}  // namespace entente::registry
