// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What people do with their own account.
#include "registry/accounts_test.hpp"

namespace entente::registry {
namespace {

using namespace std::chrono_literals;

TEST_F(AccountsTest, ASessionEndsWithDisuseWithTimeAndWhenItIsEnded) {
  chief();
  const auto sign_in = [&] { return accounts_->sign_in("chief@register.example", kPassword, kHere).secret; };
  const auto idle = sign_in();
  pass(2h);
  EXPECT_FALSE(accounts_->visitor(idle).account);

  const auto busy = sign_in();
  for (int i = 0; i < 11; ++i) {
    pass(1h);
    EXPECT_TRUE(accounts_->visitor(busy).account) << i;
  }
  pass(1h);
  EXPECT_FALSE(accounts_->visitor(busy).account) << "twelve hours are the most";

  const auto one = sign_in(), other = sign_in();
  accounts_->sign_out(accounts_->visitor(one));
  EXPECT_FALSE(accounts_->visitor(one).account);
  EXPECT_TRUE(accounts_->visitor(other).account);
  EXPECT_FALSE(accounts_->visitor("").account);
  EXPECT_FALSE(accounts_->visitor(std::string(43, 'x')).account);
}

TEST_F(AccountsTest, SessionsAreEndedOneByOneOrAllOthers) {
  chief();
  const auto sign_in = [&] { return accounts_->sign_in("chief@register.example", kPassword, kHere).secret; };
  const auto mine = accounts_->visitor(sign_in());
  const auto second = sign_in(), third = sign_in();
  EXPECT_TRUE(accounts_->end_session(mine, accounts_->visitor(second).session->id));
  EXPECT_FALSE(accounts_->visitor(second).account);
  accounts_->end_other_sessions(mine);
  EXPECT_FALSE(accounts_->visitor(third).account);
  EXPECT_EQ(accounts_->own(mine).sessions.size(), 1U);
  const auto stranger = invited("x@example.org", {access::Role::auditor, ""});
  EXPECT_FALSE(accounts_->end_session(stranger, mine.session->id)) << "another's";
  EXPECT_EQ(accounts_->own(mine).sessions.size(), 1U);
}

TEST_F(AccountsTest, ANewPasswordEndsAllOtherSessions) {
  const auto mine = chief();
  const auto other = accounts_->sign_in("chief@register.example", kPassword, kHere).secret;
  EXPECT_TRUE(accounts_->change_password(mine, kOtherPassword, kOtherPassword, kHere).sign_in.secret.empty());
  EXPECT_EQ(accounts_->change_password(mine, kPassword, "password1234", kHere).fault,
            access::PasswordFault::common);
  const auto done = accounts_->change_password(mine, kPassword, kOtherPassword, kHere);
  EXPECT_TRUE(accounts_->visitor(done.sign_in.secret).account);
  EXPECT_FALSE(accounts_->visitor(other).account);
  EXPECT_EQ(accounts_->sign_in("chief@register.example", kPassword, kHere).state, SignInState::refused);
  EXPECT_EQ(accounts_->sign_in("chief@register.example", kOtherPassword, kHere).state, SignInState::done);
}

TEST_F(AccountsTest, TheSecondFactorIsTakenOnlyWithItsCodeAndThePassword) {
  const auto mine = chief();
  totp_ = access::new_totp_secret();
  EXPECT_FALSE(accounts_->enrol(mine, totp_, "123456", kPassword, kHere));
  EXPECT_FALSE(accounts_->enrol(mine, totp_, code(), kOtherPassword, kHere));
  EXPECT_TRUE(accounts_->own(mine).account.second_factor.empty());
  EXPECT_FALSE(accounts_->renew_recovery_codes(mine, kPassword, kHere)) << "there is no second factor yet";
  const auto done = accounts_->enrol(mine, totp_, code(), kPassword, kHere);
  ASSERT_TRUE(done);
  const auto visitor = accounts_->visitor(done->secret);
  EXPECT_FALSE(visitor.lacks_second_factor);
  const auto codes = accounts_->renew_recovery_codes(visitor, kPassword, kHere);
  ASSERT_TRUE(codes);
  EXPECT_NE(*codes, done->recovery_codes);
  EXPECT_EQ(accounts_->own(visitor).recovery_codes, 10);
}

TEST_F(AccountsTest, OnesDataAreAllThereAndHoldNoSecret) {
  const auto mine = strong(chief());
  accounts_->set_preferences(mine, "Amina D.", "ar", true);
  const auto data = accounts_->own_data(accounts_->visitor([&] {
    pass(60s);
    const auto waiting =
        accounts_->visitor(accounts_->sign_in("chief@register.example", kPassword, kHere).secret);
    return accounts_->give_code(waiting, code(), kHere).secret;
  }()));
  for (const auto* part : {"chief@register.example", "Amina D.", R"("language":"ar")", R"("low_data":true)",
                           "administrator", "Firefox"})
    EXPECT_NE(data.find(part), std::string::npos) << part;
  EXPECT_EQ(data.find("argon2"), std::string::npos);
  EXPECT_EQ(data.find("hash"), std::string::npos);
}

}  // namespace
}  // namespace entente::registry
