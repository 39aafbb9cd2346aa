// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/colleagues.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "access/refused.hpp"
#include "access/secret.hpp"
#include "base/error.hpp"
#include "registry/claims.hpp"
#include "registry/people_test.hpp"

namespace entente::registry {
namespace {

using access::Role;
const std::vector<Role> kOfOrganisation{Role::representative, Role::contributor};

class DelegationTest : public PeopleTest {
 protected:
  std::string offered(const std::string& address, Role role = Role::contributor) {
    return delegation_.offer(chief_.actor, address, "Wanjiru", "en", {role, who_.str()}).secret;
  }
  PasswordSet taken_anew(const std::string& secret) {
    return delegation_.take(secret, {"ignored@elsewhere.example", "Wanjiru K.", "fr", std::string(kPassword)},
                            kHere);
  }

  Delegation delegation_{*store_, clock_, *accounts_};
  Claims claims_{*store_, clock_};
  base::Uuid who_ = organisation("World Health Organization");
  base::Uuid fao_ = organisation("Food and Agriculture Organization");
  Visitor chief_ = visitor("chief@who.example", {representative(who_)});
  access::Actor steward_ = with_factor(person("steward@register.example", {{Role::steward, ""}}));
};

TEST_F(DelegationTest, AnOfferMakesAnAccountForItsAddress) {
  const auto secret = offered("Wanjiru@WHO.example");
  const auto view = delegation_.offered(secret);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->giver, "chief@who.example");
  EXPECT_EQ(delegation_.colleagues(chief_.actor, kOfOrganisation, who_.str()).offers.size(), 1U);

  const auto done = taken_anew(secret);
  const auto wanjiru = accounts_->visitor(done.sign_in.secret);
  ASSERT_TRUE(wanjiru.account);
  EXPECT_EQ(wanjiru.account->address, "wanjiru@who.example");
  EXPECT_TRUE(wanjiru.actor.holds({Role::contributor, who_.str()}));
  EXPECT_FALSE(delegation_.offered(secret)) << "it opens once";
  EXPECT_THROW(taken_anew(secret), base::NotFound);
  EXPECT_THROW(delegation_.decline(secret), base::NotFound);
}

TEST_F(DelegationTest, AnOfferIsTakenByTheAccountOfItsAddressAlone) {
  const auto wanjiru = visitor("wanjiru@who.example", {});
  const auto secret = offered("wanjiru@who.example");
  EXPECT_THROW(delegation_.take(chief_, secret), access::Refused);
  EXPECT_THROW(delegation_.take(Visitor{}, secret), access::Refused);
  EXPECT_THROW(taken_anew(secret), base::Conflict) << "the address has an account";
  delegation_.take(wanjiru, secret);
  EXPECT_TRUE(now_holding(wanjiru.actor).holds({Role::contributor, who_.str()}));
}

TEST_F(DelegationTest, AFormSentTwiceMakesOneOfferAndGivesTheSameAgainForAWhile) {
  Accounts keyed(*store_, clock_, AccountRules{.cost = {1, 8192}, .key = access::Key::fresh()});
  Delegation delegation(*store_, clock_, keyed);
  const auto form = base::Uuid::v7(clock_.now());
  const auto sent = [&](const std::string& name, OfferWay way = OfferWay::link) {
    return delegation
        .offer(chief_.actor, "wanjiru@who.example", name, "en", {Role::contributor, who_.str()}, way, form)
        .secret;
  };
  const auto made = [&] {
    return std::ranges::count(store_->read()->accounts().events({}, 100, store::Refusals::with),
                              std::string("role_offered"), &store::AccountEvent::what);
  };
  const auto first = sent("Wanjiru");
  clock_.advance(kOfferSaidMs - 1);
  EXPECT_EQ(sent("Wanjiru"), first);
  EXPECT_EQ(made(), 1);
  EXPECT_TRUE(delegation.offered(first));
  const auto renamed = sent("Wanjiru K.");
  EXPECT_NE(renamed, first) << "another name was typed into it";
  EXPECT_FALSE(delegation.offered(first));
  EXPECT_EQ(delegation.offered(renamed)->name, "Wanjiru K.");
  const auto code = sent("Wanjiru K.", OfferWay::code);
  EXPECT_TRUE(access::is_secret(access::SecretKind::spoken_code, code)) << code;
  EXPECT_EQ(made(), 3);
  clock_.advance(1);
  const auto later = sent("Wanjiru");
  EXPECT_NE(later, first) << "it was said, and opens nothing any more";
  EXPECT_TRUE(delegation.offered(later));
  // What one account's form made, another's does not show.
  const auto other = visitor("other@who.example", {representative(who_)});
  const auto others = delegation.offer(other.actor, "wanjiru@who.example", "Wanjiru K.", "en",
                                       {Role::contributor, who_.str()}, OfferWay::code, form);
  EXPECT_NE(others.secret, code);
}

TEST_F(DelegationTest, AFormSentAgainGivesNoLinkThatWasWithdrawnOrDeclinedMeanwhile) {
  Accounts keyed(*store_, clock_, AccountRules{.cost = {1, 8192}, .key = access::Key::fresh()});
  Delegation delegation(*store_, clock_, keyed);
  const auto form = base::Uuid::v7(clock_.now());
  const auto sent = [&] {
    clock_.advance(1);
    return delegation
        .offer(chief_.actor, "wanjiru@who.example", "Wanjiru", "en", {Role::contributor, who_.str()},
               OfferWay::link, form)
        .secret;
  };
  const auto first = sent();
  const auto waiting = delegation.colleagues(chief_.actor, kOfOrganisation, who_.str()).offers;
  ASSERT_EQ(waiting.size(), 1U);
  delegation.withdraw_offer(chief_.actor, who_.str(), waiting[0].id);
  const auto second = sent();
  EXPECT_NE(second, first);
  ASSERT_TRUE(delegation.offered(second)) << "what is shown as made opens";
  delegation.decline(second);
  const auto third = sent();
  EXPECT_TRUE(delegation.offered(third));
  EXPECT_NE(third, second);
}

TEST_F(DelegationTest, ALinkThatWasAskedForUnderANameIsHandedOverOnce) {
  auto program = chief_.actor;
  program.request = "deputy";
  const access::Grant grant{Role::contributor, who_.str()};
  const auto made = delegation_.offer(program, "wanjiru@who.example", "Wanjiru", "en", grant);
  const auto again = delegation_.offer(program, "wanjiru@who.example", "Wanjiru", "en", grant);
  EXPECT_NE(made.secret, "");
  EXPECT_EQ(again.secret, "") << "another would open nothing";
  EXPECT_TRUE(again.done.repeated);
  EXPECT_TRUE(delegation_.offered(made.secret));
}

TEST_F(DelegationTest, AnOfferEndsWithItsTimeANewerOneAndARefusal) {
  const auto first = offered("wanjiru@who.example");
  const auto second = offered("wanjiru@who.example");
  EXPECT_FALSE(delegation_.offered(first)) << "the newer one took its place";
  delegation_.decline(second);
  EXPECT_FALSE(delegation_.offered(second));
  const auto third = offered("wanjiru@who.example");
  const auto all = delegation_.colleagues(chief_.actor, kOfOrganisation, who_.str());
  ASSERT_EQ(all.offers.size(), 1U);
  EXPECT_THROW(delegation_.withdraw_offer(chief_.actor, fao_.str(), all.offers[0].id), base::NotFound);
  delegation_.withdraw_offer(chief_.actor, who_.str(), all.offers[0].id);
  EXPECT_FALSE(delegation_.offered(third));
  const auto fourth = offered("wanjiru@who.example");
  clock_.advance(14LL * 24 * 3'600'000);
  EXPECT_FALSE(delegation_.offered(fourth));
  EXPECT_FALSE(delegation_.offered("x"));
}

TEST_F(DelegationTest, AnOfferHoldsWhileItsMakerMightMakeItStill) {
  const auto secret = offered("wanjiru@who.example");
  accounts_->withdraw(Accounts::by_operator(), *chief_.actor.account, representative(who_));
  EXPECT_FALSE(delegation_.offered(secret));
  EXPECT_THROW(taken_anew(secret), base::NotFound);
}

TEST_F(DelegationTest, OneBringsInColleaguesOfOnesOwnPlaceAlone) {
  const auto helper = person("helper@who.example", {{Role::contributor, who_.str()}});
  const auto kenya = person("focal@treasury.example", {{Role::focal_point, "KE"}});
  const auto try_offer = [&](const access::Actor& actor, const access::Grant& grant) {
    delegation_.offer(actor, "new@who.example", "New", "en", grant);
  };
  for (const auto& actor : {access::Actor{}, helper, kenya})
    EXPECT_THROW(try_offer(actor, {Role::contributor, who_.str()}), access::Refused);
  EXPECT_THROW(try_offer(chief_.actor, {Role::contributor, fao_.str()}), access::Refused);
  EXPECT_THROW(try_offer(chief_.actor, {Role::focal_point, "KE"}), access::Refused);
  EXPECT_THROW(try_offer(chief_.actor, {Role::steward, ""}), access::Refused);
  EXPECT_THROW(try_offer(kenya, {Role::focal_point, "TZ"}), access::Refused);
  try_offer(kenya, {Role::focal_point, "KE"});
  try_offer(steward_, {Role::representative, fao_.str()});

  EXPECT_THROW(delegation_.colleagues(kenya, kOfOrganisation, who_.str()), access::Refused);
  const auto seen = delegation_.colleagues(helper, kOfOrganisation, who_.str());
  ASSERT_EQ(seen.people.size(), 2U);
  EXPECT_EQ(seen.people[0].name, "chief@who.example");
  EXPECT_EQ(seen.people[0].address, "") << "a contributor sees names";
  EXPECT_EQ(delegation_.colleagues(chief_.actor, kOfOrganisation, who_.str()).people[0].address,
            "chief@who.example");
}

TEST_F(DelegationTest, OffersThatWaitAreFew) {
  for (std::size_t i = 0; i < kMostOffers; ++i) offered("p" + std::to_string(i) + "@who.example");
  EXPECT_THROW(offered("one-more@who.example"), base::Conflict);
  offered("p0@who.example");  // in place of the older
}

TEST_F(DelegationTest, TheLastOneIsToldAndThePlaceFallsToTheStewards) {
  const auto place = representative(who_);
  EXPECT_TRUE(delegation_.is_last(*chief_.actor.account, place));
  EXPECT_FALSE(delegation_.leave(chief_, place, false));
  EXPECT_TRUE(now_holding(chief_.actor).holds(place)) << "nothing is done yet";
  EXPECT_TRUE(claims_.vacancies(steward_, 10).empty());

  EXPECT_TRUE(delegation_.leave(chief_, place, true));
  EXPECT_FALSE(now_holding(chief_.actor).holds(place));
  const auto vacant = claims_.vacancies(steward_, 10);
  ASSERT_EQ(vacant.size(), 1U);
  EXPECT_EQ(vacant[0].of, who_.str());
  EXPECT_EQ(claims_.vacant_since(place), clock_.now());
  EXPECT_EQ(delegation_.colleagues(steward_, kOfOrganisation, who_.str()).vacant_since, clock_.now());
  EXPECT_THROW(delegation_.leave(chief_, place, true), base::NotFound);

  const auto claim = claims_.claim(chief_.actor, {place, "I am back.", "", {}});
  claims_.accept(steward_, claim.id);
  EXPECT_TRUE(claims_.vacancies(steward_, 10).empty());
}

TEST_F(DelegationTest, WhoeverIsNotTheLastLeavesAtOnce) {
  visitor("second@who.example", {representative(who_)});
  EXPECT_FALSE(delegation_.is_last(*chief_.actor.account, representative(who_)));
  EXPECT_TRUE(delegation_.leave(chief_, representative(who_), false));
  EXPECT_TRUE(claims_.vacancies(steward_, 10).empty());
}

TEST_F(DelegationTest, APlaceFallsToTheStewardsHoweverTheLastOneGoes) {
  const auto second = visitor("second@fao.example", {representative(fao_)});
  accounts_->withdraw(Accounts::by_operator(), *chief_.actor.account, representative(who_));
  accounts_->close(Accounts::by_operator(), *second.actor.account);
  EXPECT_EQ(claims_.vacancies(steward_, 10).size(), 2U);
  EXPECT_EQ(claims_.vacancies(steward_, 1).size(), 1U);
  accounts_->give(Accounts::by_operator(), *chief_.actor.account, representative(who_));
  EXPECT_EQ(claims_.vacancies(steward_, 10).size(), 1U);
}

TEST_F(DelegationTest, APlaceFallsToTheStewardsWhereTheLastOneErasesTheAccount) {
  EXPECT_TRUE(accounts_->erase_own(chief_, kPassword, kHere));
  const auto vacant = claims_.vacancies(steward_, 10);
  ASSERT_EQ(vacant.size(), 1U);
  EXPECT_EQ(vacant[0].of, who_.str());
}

TEST_F(DelegationTest, ARoleThatIsNotHeldIsNotWithdrawn) {
  const auto amina = *person("amina@who.example", {}).account;
  const auto before = accounts_->events(Accounts::by_operator(), amina, {}, 100).size();
  for (const auto& grant : {representative(who_), representative(fao_)})
    EXPECT_THROW(accounts_->withdraw(steward_, amina, grant), base::NotFound);
  EXPECT_THROW(accounts_->withdraw(chief_.actor, amina, {Role::contributor, who_.str()}), base::NotFound);
  EXPECT_EQ(accounts_->events(Accounts::by_operator(), amina, {}, 100).size(), before);
  EXPECT_TRUE(claims_.vacancies(steward_, 10).empty()) << "nobody ever spoke for the other one";
}

TEST_F(DelegationTest, NobodyGivesARoleToThemselves) {
  EXPECT_THROW(accounts_->give(steward_, *steward_.account, representative(fao_)), access::Refused);
  const auto secret =
      delegation_.offer(steward_, "steward@register.example", "Steward", "en", representative(fao_)).secret;
  const auto steward =
      accounts_->visitor(accounts_->sign_in("steward@register.example", kPassword, kHere).secret);
  EXPECT_THROW(delegation_.take(steward, secret), access::Refused);
  EXPECT_FALSE(now_holding(steward_).holds(representative(fao_)));
  accounts_->give(Accounts::by_operator(), *steward_.account, representative(fao_));
  EXPECT_TRUE(now_holding(steward_).holds(representative(fao_)));
}

TEST_F(DelegationTest, WhatIsDoneToAnOfferIsOnRecord) {
  const auto last = [&](const base::Uuid& account) {
    return accounts_->events(Accounts::by_operator(), account, {}, 1).at(0).event;
  };
  const auto& chief = *chief_.actor.account;
  const auto declined = offered("wanjiru@who.example");
  EXPECT_EQ(last(chief).what, "role_offered");
  EXPECT_EQ(last(chief).detail, access::text_of({Role::contributor, who_.str()}));
  delegation_.decline(declined);
  EXPECT_EQ(last(chief).what, "role_offer_declined");
  EXPECT_TRUE(last(chief).actor.is_nil());
  EXPECT_EQ(last(chief).network, "") << "of somebody whom the giver only wrote to";
  offered("wanjiru@who.example");
  const auto id = delegation_.colleagues(chief_.actor, kOfOrganisation, who_.str()).offers.at(0).id;
  delegation_.withdraw_offer(steward_, who_.str(), id);
  EXPECT_EQ(last(chief).what, "role_offer_withdrawn");
  EXPECT_EQ(last(chief).actor, *steward_.account);

  const auto wanjiru = visitor("wanjiru@who.example", {});
  delegation_.take(wanjiru, offered("wanjiru@who.example"));
  EXPECT_EQ(last(*wanjiru.actor.account).what, "role_given");
  EXPECT_EQ(last(*wanjiru.actor.account).actor, chief) << "it was given by whoever offered it";
  const auto anew =
      delegation_.take(offered("new@who.example"), {{}, "New", "fr", std::string(kPassword)}, kHere);
  const auto fresh = *accounts_->visitor(anew.sign_in.secret).actor.account;
  const auto events = accounts_->events(Accounts::by_operator(), fresh, {}, 10);
  const auto given = std::ranges::find(events, "role_given", [](const EventLine& l) { return l.event.what; });
  ASSERT_NE(given, events.end());
  EXPECT_EQ(given->event.actor, chief);
}

TEST_F(DelegationTest, OffersOfAPlaceThatStandsNoMoreOpenNothing) {
  const auto secret = offered("wanjiru@who.example");
  store_->write({"test"}, [&](store::UnitOfWork& unit) {
    model::Organisation gone;
    gone.name.add("en", "World Health Organization");
    unit.put(revision_of(who_, gone, store::Visibility::withdrawn));
  });
  EXPECT_FALSE(delegation_.offered(secret));
  EXPECT_THROW(taken_anew(secret), base::NotFound);
  EXPECT_THROW(offered("other@who.example"), base::NotFound);
}

TEST_F(DelegationTest, NoOfferIsHiddenByOthersThatCameAfterIt) {
  constexpr std::size_t kReadAtOnce = 500;
  for (std::size_t i = 0; i < kReadAtOnce; ++i) offered("wanjiru@who.example");
  EXPECT_THROW(offered("wanjiru@who.example"), base::Conflict);
  EXPECT_EQ(delegation_.colleagues(chief_.actor, kOfOrganisation, who_.str()).offers.size(), 1U);
}

TEST_F(DelegationTest, TheLastAdministratorStays) {
  const auto administrator = visitor("head@register.example", {{Role::administrator, ""}});
  EXPECT_THROW(delegation_.leave(administrator, {Role::administrator, ""}, true), base::Conflict);
  visitor("another@register.example", {{Role::administrator, ""}});
  EXPECT_TRUE(delegation_.leave(administrator, {Role::administrator, ""}, false));
}

}  // namespace
}  // namespace entente::registry
