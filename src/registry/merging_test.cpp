// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/merging.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/accounts.hpp"
#include "registry/claims.hpp"
#include "registry/desk.hpp"
#include "registry/merged.hpp"
#include "registry/notices.hpp"
#include "registry/reading.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

const access::Actor& chief() {
  return Accounts::by_operator();
}

class MergingTest : public testing::Test {
 protected:
  MergingTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-merging-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
  }
  ~MergingTest() override {
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  base::Uuid put(const model::Record& record) {
    const auto id = base::Uuid::v7(clock_.now());
    clock_.advance(1);
    put_again(id, record);
    return id;
  }
  void put_again(const base::Uuid& id, const model::Record& record) {
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(id, record)); });
  }
  base::Uuid organisation(const std::string& name, const std::string& country = {},
                          std::vector<model::Identifier> identifiers = {}) {
    model::Organisation made;
    made.name.add("en", name);
    made.country = country;
    made.identifiers = identifiers;
    const auto id = put(made);
    reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
      for (const auto& each : identifiers) unit.set_key(each.scheme, each.value, id);
    });
    return id;
  }
  template <class T>
  T now(const base::Uuid& id) {
    return held<T>(*reg_->read()->head(id)).value;
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06Z")};
  std::filesystem::path folder_;
  std::unique_ptr<Register> reg_;
};

/// A partnership in which both take part, with a confirmation and a delivery.
class MergedPartnership : public MergingTest {
 protected:
  MergedPartnership() {
    model::Partnership made;
    made.title.add("en", "Safe water for Kisumu");
    partnership_ = put(made);
    model::Participation part{.partnership = partnership_, .organisation = other_};
    part.role = "funding";
    part_ = put(part);
    model::Confirmation confirmation{
        .partnership = partnership_, .participation = part_, .organisation = other_, .state = "confirmed"};
    confirmation.part_hash = base::hex(reg_->read()->head(part_)->hash);
    confirmation_ = put(confirmation);
    model::Delivery delivery{.partnership = partnership_};
    delivery.giver.organisation = kept_;
    delivery.receiver.organisation = other_;
    delivery.value = base::Money{.amount = base::Decimal::parse("5").value(), .currency = "USD"};
    delivery_ = put(delivery);
    reg_->follow();
  }

  base::Uuid kept_ = organisation("Water Board", "KE", {{"lei", "529900T8BM49AURSDO55"}});
  base::Uuid other_ = organisation("Board of Water", "KE", {{"org-id", "KE-XYZ-12345"}});
  base::Uuid partnership_, part_, confirmation_, delivery_;
  Merging merging_{*reg_};
};

TEST_F(MergedPartnership, WhatNamedTheOneNamesTheOther) {
  EXPECT_EQ(merging_.look(chief(), kept_, other_).partnerships, 1);
  merging_.merge(chief(), kept_, other_);
  reg_->follow();

  EXPECT_EQ(now<model::Participation>(part_).organisation, kept_);
  EXPECT_EQ(now<model::Delivery>(delivery_).giver.organisation, kept_);
  EXPECT_EQ(now<model::Delivery>(delivery_).receiver.organisation, kept_);
  const auto confirmation = now<model::Confirmation>(confirmation_);
  EXPECT_EQ(confirmation.organisation, kept_);
  EXPECT_EQ(confirmation.part_hash, base::hex(reg_->read()->head(part_)->hash)) << "it stays confirmed";
  EXPECT_EQ(now<model::Organisation>(kept_).identifiers.size(), 2U);

  EXPECT_FALSE(reg_->organisation(other_, 0, 1)) << "it stands no more";
  EXPECT_EQ(reg_->merged_into(other_), kept_);
  EXPECT_FALSE(reg_->merged_into(kept_));
  EXPECT_TRUE(reg_->organisation_at(other_, 1)) << "its revisions can be read";
  EXPECT_EQ(reg_->find("org-id", "KE-XYZ-12345"), kept_) << "its identifiers lead to the other";
  EXPECT_EQ(reg_->partnerships_of(kept_), 1) << "the index has followed";
  EXPECT_EQ(reg_->partnerships_of(other_), 0);
  EXPECT_EQ(reg_->read()->history(part_).size(), 2U) << "nothing is rewritten";
  ASSERT_EQ(merging_.merges(chief()).size(), 1U);
  EXPECT_EQ(merging_.merges(chief())[0].other, other_);
}

TEST_F(MergedPartnership, AMergeIsUndone) {
  merging_.merge(chief(), kept_, other_);
  merging_.undo(chief(), other_);
  reg_->follow();
  EXPECT_EQ(now<model::Participation>(part_).organisation, other_);
  EXPECT_EQ(now<model::Delivery>(delivery_).giver.organisation, kept_) << "which it named by itself";
  EXPECT_EQ(now<model::Delivery>(delivery_).receiver.organisation, other_);
  EXPECT_EQ(now<model::Confirmation>(confirmation_).part_hash, base::hex(reg_->read()->head(part_)->hash));
  EXPECT_EQ(now<model::Organisation>(kept_).identifiers.size(), 1U);
  EXPECT_TRUE(reg_->organisation(other_, 0, 1));
  EXPECT_FALSE(reg_->merged_into(other_));
  EXPECT_EQ(reg_->find("org-id", "KE-XYZ-12345"), other_);
  EXPECT_EQ(reg_->partnerships_of(other_), 1);
  EXPECT_TRUE(merging_.merges(chief()).empty());
  EXPECT_THROW(merging_.undo(chief(), other_), base::NotFound);
}

TEST_F(MergedPartnership, UndoingKeepsWhatWasChangedSince) {
  merging_.merge(chief(), kept_, other_);
  auto part = now<model::Participation>(part_);
  part.benefits.add("en", "Clean water");
  put_again(part_, part);
  auto organisation = now<model::Organisation>(kept_);
  organisation.website = "https://water.example/";
  organisation.identifiers.push_back({"isin", "US0378331005"});
  put_again(kept_, organisation);
  merging_.undo(chief(), other_);
  EXPECT_EQ(now<model::Participation>(part_).organisation, other_);
  EXPECT_FALSE(now<model::Participation>(part_).benefits.empty());
  EXPECT_EQ(now<model::Organisation>(kept_).website, "https://water.example/");
  EXPECT_EQ(now<model::Organisation>(kept_).identifiers.size(), 2U) << "its own, and the one that came since";
}

TEST_F(MergedPartnership, MergesFollowOneAnother) {
  const auto third = organisation("Kisumu Water", "KE");
  merging_.merge(chief(), kept_, other_);
  merging_.merge(chief(), third, kept_);
  EXPECT_TRUE(any_merged(*reg_->read()));
  EXPECT_EQ(reg_->merged_into(other_), third);
  EXPECT_EQ(now<model::Participation>(part_).organisation, third);
  EXPECT_THROW(merging_.undo(chief(), other_), base::Conflict) << "the other one first";
  EXPECT_THROW(merging_.merge(chief(), third, other_), base::NotFound);
  EXPECT_THROW(merging_.merge(chief(), third, third), base::BadInput);
  merging_.undo(chief(), kept_);
  EXPECT_TRUE(any_merged(*reg_->read()));
  merging_.undo(chief(), other_);
  EXPECT_FALSE(any_merged(*reg_->read()));
  EXPECT_EQ(now<model::Participation>(part_).organisation, other_);
}

TEST_F(MergedPartnership, RolesMoveAlong) {
  Accounts accounts(reg_->store(), clock_, {.cost = {1, 8192}});
  const auto made = accounts.invite(chief(), "amina@water.example", "Amina", "en",
                                    {access::Role::representative, other_.str()});
  merging_.merge(chief(), kept_, other_);
  const auto roles = reg_->read()->accounts().roles_of(made.account);
  ASSERT_EQ(roles.size(), 1U);
  EXPECT_EQ(roles[0].of, kept_.str());
}

TEST_F(MergedPartnership, WhoeverMovesIsListedAndToldAndMovesBackWhereTheRoleIsHeldStill) {
  Accounts accounts(reg_->store(), clock_, {.cost = {1, 8192}});
  const access::Grant goes{access::Role::representative, other_.str()};
  const access::Grant stays{access::Role::representative, kept_.str()};
  const auto person = [&](const std::string& name, const access::Grant& grant) {
    return accounts.invite(chief(), name + "@water.example", name, "en", grant).account;
  };
  const auto amina = person("Amina", goes), juma = person("Juma", goes), both = person("Both", goes),
             own = person("Own", stays);
  accounts.give(chief(), both, stays);
  const auto places = [&](const base::Uuid& account) {
    std::vector<std::string> all;
    for (const auto& role : reg_->read()->accounts().roles_of(account)) all.push_back(role.of);
    return all;
  };
  const auto told = [&](const base::Uuid& account) {
    return reg_->read()->accounts().notifications_of(account, 1).at(0);
  };
  EXPECT_EQ(merging_.look(chief(), kept_, other_).moving,
            (std::vector<std::string>{"Amina", "Juma", "Both"}));
  merging_.merge(chief(), kept_, other_);
  EXPECT_EQ(places(amina), std::vector{kept_.str()});
  EXPECT_EQ(told(amina).kind, kNoticeRoleMoved);
  EXPECT_EQ(told(amina).about, access::text_of(stays));
  EXPECT_EQ(notice_text(*reg_->read(), told(amina), base::Messages::in("en")).find("Two organisations"), 0U);
  EXPECT_TRUE(reg_->read()->accounts().notifications_of(own, 1).empty());

  accounts.withdraw(chief(), juma, stays);
  merging_.undo(chief(), other_);
  EXPECT_EQ(places(amina), std::vector{other_.str()});
  EXPECT_EQ(told(amina).about, access::text_of(goes));
  EXPECT_TRUE(places(juma).empty());
  EXPECT_EQ(places(both).size(), 2U);
  EXPECT_EQ(places(own), std::vector{kept_.str()});
}

TEST_F(MergedPartnership, APlaceWhoseRolesDoNotComeBackIsVacant) {
  Accounts accounts(reg_->store(), clock_, {.cost = {1, 8192}});
  const auto amina = accounts.invite(chief(), "amina@water.example", "Amina", "en",
                                     {access::Role::representative, other_.str()});
  merging_.merge(chief(), kept_, other_);
  accounts.withdraw(chief(), amina.account, {access::Role::representative, kept_.str()});
  merging_.undo(chief(), other_);
  EXPECT_TRUE(reg_->read()->claims().vacancy("representative", other_.str()));
}

TEST_F(MergedPartnership, AClaimOfTheOneThatGoesEnds) {
  Accounts accounts(reg_->store(), clock_, {.cost = {1, 8192}});
  const auto amina =
      accounts.invite(chief(), "amina@water.example", "Amina", "en", {access::Role::reviewer, ""}).account;
  Claims claims(reg_->store(), clock_);
  const auto made =
      claims.claim({amina, {}, false}, {{access::Role::representative, other_.str()}, "I lead it.", "", {}});
  merging_.merge(chief(), kept_, other_);
  const auto detail = claims.look(chief(), made.id);
  EXPECT_EQ(detail.claim.state, store::ClaimState::withdrawn);
  EXPECT_EQ(detail.steps.back().step.what, kMergedAway);
  EXPECT_EQ(reg_->read()->accounts().notifications_of(amina, 1).at(0).kind, kNoticeClaimEnded);
}

TEST_F(MergedPartnership, WhatItAcknowledgedIsAcknowledgedByTheOtherUntilItIsUndone) {
  const auto said = put(model::Acknowledgement{
      .country = "KE", .guidance = base::Uuid::v7(clock_.now()), .organisation = other_, .version = 1});
  merging_.merge(chief(), kept_, other_);
  EXPECT_EQ(now<model::Acknowledgement>(said).organisation, kept_);
  merging_.undo(chief(), other_);
  EXPECT_EQ(now<model::Acknowledgement>(said).organisation, other_);
}

TEST_F(MergedPartnership, WhatBothAcknowledgedIsListedOnceWithTheNewerVersion) {
  model::Guidance guidance;
  guidance.country = "KE";
  guidance.title.add("en", "Come and see us");
  const auto id = put(guidance);
  for (const auto& [organisation, version] : {std::pair{kept_, 1}, std::pair{other_, 2}})
    put(model::Acknowledgement{.country = "KE",
                               .guidance = id,
                               .organisation = organisation,
                               .version = version,
                               .guidance_hash = {},
                               .at = {}});
  const Desk desk(*reg_);
  EXPECT_EQ(desk.acknowledgements(id).size(), 2U);
  merging_.merge(chief(), kept_, other_);
  ASSERT_EQ(desk.acknowledgements(id).size(), 1U);
  EXPECT_EQ(desk.acknowledgements(id)[0].organisation, kept_);
  EXPECT_EQ(desk.acknowledgements(id)[0].version, 2);
}

TEST_F(MergedPartnership, OnlyStewardsAndAdministratorsMerge) {
  const access::Actor auditor{base::Uuid::v7(clock_.now()), {{access::Role::auditor, ""}}, true};
  for (const auto& actor : {access::Actor{}, auditor}) {
    EXPECT_THROW(merging_.merge(actor, kept_, other_), access::Refused);
    EXPECT_THROW(merging_.undo(actor, other_), access::Refused);
    EXPECT_THROW(merging_.look(actor, kept_, other_), access::Refused);
    EXPECT_THROW(merging_.likely(actor, 10), access::Refused);
    EXPECT_THROW(merging_.merges(actor), access::Refused);
  }
}

TEST_F(MergingTest, LikelyDuplicatesShareAnIdentifierOrAName) {
  const auto who = organisation("World Health Organization", "CH", {{"iati-org", "XM-DAC-928"}});
  const auto again = organisation("WORLD HEALTH  ORGANIZATION");
  const auto by_number = organisation("WHO", "", {{"other", "xm-dac-928"}});
  organisation("Ministry of Health", "KE");
  organisation("Ministry of Health", "TZ");
  organisation("Shorter", "", {{"other", "12"}});
  organisation("Short", "", {{"iati-org", "12"}});
  const auto all = Merging(*reg_).likely(chief(), 10);
  ASSERT_EQ(all.found.size(), 2U);
  EXPECT_TRUE(all.whole);
  EXPECT_EQ(all.found[0].one, who);
  EXPECT_EQ(all.found[0].other, again);
  EXPECT_FALSE(all.found[0].by_identifier);
  EXPECT_EQ(all.found[1].other, by_number);
  EXPECT_TRUE(all.found[1].by_identifier);
  EXPECT_EQ(all.found[1].other_name.str("en"), "WHO");
  EXPECT_FALSE(Merging(*reg_).likely(chief(), 1).whole);
}

}  // namespace
}  // namespace entente::registry
