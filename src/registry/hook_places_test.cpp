// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/hook_places.hpp"

#include <gtest/gtest.h>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/hooks_test.hpp"
#include "registry/merging.hpp"
#include "registry/notices.hpp"

namespace entente::registry {
namespace {

constexpr const char* kAddress = "https://party.example/told";

/// An organisation with somebody who speaks for it, and another.
class HookPlacesTest : public HooksTest {
 protected:
  access::Actor speaker(const std::string& address, const base::Uuid& organisation) {
    return person(address, {access::Role::representative, organisation.str()});
  }
  MadeHook made(const access::Actor& actor, const std::string& url = kAddress) {
    return hooks_->make(actor, {url, {}}, {}, who_);
  }
  void gives_up(const access::Actor& actor, const base::Uuid& organisation) {
    accounts_->withdraw(Accounts::by_operator(), *actor.account,
                        {access::Role::representative, organisation.str()});
  }

  base::Uuid who_ = organisation("World Health Organization"), fao_ = organisation("FAO");
  access::Actor wanjiru_ = speaker("wanjiru@who.example", who_);
};

TEST_F(HookPlacesTest, WhoeverSpeaksForAnOrganisationKeepsItsWebhooksAndNoOther) {
  const auto of_register = hooks_->make(steward_, {"https://register.example/own", {}});
  const auto own = made(wanjiru_);
  ASSERT_FALSE(own.fault);
  EXPECT_EQ(kept(own.id).organisation, who_);
  const auto listed = hooks_->list(wanjiru_, who_);
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_EQ(listed[0].organisation.str("en"), "World Health Organization");
  EXPECT_EQ(hooks_->look(wanjiru_, own.id).host, "party.example");
  hooks_->stop(wanjiru_, own.id);
  hooks_->resume(wanjiru_, own.id);
  EXPECT_TRUE(renewed(own.id));

  EXPECT_THROW(hooks_->list(wanjiru_), access::Refused);
  EXPECT_THROW(hooks_->list(wanjiru_, fao_), access::Refused);
  EXPECT_THROW(hooks_->make(wanjiru_, {"https://b.example/", {}}), access::Refused);
  EXPECT_THROW(hooks_->make(wanjiru_, {"https://b.example/", {}}, {}, fao_), access::Refused);
  EXPECT_THROW(hooks_->look(wanjiru_, of_register.id), access::Refused);
  EXPECT_THROW(hooks_->remove(wanjiru_, of_register.id), access::Refused);
  EXPECT_THROW(hooks_->look(wanjiru_, new_id()), access::Refused) << "nor whether there is one";
  for (const auto& actor : {access::Actor{}, speaker("juma@fao.example", fao_),
                            person("helper@who.example", {access::Role::contributor, who_.str()}),
                            person("desk@kenya.example", {access::Role::focal_point, "KE"})}) {
    EXPECT_THROW(hooks_->list(actor, who_), access::Refused);
    EXPECT_THROW(hooks_->look(actor, own.id), access::Refused);
    EXPECT_THROW(hooks_->change(actor, own.id, {"https://b.example/", {}}), access::Refused);
    EXPECT_THROW(hooks_->test(actor, own.id), access::Refused);
    EXPECT_THROW(hooks_->replay(actor, own.id, 1), access::Refused);
    EXPECT_THROW(hooks_->renew(actor, own.id, {}), access::Refused);
    EXPECT_THROW(hooks_->remove(actor, own.id), access::Refused);
  }
  // Stewards see all, the register's own first.
  const auto all = hooks_->list(steward_);
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].hook.id, of_register.id);
  EXPECT_EQ(all[1].hook.id, own.id);
  hooks_->remove(steward_, own.id);
  EXPECT_TRUE(hooks_->list(wanjiru_, who_).empty());
}

TEST_F(HookPlacesTest, WhatOthersKeepStandsInNobodysWay) {
  hooks_->make(steward_, {kAddress, {}});
  EXPECT_FALSE(made(wanjiru_).fault) << "that another is told at that address is nobody's to know";
  EXPECT_EQ(made(wanjiru_).fault, HookFormFault::known);
  for (std::size_t n = 1; n < kMostHooksOfOne; ++n)
    ASSERT_FALSE(made(wanjiru_, kAddress + std::to_string(n)).fault);
  EXPECT_THROW(made(wanjiru_, "https://party.example/more"), base::Conflict);
  EXPECT_FALSE(hooks_->make(speaker("juma@fao.example", fao_), {kAddress, {}}, {}, fao_).fault);
  for (std::size_t n = 1; n < kMostHooks; ++n)
    ASSERT_FALSE(hooks_->make(steward_, {"https://r.example/" + std::to_string(n), {}}).fault)
        << "those of organisations take nothing from the register's";
  EXPECT_THROW(hooks_->make(steward_, {"https://r.example/", {}}), base::Conflict);
  EXPECT_THROW(hooks_->make(steward_, {"https://x.example/", {}}, {}, new_id()), base::NotFound);
}

TEST_F(HookPlacesTest, OfAllOrganisationsThereIsABoundToo) {
  for (std::size_t n = 0; n < kMostHooksOfOrganisations; n += kMostHooksOfOne) {
    const auto one = organisation("Organisation " + std::to_string(n));
    for (std::size_t each = 0; each < kMostHooksOfOne; ++each)
      ASSERT_FALSE(hooks_->make(steward_, {kAddress + std::to_string(each), {}}, {}, one).fault);
  }
  EXPECT_THROW(made(wanjiru_), base::Conflict);
}

TEST_F(HookPlacesTest, TheyStopWhenNobodySpeaksForItAnyMore) {
  const auto juma = speaker("juma@who.example", who_);
  const auto id = made(wanjiru_).id;
  const auto own = hooks_->make(steward_, {kAddress, {}}).id;
  gives_up(wanjiru_, who_);
  EXPECT_EQ(kept(id).state, store::HookState::active) << "somebody else is there";
  EXPECT_EQ(keepers_of(*reg_->read(), kept(id)), std::vector{*juma.account}) << "who is told when it fails";
  gives_up(juma, who_);
  EXPECT_EQ(kept(id).state, store::HookState::stopped);
  EXPECT_EQ(kept(own).state, store::HookState::active);
  const auto next = speaker("amina@who.example", who_);
  EXPECT_EQ(kept(id).state, store::HookState::stopped) << "whoever comes decides";
  hooks_->resume(next, id);
  EXPECT_EQ(kept(id).state, store::HookState::active);
}

TEST_F(HookPlacesTest, ThoseWhoStayAreToldThatWhoeverMadeOneHasLeft) {
  const auto juma = speaker("juma@who.example", who_), amina = speaker("amina@who.example", who_);
  const auto id = made(wanjiru_).id;
  const auto told = [&](const access::Actor& actor) {
    std::vector<std::string> about;
    for (const auto& each : reg_->read()->accounts().notifications_of(*actor.account, 100))
      if (each.kind == kNoticeHookLeft) about.push_back(each.about);
    return about;
  };
  accounts_->give(Accounts::by_operator(), *wanjiru_.account, {access::Role::focal_point, "KE"});
  accounts_->withdraw(Accounts::by_operator(), *wanjiru_.account, {access::Role::focal_point, "KE"});
  EXPECT_TRUE(told(juma).empty()) << "they represent it still";
  gives_up(amina, who_);
  EXPECT_TRUE(told(juma).empty()) << "who knows no secret of it";
  gives_up(wanjiru_, who_);
  EXPECT_EQ(told(juma), std::vector{id.str()});
  EXPECT_TRUE(told(amina).empty());
  const store::Notification notice{new_id(), *juma.account, std::string(kNoticeHookLeft), id.str(),
                                   {},       false};
  const auto text = notice_text(*reg_->read(), notice, base::Messages::in("en"));
  EXPECT_NE(text.find("party.example keeps it no more"), std::string::npos) << text;
  const auto of_register = hooks_->make(steward_, {"https://register.example/own", {}}).id;
  const auto chief = person("chief@register.example", {access::Role::administrator, ""});
  accounts_->withdraw(Accounts::by_operator(), *steward_.account, {access::Role::steward, ""});
  EXPECT_EQ(told(chief), std::vector{of_register.str()});
}

TEST_F(HookPlacesTest, TheyGoWithAnOrganisationThatIsMergedAndComeBack) {
  const auto id = made(wanjiru_).id;
  speaker("juma@fao.example", fao_);
  const auto of_fao = hooks_->make(steward_, {kAddress, {}}, {}, fao_).id;
  Merging merging(*reg_);
  merging.merge(steward_, fao_, who_);
  EXPECT_EQ(kept(id).organisation, fao_);
  EXPECT_EQ(kept(id).state, store::HookState::active);
  EXPECT_EQ(hooks_of(reg_->read()->hooks(), fao_).size(), 2U);
  merging.undo(steward_, who_);
  EXPECT_EQ(kept(id).organisation, who_);
  EXPECT_EQ(kept(id).state, store::HookState::active) << "with its people";
  EXPECT_EQ(kept(of_fao).organisation, fao_);
}

}  // namespace
}  // namespace entente::registry
