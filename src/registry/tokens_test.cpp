// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Tokens that act in offices which ask for a second factor.
#include <algorithm>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/accounts_test.hpp"
#include "registry/post.hpp"

namespace entente::registry {
namespace {

using namespace std::chrono_literals;
using access::Action, access::Scope;

constexpr std::int64_t kDays = 30;

class OfficeTokenTest : public AccountsTest {
 protected:
  std::optional<MadeToken> made(const Visitor& visitor, std::int64_t days = kDays) {
    return accounts_->make_token(visitor, {"Audits", {Scope::read, Scope::office}, days}, kPassword, kHere);
  }
  bool opens(const MadeToken& token) const {
    return access::may(accounts_->bearer(token.secret).actor, Action::review_partnership);
  }
  std::vector<std::string> done_to(const Visitor& visitor) const {
    std::vector<std::string> all;
    for (const auto& line : accounts_->own_events(visitor, {}, 100))
      all.push_back(line.event.what + "|" + line.event.detail);
    return all;
  }
  bool is_done(const Visitor& visitor, const std::string& event) const {
    const auto all = done_to(visitor);
    return std::ranges::find(all, event) != all.end();
  }
};

TEST_F(OfficeTokenTest, IsMadeInASessionWithTheSecondFactorAndNowhereElse) {
  const auto weak = chief();
  EXPECT_THROW(made(weak), access::Refused);
  EXPECT_THROW(
      accounts_->make_token(Accounts::by_operator(), weak.account->id, {"x", {Scope::office}, kDays}),
      access::Refused)
      << "the operator has not given the person's factor";
  const auto able = strong(weak);
  EXPECT_FALSE(accounts_->make_token(able, {"x", {Scope::office}, kDays}, kOtherPassword, kHere));
  EXPECT_THROW(made(able, kMostOfficeTokenDays + 1), base::BadInput);
  const auto token = made(able, kMostOfficeTokenDays);
  ASSERT_TRUE(token);
  EXPECT_TRUE(opens(*token));
  EXPECT_TRUE(is_done(able, "office_token_made|Audits"));
  pass(std::chrono::hours(24 * kMostOfficeTokenDays));
  EXPECT_FALSE(opens(*token));
}

TEST_F(OfficeTokenTest, OneThatWasMadeToWriteHoldsNoOffice) {
  const auto able = strong(chief());
  const auto token =
      accounts_->make_token(able, {"Nightly", {Scope::read, Scope::write}, 366}, kPassword, kHere);
  EXPECT_FALSE(opens(*token));
  EXPECT_FALSE(accounts_->bearer(token->secret).actor.second_factor);
  EXPECT_TRUE(is_done(able, "token_made|Nightly"));
}

TEST_F(OfficeTokenTest, EndsWithTheFactorAndOthersStay) {
  auto able = strong(chief());
  const auto office = made(able);
  const auto reads = accounts_->make_token(able, {"Reads", {Scope::read}, kDays}, kPassword, kHere);
  pass(1min);
  able = strong(able);  // on another telephone
  EXPECT_FALSE(accounts_->bearer(office->secret).account);
  EXPECT_TRUE(accounts_->bearer(reads->secret).account);
  EXPECT_TRUE(is_done(able, "token_withdrawn|Audits"));
  EXPECT_FALSE(is_done(able, "token_withdrawn|Reads"));
}

TEST_F(OfficeTokenTest, EndsWhereTheRegistersKeyIsLost) {
  const auto able = strong(chief());
  const auto office = made(able);
  Accounts anew(*store_, clock_, AccountRules{.cost = {1, 8192}, .key = access::Key::fresh()});
  EXPECT_EQ(anew.replace_key(), 1U);
  EXPECT_FALSE(anew.bearer(office->secret).account);
}

TEST_F(OfficeTokenTest, CountsForNothingWithoutTheOfficeOrTheFactor) {
  const auto able = strong(chief());
  const auto token = made(able);
  const auto second = invited("second@register.example", {access::Role::administrator, ""});
  accounts_->withdraw(Accounts::by_operator(), able.account->id, {access::Role::administrator, ""});
  EXPECT_TRUE(accounts_->bearer(token->secret).account);
  EXPECT_FALSE(opens(*token));
  accounts_->give(Accounts::by_operator(), able.account->id, {access::Role::steward, ""});
  EXPECT_TRUE(opens(*token));
  store_->write({"tester"}, [&](store::UnitOfWork& unit) {
    auto account = *unit.accounts().account(able.account->id);
    account.second_factor.clear();
    unit.accounts().put_account(account);
  });
  EXPECT_FALSE(opens(*token));
}

TEST_F(OfficeTokenTest, ItsOwnerIsToldByMailWhatItIsFor) {
  const auto key = access::Key::fresh();
  Accounts mailing(*store_, clock_,
                   AccountRules{.cost = {1, 8192},
                                .register_name = "Exampleland",
                                .key = key,
                                .mails = true,
                                .public_url = "https://register.example"});
  const auto done = mailing.open_link(
      *mailing.first_link(), {"chief@register.example", "Amina Diallo", "en", std::string(kPassword)}, kHere);
  totp_ = access::new_totp_secret();
  const auto enrolled = mailing.enrol(mailing.visitor(done.sign_in.secret), totp_, code(), kPassword, kHere);
  const auto able = mailing.visitor(enrolled->secret);
  mailing.make_token(able, {"Audits", {Scope::office}, kDays}, kPassword, kHere);
  std::string all;
  for (const auto& letter : store_->read()->accounts().letters_due(clock_.now(), 100))
    if (const auto read = read_waiting(key, letter)) all += std::get<Words>(*read).text;
  EXPECT_NE(all.find("a program acts in its offices that ask for a second factor"), std::string::npos) << all;
}

}  // namespace
}  // namespace entente::registry
