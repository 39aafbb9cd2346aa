// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What is done to accounts is on record: what, by whom, when, from where, and for whose eyes.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "access/refused.hpp"
#include "access/totp.hpp"
#include "registry/accounts.hpp"
#include "registry/jobs/job.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

constexpr std::string_view kOpening = "quiet tides below seven lanterns";
constexpr std::string_view kNext = "other lanterns over quiet water";
const Origin kOffice{"2001:db8:1:2:3::4", "Firefox"};

class AccountEventsTest : public testing::Test {
 protected:
  AccountEventsTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-account-events-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
    accounts_ = std::make_unique<Accounts>(reg_->store(), clock_,
                                           AccountRules{.cost = {1, 8192}, .key = access::Key::fresh()});
  }
  ~AccountEventsTest() override {
    accounts_.reset();
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }
  base::Uuid invited(const std::string& address, const std::string& role) {
    const auto made =
        accounts_->invite(Accounts::by_operator(), address, "Boris Ivanov", "ru", access::read_grant(role));
    accounts_->open_link(made.secret, {{}, {}, {}, std::string(kOpening)}, kOffice);
    return made.account;
  }
  Visitor signed_in(const std::string& address, std::string_view password = kOpening) {
    auto visitor = accounts_->visitor(accounts_->sign_in(address, password, kOffice).secret);
    visitor.actor.network = "192.0.2.9";
    return visitor;
  }
  std::vector<std::string> texts(const std::vector<EventLine>& lines) {
    std::vector<std::string> all;
    for (auto line = lines.rbegin(); line != lines.rend(); ++line)
      all.push_back(line->event.what + "|" + line->event.detail + "|" + line->actor_name + "|" +
                    line->event.network);
    return all;
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06.789Z")};
  std::filesystem::path folder_;
  std::unique_ptr<Register> reg_;
  std::unique_ptr<Accounts> accounts_;
};

TEST_F(AccountEventsTest, EverythingThatIsDoneToAnAccountIsOnRecord) {
  const auto boris = invited("boris@register.example", "contributor of 01936f00-0000-7000-8000-00000000000a");
  const access::Actor chief{invited("chief@register.example", "administrator"),
                            {{access::Role::administrator, ""}},
                            true,
                            {},
                            "198.51.100.7"};
  accounts_->give(chief, boris, access::read_grant("focal point of KE"));
  accounts_->withdraw(chief, boris, access::read_grant("focal point of KE"));
  auto visitor = signed_in("boris@register.example");
  const auto totp = access::new_totp_secret();
  const auto code = access::hotp_code(totp, static_cast<std::uint64_t>(access::totp_step(clock_.now())));
  auto strong = accounts_->visitor(accounts_->enrol(visitor, totp, code, kOpening, kOffice)->secret);
  strong.actor.network = "192.0.2.9";
  accounts_->renew_recovery_codes(strong, kOpening, kOffice);
  const auto token = accounts_->make_token(strong, {"Nightly", {access::Scope::read}, 7}, kOpening, kOffice);
  accounts_->withdraw_token(strong.actor, boris, token->id);
  accounts_->make_feed(strong, kOpening, kOffice);
  accounts_->end_feed(strong);
  accounts_->end_feed(strong);  // there is none any more
  accounts_->end_other_sessions(strong);
  accounts_->change_password(strong, kOpening, kNext, kOffice);
  accounts_->help(chief, boris, false);
  accounts_->close(chief, boris);
  const auto own = "2001:db8:1:2::/64";
  EXPECT_EQ(texts(accounts_->events(chief, boris, {}, 100)),
            (std::vector<std::string>{
                "invited|contributor of 01936f00-0000-7000-8000-00000000000a||",
                std::string("password_set||Boris Ivanov|") + own,
                "role_given|focal point of KE|Boris Ivanov|198.51.100.7",
                "role_withdrawn|focal point of KE|Boris Ivanov|198.51.100.7",
                std::string("signed_in||Boris Ivanov|") + own,
                "factor_set||Boris Ivanov|192.0.2.9",
                "codes_renewed||Boris Ivanov|192.0.2.9",
                "token_made|Nightly|Boris Ivanov|192.0.2.9",
                "token_withdrawn||Boris Ivanov|192.0.2.9",
                "feed_made||Boris Ivanov|192.0.2.9",
                "feed_ended||Boris Ivanov|192.0.2.9",
                "sessions_ended||Boris Ivanov|192.0.2.9",
                "password_changed||Boris Ivanov|192.0.2.9",
                "link_made||Boris Ivanov|198.51.100.7",
                "closed||Boris Ivanov|198.51.100.7",
            }));
}

TEST_F(AccountEventsTest, WhatFailsIsNotOnRecordAsDone) {
  const auto boris = invited("boris@register.example", "reviewer");
  const auto before = accounts_->events(Accounts::by_operator(), boris, {}, 100).size();
  const access::Actor nobody{boris, {{access::Role::reviewer, ""}}, true};
  EXPECT_THROW(accounts_->give(nobody, boris, access::read_grant("steward")), access::Refused);
  accounts_->sign_in("boris@register.example", "not the right password", kOffice);
  auto visitor = signed_in("boris@register.example");
  accounts_->change_password(visitor, "not the right password", kNext, kOffice);
  const auto events = texts(accounts_->events(Accounts::by_operator(), boris, {}, 100));
  ASSERT_EQ(events.size(), before + 3);
  EXPECT_EQ(events[before], "refused_sign_in|||2001:db8:1:2::/64");
  EXPECT_EQ(events[before + 1], "signed_in||Boris Ivanov|2001:db8:1:2::/64");
  EXPECT_EQ(events[before + 2], "refused_password|||2001:db8:1:2::/64");
}

TEST_F(AccountEventsTest, SigningInSaysByWhat) {
  const auto boris = invited("boris@register.example", "reviewer");
  const auto totp = access::new_totp_secret();
  const auto code = [&] {
    return access::hotp_code(totp, static_cast<std::uint64_t>(access::totp_step(clock_.now())));
  };
  const auto set = accounts_->enrol(signed_in("boris@register.example"), totp, code(), kOpening, kOffice);
  ASSERT_TRUE(set);
  clock_.advance(60'000);
  accounts_->give_code(signed_in("boris@register.example"), "000000", kOffice);
  accounts_->give_code(signed_in("boris@register.example"), code(), kOffice);
  accounts_->give_code(signed_in("boris@register.example"), set->recovery_codes.at(0), kOffice);
  const auto events = texts(accounts_->events(Accounts::by_operator(), boris, {}, 3));
  EXPECT_EQ(events, (std::vector<std::string>{"refused_code|||2001:db8:1:2::/64",
                                              "signed_in_code||Boris Ivanov|2001:db8:1:2::/64",
                                              "signed_in_recovery||Boris Ivanov|2001:db8:1:2::/64"}));
}

TEST_F(AccountEventsTest, RefusalsAreListedApartAndForgottenSooner) {
  const auto boris = invited("boris@register.example", "reviewer");
  accounts_->sign_in("boris@register.example", "not the right password", kOffice);
  accounts_->sign_in("nobody@register.example", "not the right password", kOffice);
  const auto listed = [&](store::Refusals refusals) {
    return accounts_->events(Accounts::by_operator(), {}, {}, 100, refusals);
  };
  const auto refused = listed(store::Refusals::only);
  ASSERT_EQ(refused.size(), 2U);
  EXPECT_TRUE(refused[0].event.account.is_nil()) << "nobody has that address";
  EXPECT_EQ(refused[1].event.account, boris);
  for (const auto& line : refused) EXPECT_EQ(line.event.what, "refused_sign_in");
  for (const auto& line : listed(store::Refusals::without)) EXPECT_FALSE(line.event.what.starts_with("ref"));
  clock_.advance(90LL * 86'400'000 + 1);
  tidy_store(*reg_);
  EXPECT_TRUE(listed(store::Refusals::only).empty());
  EXPECT_FALSE(listed(store::Refusals::without).empty());
}

TEST_F(AccountEventsTest, WhoIsRefusedAgainAndAgainIsCounted) {
  const access::Actor stranger{{}, {}, false, {}, "192.0.2.1"};
  constexpr int kAsked = 50;
  for (int i = 0; i < kAsked; ++i) accounts_->note_refusal("act", stranger, {}, "GET /");
  const auto listed = [&] {
    return accounts_->events(Accounts::by_operator(), {}, {}, 500, store::Refusals::only);
  };
  EXPECT_EQ(listed().size(), std::size_t{RefusalBounds::kOfNetwork});
  for (int i = 0; i < 1'000; ++i)
    accounts_->note_refusal("act", {{}, {}, false, {}, std::to_string(i)}, {}, "GET /");
  EXPECT_EQ(listed().size() - 1, std::size_t{RefusalBounds::kOfAll}) << "and the count";
  clock_.advance(60'000);
  accounts_->note_refusal("act", stranger, {}, "GET /");
  const auto last = texts(listed());
  EXPECT_EQ(last.back(), "refused_act|GET /||192.0.2.1");
  EXPECT_EQ(last[last.size() - 2], "refused_unlisted|820||") << "of nobody; of 1,000, 180 were written down";
}

TEST_F(AccountEventsTest, OnesOwnIsForOneselfAndAllOfItForThoseWhoLookAfterTheRegister) {
  const auto boris = invited("boris@register.example", "reviewer");
  invited("amina@register.example", "auditor");
  const auto visitor = signed_in("boris@register.example");
  for (const auto& line : accounts_->own_events(visitor, {}, 100)) EXPECT_EQ(line.event.account, boris);
  EXPECT_THROW(accounts_->events(visitor.actor, {}, {}, 100), access::Refused);
  EXPECT_THROW(accounts_->events(visitor.actor, boris, {}, 100), access::Refused);
  EXPECT_THROW(accounts_->own_events({}, {}, 100), access::Refused);
  const auto all = accounts_->events(signed_in("amina@register.example").actor, {}, {}, 100);
  EXPECT_EQ(all.size(), 6U);
  const auto rest = accounts_->events(Accounts::by_operator(), {}, all[1].event.id, 2);
  ASSERT_EQ(rest.size(), 2U);
  EXPECT_EQ(rest[0].event, all[2].event);
}

TEST_F(AccountEventsTest, AYearLaterItIsForgotten) {
  const auto boris = invited("boris@register.example", "reviewer");
  clock_.advance(200LL * 86'400'000);
  signed_in("boris@register.example");
  clock_.advance(165LL * 86'400'000 + 1);
  tidy_store(*reg_);
  EXPECT_EQ(texts(accounts_->events(Accounts::by_operator(), boris, {}, 100)).size(), 1U);
}

}  // namespace
}  // namespace entente::registry
