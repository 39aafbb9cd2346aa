// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What some do with others' accounts.
#include "registry/accounts_test.hpp"

#include <algorithm>

#include "access/refused.hpp"
#include "base/error.hpp"

namespace entente::registry {
namespace {

using namespace std::chrono_literals;

TEST_F(AccountsTest, WhoMayNotIsRefusedAndNothingChanges) {
  const auto organisation = base::Uuid::v7(clock_.now()).str();
  const auto representative = invited("r@example.org", {access::Role::representative, organisation});
  const auto auditor = invited("a@example.org", {access::Role::auditor, ""});
  const auto steward = invited("s@example.org", {access::Role::steward, ""});
  const auto focal = invited("f@example.org", {access::Role::focal_point, "KE"});
  const access::Grant colleague{access::Role::contributor, organisation};

  EXPECT_NO_THROW(accounts_->invite(representative.actor, "c@example.org", "C", "en", colleague));
  EXPECT_NO_THROW(accounts_->give(focal.actor, auditor.account->id, {access::Role::focal_point, "KE"}));
  EXPECT_THROW(accounts_->give(focal.actor, auditor.account->id, {access::Role::focal_point, "TZ"}),
               access::Refused);
  for (const auto* visitor : {&representative, &auditor, &steward, &focal}) {
    EXPECT_THROW(accounts_->give(visitor->actor, visitor->account->id, {access::Role::administrator, ""}),
                 access::Refused);
    EXPECT_THROW(accounts_->help(visitor->actor, auditor.account->id, true), access::Refused);
    EXPECT_THROW(accounts_->close(visitor->actor, auditor.account->id), access::Refused);
  }
  EXPECT_THROW(accounts_->list(representative.actor, {}, 10), access::Refused);
  EXPECT_THROW(accounts_->list(steward.actor, {}, 10), access::Refused) << "without a second factor";
  const auto seen = accounts_->list(auditor.actor, {}, 10);
  EXPECT_EQ(seen.size(), 5U);
  EXPECT_TRUE(std::ranges::all_of(seen, [](const AccountLine& line) { return line.account.address.empty(); }))
      << "an auditor sees no addresses";
  EXPECT_TRUE(store_->read()->accounts().holders("administrator", "").empty());
}

TEST_F(AccountsTest, AStewardHelpsThoseWithoutAnOfficeAlone) {
  const auto steward = strong(invited("s@example.org", {access::Role::steward, ""}));
  const auto admin = invited("a@example.org", {access::Role::administrator, ""});
  const auto focal = invited("f@example.org", {access::Role::focal_point, "KE"});
  EXPECT_THROW(accounts_->help(steward.actor, admin.account->id, false), access::Refused)
      << "with such a link the steward would be the administrator";
  EXPECT_THROW(accounts_->close(steward.actor, admin.account->id), access::Refused);
  const auto link = accounts_->help(steward.actor, focal.account->id, false);
  EXPECT_EQ(accounts_->link(link)->purpose, kNewPassword);
  accounts_->open_link(link, {{}, {}, {}, std::string(kOtherPassword)}, kElsewhere);
  EXPECT_FALSE(accounts_->visitor("").account);
  EXPECT_EQ(
      accounts_
          ->own(accounts_->visitor(accounts_->sign_in("f@example.org", kOtherPassword, kElsewhere).secret))
          .account.id,
      focal.account->id);
}

/// A link is in the hands of whoever made it; what its account holds then must not be more than they could
/// give.
TEST_F(AccountsTest, AnOfficeEndsLinksThatWereMadeBeforeIt) {
  const auto steward = strong(invited("s@example.org", {access::Role::steward, ""}));
  const auto waits =
      accounts_->invite(steward.actor, "w@example.org", "W", "en", {access::Role::focal_point, "KE"});
  const auto focal = invited("f@example.org", {access::Role::focal_point, "TZ"});
  const auto start = accounts_->help(steward.actor, focal.account->id, true);
  for (const auto& [account, link] :
       {std::pair(waits.account, waits.secret), std::pair(focal.account->id, start)}) {
    accounts_->give(Accounts::by_operator(), account, {access::Role::contributor, account.str()});
    EXPECT_TRUE(accounts_->link(link)) << "no office";
    accounts_->give(Accounts::by_operator(), account, {access::Role::administrator, ""});
    EXPECT_FALSE(accounts_->link(link));
    EXPECT_THROW(accounts_->open_link(link, {{}, {}, {}, std::string(kOtherPassword)}, kElsewhere),
                 base::NotFound);
  }
  const auto anew = accounts_->help(Accounts::by_operator(), waits.account, false);
  EXPECT_EQ(accounts_->link(anew)->purpose, kInvitation);
  EXPECT_NO_THROW(accounts_->open_link(anew, {{}, {}, {}, std::string(kOtherPassword)}, kElsewhere));
}

TEST_F(AccountsTest, ALinkOpensWhileWhoeverMadeItMightMakeItStill) {
  const auto organisation = base::Uuid::v7(clock_.now()).str();
  const access::Grant speaks{access::Role::representative, organisation},
      writes{access::Role::contributor, organisation}, country{access::Role::focal_point, "KE"},
      stewardship{access::Role::steward, ""};
  const auto representative = invited("r@example.org", speaks);
  const auto steward = strong(invited("s@example.org", stewardship));
  const auto colleague = accounts_->invite(representative.actor, "c@example.org", "C", "en", writes);
  const auto lost = accounts_->help(steward.actor, representative.account->id, false);
  const auto opens = [&](const std::string& link) {
    const bool shown = accounts_->link(link).has_value();
    if (!shown) {
      EXPECT_THROW(accounts_->open_link(link, {{}, {}, {}, std::string(kOtherPassword)}, kElsewhere),
                   base::NotFound);
    }
    return shown;
  };
  EXPECT_TRUE(opens(colleague.secret) && opens(lost));

  accounts_->give(Accounts::by_operator(), colleague.account, country);
  EXPECT_FALSE(opens(colleague.secret)) << "a representative cannot make a focal point";
  accounts_->withdraw(Accounts::by_operator(), colleague.account, country);
  EXPECT_TRUE(opens(colleague.secret));
  accounts_->withdraw(Accounts::by_operator(), representative.account->id, speaks);
  EXPECT_FALSE(opens(colleague.secret)) << "its giver speaks for the organisation no longer";
  accounts_->withdraw(Accounts::by_operator(), steward.account->id, stewardship);
  EXPECT_FALSE(opens(lost)) << "its giver is no steward any more";
  accounts_->give(Accounts::by_operator(), steward.account->id, stewardship);
  EXPECT_TRUE(opens(lost));
  accounts_->close(Accounts::by_operator(), steward.account->id);
  EXPECT_FALSE(opens(lost)) << "its giver's account is closed";
}

TEST_F(AccountsTest, NobodyMakesALinkForThemselves) {
  const auto admin = strong(chief());
  for (const bool new_start : {false, true})
    EXPECT_THROW(accounts_->help(admin.actor, admin.account->id, new_start), access::Refused)
        << "a session left open would be enough for another password";
  EXPECT_FALSE(accounts_->help(Accounts::by_operator(), admin.account->id, true).empty());
}

TEST_F(AccountsTest, ALinkForAPasswordLeavesTheSecondFactor) {
  const auto admin = strong(chief());
  const auto id = admin.account->id;
  const auto done = accounts_->open_link(accounts_->help(Accounts::by_operator(), id, false),
                                         {{}, {}, {}, std::string(kOtherPassword)}, kHere);
  EXPECT_TRUE(done.sign_in.secret.empty()) << "the code is asked for where one signs in";
  EXPECT_EQ(accounts_->sign_in("chief@register.example", kOtherPassword, kHere).state, SignInState::code);
  const auto anew = accounts_->open_link(accounts_->help(Accounts::by_operator(), id, true),
                                         {{}, {}, {}, std::string(kPassword)}, kHere);
  EXPECT_TRUE(accounts_->visitor(anew.sign_in.secret).lacks_second_factor);
  EXPECT_EQ(accounts_->own(accounts_->visitor(anew.sign_in.secret)).recovery_codes, 0);
}

TEST_F(AccountsTest, TheLastAdministratorStays) {
  const auto admin = strong(chief());
  const auto id = admin.account->id;
  EXPECT_THROW(accounts_->withdraw(admin.actor, id, {access::Role::administrator, ""}), base::Conflict);
  EXPECT_THROW(accounts_->close(admin.actor, id), base::Conflict);
  const auto waits =
      accounts_->invite(admin.actor, "b@example.org", "B", "en", {access::Role::administrator, ""});
  EXPECT_THROW(accounts_->close(admin.actor, id), base::Conflict) << "the other has not come yet";
  accounts_->open_link(waits.secret, {{}, {}, {}, std::string(kPassword)}, kHere);
  EXPECT_NO_THROW(accounts_->close(admin.actor, id));
  EXPECT_FALSE(accounts_->visitor(std::string()).account);
  EXPECT_EQ(accounts_->sign_in("chief@register.example", kPassword, kHere).state, SignInState::refused);
}

TEST_F(AccountsTest, AClosedAccountIsClosedAtOnceAndItsAddressIsFree) {
  const auto auditor =
      accounts_->invite(Accounts::by_operator(), "a@example.org", "A", "en", {access::Role::auditor, ""});
  const auto secret =
      accounts_->open_link(auditor.secret, {{}, {}, {}, std::string(kPassword)}, kHere).sign_in.secret;
  const auto link = accounts_->help(Accounts::by_operator(), auditor.account, false);
  accounts_->close(Accounts::by_operator(), auditor.account);
  EXPECT_FALSE(accounts_->visitor(secret).account);
  EXPECT_FALSE(accounts_->link(link));
  EXPECT_TRUE(store_->read()->accounts().roles_of(auditor.account).empty());
  EXPECT_THROW(accounts_->help(Accounts::by_operator(), auditor.account, false), base::Conflict);
  EXPECT_NO_THROW(
      accounts_->invite(Accounts::by_operator(), "a@example.org", "A", "en", {access::Role::auditor, ""}));
}

TEST_F(AccountsTest, ARoleThatIsWithdrawnIsGoneInOpenSessions) {
  const auto auditor = invited("a@example.org", {access::Role::auditor, ""});
  const auto secret = accounts_->sign_in("a@example.org", kPassword, kHere).secret;
  EXPECT_NO_THROW(accounts_->list(accounts_->visitor(secret).actor, {}, 10));
  accounts_->withdraw(Accounts::by_operator(), auditor.account->id, {access::Role::auditor, ""});
  EXPECT_THROW(accounts_->list(accounts_->visitor(secret).actor, {}, 10), access::Refused);
}

TEST_F(AccountsTest, WhatIsEnteredIsLookedAt) {
  const auto invite = [&](const std::string& address, const std::string& name, const std::string& language) {
    accounts_->invite(Accounts::by_operator(), address, name, language, {access::Role::auditor, ""});
  };
  for (const std::string address : {"", "a", "a@", "@b", "a@b@c", "a b@c.example", "a@b\n.example",
                                    "a,b@c.example", "x(y@z.example", "\"q\"@z.example", "<a@b.example>"})
    EXPECT_THROW(invite(address, "A", "en"), base::BadInput) << address;
  EXPECT_THROW(invite("a@b.example", " ", "en"), base::BadInput);
  EXPECT_THROW(invite("a@b.example", std::string(300, 'x'), "en"), base::BadInput);
  EXPECT_THROW(invite("a@b.example", "A", "de"), base::BadInput);
  invite("a@b.example", "A", "en");
  EXPECT_THROW(invite("A@B.example", "A", "en"), base::Conflict);
}

}  // namespace
}  // namespace entente::registry
