// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/accounts.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>

#include "access/refused.hpp"
#include "access/totp.hpp"
#include "base/error.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

constexpr std::string_view kPassword = "correct horse battery staple";
constexpr std::string_view kOtherPassword = "marée basse sous la lune";
const Origin kHere{"192.0.2.1", "Firefox"};
const Origin kElsewhere{"198.51.100.7", "curl"};

class AccountsTest : public testing::Test {
 protected:
  AccountsTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-accounts-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    store_ = store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_});
    accounts_ = std::make_unique<Accounts>(*store_, clock_,
                                           AccountRules{.cost = {1, 8192}, .key = access::Key::fresh()});
  }
  ~AccountsTest() override {
    accounts_.reset();
    store_.reset();
    std::filesystem::remove_all(folder_);
  }

  /// The first administrator, signed in without a second factor yet.
  Visitor chief() {
    const auto link = accounts_->first_link();
    const auto done = accounts_->open_link(
        *link, {"Chief@Register.example", "Amina Diallo", "fr", std::string(kPassword)}, kHere);
    return accounts_->visitor(done.sign_in.secret);
  }
  /// The same with the second factor.
  Visitor strong(const Visitor& visitor) {
    totp_ = access::new_totp_secret();
    const auto done = accounts_->enrol(visitor, totp_, code(), kPassword, kHere);
    codes_ = done->recovery_codes;
    return accounts_->visitor(done->secret);
  }
  std::string code() {
    return access::hotp_code(totp_, static_cast<std::uint64_t>(access::totp_step(clock_.now())));
  }
  /// Somebody with a role, signed in.
  Visitor invited(const std::string& address, const access::Grant& grant) {
    const auto made = accounts_->invite(Accounts::by_operator(), address, "Somebody", "en", grant);
    const auto done = accounts_->open_link(made.secret, {{}, {}, {}, std::string(kPassword)}, kHere);
    return accounts_->visitor(done.sign_in.secret);
  }
  void pass(std::chrono::milliseconds time) { clock_.advance(time.count()); }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06Z")};
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<Accounts> accounts_;
  std::string totp_;
  std::vector<std::string> codes_;
};

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
  const auto median = [&](const std::string& address) {
    std::vector<double> times;
    for (int i = 0; i < 15; ++i) {
      const auto from = Origin{"203.0.113." + std::to_string(i), ""};
      const auto begin = std::chrono::steady_clock::now();
      EXPECT_EQ(accounts.sign_in(address, kOtherPassword, from).state, SignInState::refused);
      times.push_back(
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    std::ranges::sort(times);
    return times[times.size() / 2];
  };
  const auto known = median("chief@register.example"), unknown = median("nobody@register.example"),
             nonsense = median("no address at all");
  std::cout << "known " << known << " ms, unknown " << unknown << " ms, nonsense " << nonsense << " ms\n";
  // Without the hash of nobody's password the unknown ones would take a twentieth.
  EXPECT_GT(unknown, known / 2);
  EXPECT_LT(unknown, known * 2);
  EXPECT_GT(nonsense, known / 2);
}

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

TEST_F(AccountsTest, WhatIsEnteredIsLookedAt) {
  const auto invite = [&](const std::string& address, const std::string& name, const std::string& language) {
    accounts_->invite(Accounts::by_operator(), address, name, language, {access::Role::auditor, ""});
  };
  for (const std::string address : {"", "a", "a@", "@b", "a@b@c", "a b@c.example", "a@b\n.example"})
    EXPECT_THROW(invite(address, "A", "en"), base::BadInput) << address;
  EXPECT_THROW(invite("a@b.example", " ", "en"), base::BadInput);
  EXPECT_THROW(invite("a@b.example", std::string(300, 'x'), "en"), base::BadInput);
  EXPECT_THROW(invite("a@b.example", "A", "de"), base::BadInput);
  invite("a@b.example", "A", "en");
  EXPECT_THROW(invite("A@B.example", "A", "en"), base::Conflict);
}

}  // namespace
}  // namespace entente::registry
