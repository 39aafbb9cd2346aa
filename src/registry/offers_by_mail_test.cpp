// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Links in a register that sends mail: they go to their addresses, and come back to nobody else.
#include <gtest/gtest.h>

#include <algorithm>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/colleagues.hpp"
#include "registry/people_test.hpp"

namespace entente::registry {
namespace {

using access::Role;

class OffersByMailTest : public PeopleTest {
 protected:
  /// What waits to be sent.
  std::vector<Words> waiting() {
    std::vector<Words> all;
    const auto letters = store_->read()->accounts().letters_due(clock_.now(), 100);
    for (const auto& letter : letters) {
      const auto read = read_waiting(key_, letter);
      if (read && std::holds_alternative<Words>(*read)) all.push_back(std::get<Words>(*read));
    }
    return all;
  }
  std::string offered(const std::string& address) {
    return delegation_
        .offer(chief_.actor, address, "Visit https://elsewhere.example", "fr",
               {Role::contributor, who_.str()})
        .secret;
  }
  static std::string secret_in(const Words& mail, const std::string& page) {
    constexpr std::size_t kSecret = 43;
    const auto at = mail.text.find("https://register.example/" + mail.language + page);
    return at == std::string::npos ? std::string()
                                   : mail.text.substr(mail.text.find(page, at) + page.size(), kSecret);
  }

  const access::Key key_ = access::Key::fresh();
  Accounts mailing_{*store_, clock_,
                    AccountRules{.cost = {1, 8192},
                                 .register_name = "Exampleland",
                                 .key = key_,
                                 .mails = true,
                                 .public_url = "https://register.example"}};
  Delegation delegation_{*store_, clock_, mailing_};
  base::Uuid who_ = organisation("World Health\nOrganization");
  Visitor chief_ = visitor("chief@who.example", {representative(who_)});
};

TEST_F(OffersByMailTest, AnOfferGoesToItsAddressAndItsMakerSeesNoLink) {
  EXPECT_EQ(offered("wanjiru@who.example"), "");
  const auto mails = waiting();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_EQ(mails[0].to, "wanjiru@who.example");
  EXPECT_EQ(mails[0].language, "fr");
  EXPECT_NE(mails[0].text.find("World Health Organization"), std::string::npos) << mails[0].text;
  EXPECT_EQ(mails[0].text.find("elsewhere"), std::string::npos) << "nothing that its maker typed";
  const auto secret = secret_in(mails[0], "/offer/");
  ASSERT_TRUE(delegation_.offered(secret)) << mails[0].text;
  EXPECT_EQ(delegation_.offered(secret)->address, "wanjiru@who.example");
}

TEST_F(OffersByMailTest, AFormSentTwiceSendsOneLetter) {
  const auto form = base::Uuid::v7(clock_.now());
  const auto sent = [&] {
    return delegation_
        .offer(chief_.actor, "wanjiru@who.example", "Wanjiru", "en", {Role::contributor, who_.str()},
               OfferWay::link, form)
        .secret;
  };
  for (int n = 0; n < 5; ++n) EXPECT_EQ(sent(), "") << "nor does it count against the address";
  const auto mails = waiting();
  ASSERT_EQ(mails.size(), 1U);
  EXPECT_TRUE(delegation_.offered(secret_in(mails[0], "/offer/")));
  pass(std::chrono::minutes(21));
  EXPECT_EQ(sent(), "");
  EXPECT_EQ(waiting().size(), 2U) << "later it is another wish";
}

TEST_F(OffersByMailTest, OneAddressGetsFewWhoeverMakesThem) {
  for (int i = 0; i < 3; ++i) offered("wanjiru@who.example");
  EXPECT_THROW(offered(" Wanjiru@WHO.example"), base::Conflict);
  offered("juma@who.example");
  pass(std::chrono::minutes(21));
  offered("wanjiru@who.example");
  EXPECT_EQ(waiting().size(), 5U);
}

TEST_F(OffersByMailTest, WhatWasAskedUnderANameIsSentOnceAndARefusalIsNone) {
  auto program = chief_.actor;
  const auto ask = [&](const std::string& name) {
    program.request = name;
    return delegation_.offer(program, "wanjiru@who.example", "Wanjiru", "en",
                             {Role::contributor, who_.str()});
  };
  EXPECT_TRUE(ask("first").mailed);
  EXPECT_TRUE(ask("first").done.repeated);
  EXPECT_EQ(waiting().size(), 1U);
  ask("second");
  ask("third");
  EXPECT_THROW(ask("fourth"), TooManyOffers);
  pass(std::chrono::minutes(21));
  EXPECT_FALSE(ask("fourth").done.repeated) << "nothing was done under that name";
  EXPECT_EQ(waiting().size(), 4U);
}

TEST_F(OffersByMailTest, AMailThatIsNotSentIsNotCounted) {
  for (std::size_t i = 0; i < kMostOffers; ++i) offered("p" + std::to_string(i) + "@who.example");
  for (int i = 0; i < 5; ++i) EXPECT_THROW(offered("wanjiru@who.example"), base::Conflict);
  const auto all = delegation_.colleagues(chief_.actor, {Role::contributor}, who_.str());
  delegation_.withdraw_offer(chief_.actor, who_.str(), all.offers.at(0).id);
  for (int i = 0; i < 3; ++i) offered("wanjiru@who.example");
  const auto stands = delegation_.colleagues(chief_.actor, {Role::contributor}, who_.str()).offers;
  EXPECT_THROW(offered("wanjiru@who.example"), base::Conflict) << "three are free";
  EXPECT_EQ(delegation_.colleagues(chief_.actor, {Role::contributor}, who_.str()).offers, stands)
      << "and what stood stands";
}

TEST_F(OffersByMailTest, AnAddressThatOneAsksForOneselfEndsNoSession) {
  EXPECT_TRUE(mailing_.ask_new_address(chief_, "new@who.example", kPassword, kHere));
  const auto mails = waiting();
  ASSERT_EQ(mails.size(), 1U);
  mailing_.confirm_address(secret_in(mails[0], "/link/"), kHere);
  EXPECT_EQ(mailing_.account_of("new@who.example"), *chief_.actor.account);
  EXPECT_EQ(store_->read()->accounts().sessions_of(*chief_.actor.account).size(), 1U);
}

TEST_F(OffersByMailTest, SoDoInvitationsAndLinksForWhatWasLost) {
  const auto made =
      mailing_.invite(Accounts::by_operator(), "juma@who.example", "Juma", "en", {Role::reviewer, ""});
  EXPECT_EQ(made.secret, "");
  EXPECT_EQ(mailing_.help(Accounts::by_operator(), *chief_.actor.account, true), "");
  const auto mails = waiting();
  ASSERT_EQ(mails.size(), 2U);
  for (const auto& mail : mails) EXPECT_TRUE(mailing_.link(secret_in(mail, "/link/"))) << mail.text;
}

TEST_F(OffersByMailTest, AnotherAddressIsConfirmedWhereItIsToCount) {
  const auto admin = with_factor(person("admin@register.example", {{Role::administrator, ""}}));
  const auto steward = with_factor(person("steward@register.example", {{Role::steward, ""}}));
  const auto& id = *chief_.actor.account;
  EXPECT_THROW(mailing_.give_address(chief_.actor, id, "new@who.example"), access::Refused);
  EXPECT_THROW(mailing_.give_address(steward, *admin.account, "new@who.example"), access::Refused);
  EXPECT_THROW(mailing_.give_address(admin, *admin.account, "new@who.example"), access::Refused);
  EXPECT_THROW(mailing_.give_address(steward, id, "admin@register.example"), base::Conflict);
  EXPECT_THROW(mailing_.give_address(steward, id, "nowhere"), base::BadInput);
  EXPECT_EQ(mailing_.give_address(steward, id, "New@who.example"), "");
  const auto mails = waiting();
  ASSERT_EQ(mails.size(), 2U);
  const auto to_old = std::ranges::find(mails, "chief@who.example", &Words::to);
  const auto to_new = std::ranges::find(mails, "new@who.example", &Words::to);
  ASSERT_NE(to_new, mails.end());
  ASSERT_NE(to_old, mails.end()) << "it is told before anything changes";
  EXPECT_NE(to_old->text.find("made a link"), std::string::npos) << to_old->text;
  EXPECT_EQ(to_old->text.find("/link/"), std::string::npos);
  const auto events = store_->read()->accounts().events_of(id, {}, 1);
  EXPECT_EQ(events.at(0).what, "address_link_made");
  mailing_.confirm_address(secret_in(*to_new, "/link/"), kHere);
  EXPECT_EQ(mailing_.account_of("new@who.example"), id);
  EXPECT_TRUE(store_->read()->accounts().sessions_of(id).empty()) << "whoever made it could have opened it";

  const auto handed = accounts_->give_address(steward, id, "again@who.example");
  ASSERT_TRUE(accounts_->link(handed)) << "without a relay it is handed over";
  accounts_->withdraw(Accounts::by_operator(), *steward.account, {Role::steward, ""});
  EXPECT_FALSE(accounts_->link(handed)) << "whoever made it may no longer";
}

TEST_F(OffersByMailTest, WhatWaitsForAnAddressIsTakenBackWhenItsAccountIsErased) {
  const auto wanjiru = visitor("wanjiru@who.example", {});
  offered("wanjiru@who.example");
  offered("juma@who.example");
  EXPECT_FALSE(mailing_.ask_new_password("wanjiru@who.example", kElsewhere));
  ASSERT_EQ(store_->read()->accounts().letter_count(), 3);
  EXPECT_FALSE(mailing_.erase_own(wanjiru, kOtherPassword, kHere));
  EXPECT_EQ(store_->read()->accounts().letter_count(), 3) << "nothing was erased";
  ASSERT_TRUE(mailing_.erase_own(wanjiru, kPassword, kHere));
  ASSERT_EQ(waiting().size(), 1U);
  EXPECT_EQ(waiting()[0].to, "juma@who.example");
  EXPECT_EQ(store_->read()->accounts().letter_count(), 1) << "the wish for a new password is gone, too";
}

}  // namespace
}  // namespace entente::registry
