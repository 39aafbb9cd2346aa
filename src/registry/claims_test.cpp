// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/claims.hpp"

#include <gtest/gtest.h>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/people_test.hpp"
#include "registry/tasks.hpp"

namespace entente::registry {
namespace {

using access::Role;
using Kind = ClaimFault::Kind;

class ClaimsTest : public PeopleTest {
 protected:
  NewClaim wanted(const base::Uuid& organisation) {
    return {representative(organisation),
            "I am its director.",
            "https://who.example/people",
            {{"lei", " 529900t8bm49aurSDO55"}, {"ror", "ror.org/03yrm5c26"}}};
  }
  base::Uuid claimed(const access::Actor& actor, const base::Uuid& organisation) {
    const auto made = claims_.claim(actor, wanted(organisation));
    EXPECT_FALSE(made.fault);
    return made.id;
  }
  Kind fault_of(const access::Actor& actor, const NewClaim& claim) {
    const auto made = claims_.claim(actor, claim);
    EXPECT_TRUE(made.fault);
    return made.fault ? made.fault->kind : Kind::held;
  }

  Claims claims_{*store_, clock_};
  base::Uuid who_ = organisation("World Health Organization");
  access::Actor steward_ = with_factor(person("steward@register.example", {{Role::steward, ""}}));
  access::Actor amina_ = person("amina@who.example", {});
};

TEST_F(ClaimsTest, AnAcceptedClaimGivesTheRole) {
  const auto id = claimed(amina_, who_);
  const auto waiting = claims_.list(steward_, store::ClaimState::open, {}, 10);
  ASSERT_EQ(waiting.size(), 1U);
  EXPECT_EQ(waiting[0].person, "amina@who.example");
  const auto detail = claims_.look(steward_, id);
  ASSERT_EQ(detail.identifiers.size(), 2U);
  EXPECT_EQ(detail.identifiers[0].value, "529900T8BM49AURSDO55") << "as its scheme writes it";
  EXPECT_EQ(detail.identifiers[1].value, "https://ror.org/03yrm5c26");
  EXPECT_EQ(detail.steps.at(0).step.text, "I am its director.");

  claims_.accept(steward_, id);
  EXPECT_TRUE(now_holding(amina_).holds(representative(who_)));
  EXPECT_EQ(claims_.own_claim(amina_, id)->claim.state, store::ClaimState::accepted);
  EXPECT_THROW(claims_.accept(steward_, id), base::Conflict);
  EXPECT_THROW(claims_.refuse(steward_, id, "too late"), base::Conflict);
  EXPECT_THROW(claims_.withdraw(amina_, id), base::Conflict);
  EXPECT_EQ(fault_of(amina_, wanted(who_)), Kind::held);
}

TEST_F(ClaimsTest, AFocalPointIsMadeByAClaimToo) {
  const auto made = claims_.claim(amina_, {{Role::focal_point, "KE"}, "Letter 12 of the ministry.", "", {}});
  claims_.accept(steward_, made.id);
  EXPECT_TRUE(now_holding(amina_).holds({Role::focal_point, "KE"}));
}

TEST_F(ClaimsTest, WhatIsAskedBackIsAnswered) {
  const auto id = claimed(amina_, who_);
  EXPECT_THROW(claims_.answer(amina_, id, "unasked"), base::Conflict);
  EXPECT_EQ(claims_.ask(steward_, id, "  ")->kind, Kind::no_text);
  EXPECT_FALSE(claims_.ask(steward_, id, "Since when?"));
  EXPECT_FALSE(claims_.ask(steward_, id, "Since when?")) << "sent twice";
  EXPECT_EQ(claims_.own_claim(amina_, id)->claim.state, store::ClaimState::asked);
  EXPECT_FALSE(claims_.answer(amina_, id, "Since May."));
  const auto detail = claims_.look(steward_, id);
  EXPECT_EQ(detail.claim.state, store::ClaimState::open);
  ASSERT_EQ(detail.steps.size(), 3U);
  EXPECT_EQ(detail.steps[1].author, "steward@register.example");
  EXPECT_EQ(detail.steps[2].step.text, "Since May.");
  EXPECT_EQ(claims_.own_claim(amina_, id)->steps[1].author, "") << "stewards speak for the register";
}

TEST_F(ClaimsTest, ARefusalSaysWhy) {
  const auto id = claimed(amina_, who_);
  EXPECT_EQ(claims_.refuse(steward_, id, std::string(kMostClaimText + 1, 'x'))->kind, Kind::long_text);
  EXPECT_EQ(claims_.refuse(steward_, id, std::string("a\0b", 3))->kind, Kind::no_text);
  EXPECT_FALSE(claims_.refuse(steward_, id, "The page does not name you."));
  EXPECT_FALSE(now_holding(amina_).holds(representative(who_)));
  EXPECT_EQ(claims_.own_claim(amina_, id)->steps.back().step.text, "The page does not name you.");
  claimed(amina_, who_);  // with better evidence, one may claim anew
}

TEST_F(ClaimsTest, NoRoleIsGivenToAnAccountThatDoesNotStand) {
  const auto id = claimed(amina_, who_);
  const auto set_state = [&](store::AccountState state) {
    store_->write({"test"}, [&](store::UnitOfWork& unit) {
      auto account = unit.accounts().account(*amina_.account).value();
      account.state = state;
      unit.accounts().put_account(account);
    });
  };
  set_state(store::AccountState::closed);
  EXPECT_THROW(claims_.accept(steward_, id), base::Conflict);
  EXPECT_FALSE(now_holding(amina_).holds(representative(who_)));
  EXPECT_EQ(claims_.look(steward_, id).claim.state, store::ClaimState::open) << "nothing was done";
  set_state(store::AccountState::active);
  claims_.accept(steward_, id);
}

TEST_F(ClaimsTest, NobodyDecidesOnTheirOwn) {
  const auto id = claimed(steward_, who_);
  EXPECT_THROW(claims_.accept(steward_, id), access::Refused);
  EXPECT_THROW(claims_.ask(steward_, id, "Is it so?"), access::Refused);
  const auto other = with_factor(person("other@register.example", {{Role::steward, ""}}));
  Register reg(store::open_sqlite({.file = folder_ / "register.db", .clock = &clock_}), clock_);
  const auto waiting = [&](const access::Actor& actor) {
    const auto tasks = tasks_of(reg, actor, 10);
    return tasks.empty() ? 0 : tasks[0].count;
  };
  EXPECT_EQ(waiting(steward_), 0) << "it is no task of theirs";
  EXPECT_EQ(waiting(other), 1);
  claimed(amina_, who_);
  EXPECT_EQ(waiting(steward_), 1);
  EXPECT_EQ(waiting(other), 2);
  claims_.accept(other, id);
  EXPECT_TRUE(now_holding(steward_).holds(representative(who_)));
}

TEST_F(ClaimsTest, OnlyStewardsAndAdministratorsDecideAndAuditorsReadNoEvidence) {
  const auto id = claimed(amina_, who_);
  auto no_factor = steward_;
  no_factor.second_factor = false;
  const auto auditor = person("audit@register.example", {{Role::auditor, ""}});
  const auto speaks = person("speaks@who.example", {representative(who_)});
  for (const auto& actor : {access::Actor{}, amina_, no_factor, auditor, speaks}) {
    EXPECT_THROW(claims_.accept(actor, id), access::Refused);
    EXPECT_THROW(claims_.refuse(actor, id, "no"), access::Refused);
    EXPECT_THROW(claims_.ask(actor, id, "why"), access::Refused);
  }
  for (const auto& actor : {access::Actor{}, amina_, no_factor, speaks}) {
    EXPECT_THROW(claims_.look(actor, id), access::Refused);
    EXPECT_THROW(claims_.list(actor, store::ClaimState::open, {}, 10), access::Refused);
    EXPECT_THROW(claims_.vacancies(actor, 10), access::Refused);
  }
  const auto seen = claims_.look(auditor, id);
  EXPECT_EQ(seen.address, "");
  EXPECT_EQ(seen.steps.at(0).step.text, "");
  EXPECT_EQ(claims_.look(steward_, id).address, "amina@who.example");
  EXPECT_FALSE(claims_.own_claim(speaks, id)) << "somebody else's";
  EXPECT_THROW(claims_.withdraw(speaks, id), base::NotFound);
  EXPECT_THROW(claims_.claim({}, wanted(who_)), access::Refused);
}

TEST_F(ClaimsTest, WhatIsWrongIsSaid) {
  auto claim = wanted(who_);
  claim.text = " \n";
  EXPECT_EQ(fault_of(amina_, claim), Kind::no_text);
  claim = wanted(who_);
  for (const std::string website : {"who.example", "javascript:alert(1)", "mailto:a@b.example"}) {
    claim.website = website;
    EXPECT_EQ(fault_of(amina_, claim), Kind::website) << website;
  }
  claim = wanted(who_);
  claim.identifiers = {{"isin", "US0378331006"}};
  const auto made = claims_.claim(amina_, claim);
  ASSERT_TRUE(made.fault);
  EXPECT_EQ(made.fault->scheme, "isin");
  EXPECT_EQ(made.fault->identifier.expected, "5");
  claim = wanted(who_);
  for (const auto& grant :
       {access::Grant{Role::focal_point, "ZZ"}, representative(base::Uuid::v7(clock_.now())),
        access::Grant{Role::contributor, who_.str()}, access::Grant{Role::administrator, ""}}) {
    claim.grant = grant;
    EXPECT_THROW(claims_.claim(amina_, claim), base::NotFound) << access::text_of(grant);
  }
  EXPECT_TRUE(claims_.own(amina_).empty());
}

TEST_F(ClaimsTest, OnePersonMakesAFewAtATime) {
  claimed(amina_, who_);
  EXPECT_EQ(fault_of(amina_, wanted(who_)), Kind::waiting);
  for (std::size_t i = 1; i < kMostOpenClaims; ++i)
    claimed(amina_, organisation("Organisation " + std::to_string(i)));
  const auto another = organisation("Another");
  EXPECT_EQ(fault_of(amina_, wanted(another)), Kind::too_many);
  for (std::size_t i = kMostOpenClaims; i < kMostClaimsADay; ++i) {
    claims_.withdraw(amina_, claims_.own(amina_).front().claim.id);
    claimed(amina_, another);
  }
  claims_.withdraw(amina_, claims_.own(amina_).front().claim.id);
  EXPECT_EQ(fault_of(amina_, wanted(another)), Kind::too_many) << "withdrawing does not help that day";
  clock_.advance(24 * 3'600'000);
  claimed(amina_, another);
}

TEST_F(ClaimsTest, ClosingAnAccountTakesItsClaimsAlong) {
  const auto id = claimed(amina_, who_);
  accounts_->close(Accounts::by_operator(), *amina_.account);
  EXPECT_THROW(claims_.look(steward_, id), base::NotFound);
}

}  // namespace
}  // namespace entente::registry
