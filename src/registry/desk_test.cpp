// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/desk.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/accounts.hpp"
#include "registry/import.hpp"
#include "registry/notices.hpp"
#include "registry/tasks.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

class DeskTest : public testing::Test {
 protected:
  DeskTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-desk-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
    // A fund that takes part in a partnership in Kenya.
    std::ofstream(folder_ / "a.xml")
        << "<iati-activities version='2.03'><iati-activity "
           "xml:lang='en'><iati-identifier>A-1</iati-identifier>"
           "<reporting-org ref='XM-EXAMPLE-1' type='40'><narrative>Agency</narrative></reporting-org>"
           "<title><narrative>Wells</narrative></title><participating-org ref='XM-EXAMPLE-5' role='1' "
           "type='60'>"
           "<narrative>Fund</narrative></participating-org><recipient-country code='KE'/></iati-activity>"
           "</iati-activities>";
    ImportReport report;
    import_file(*reg_, folder_ / "a.xml", {}, report);
    reg_->follow();
    fund_ = reg_->find("iati-org", "XM-EXAMPLE-5").value();
    desk_ = std::make_unique<Desk>(*reg_);
  }
  ~DeskTest() override {
    desk_.reset();
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  static access::Actor actor(access::Role role, const std::string& of) {
    return {base::Uuid::v7(base::Instant{1'700'000'000'000}), {{role, of}}, false};
  }
  static model::Guidance guidance(const std::string& title) {
    model::Guidance g;
    g.country = "KE";
    g.title.add("en", title);
    return g;
  }
  static model::Capacity capacity(const std::string& country, const std::string& kind) {
    model::Capacity c;
    c.country = country;
    c.kind = kind;
    c.field = "health";
    c.title.add("en", kind + " of " + country);
    return c;
  }
  /// Among what waits for the focal point of Kenya.
  std::vector<Task> drafts_waiting() {
    auto tasks = tasks_of(*reg_, kenya_, 10);
    std::erase_if(tasks, [](const Task& task) { return task.message != "task.draft"; });
    return tasks;
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06Z")};
  std::filesystem::path folder_;
  std::unique_ptr<Register> reg_;
  std::unique_ptr<Desk> desk_;
  base::Uuid fund_;
  const access::Actor kenya_ = actor(access::Role::focal_point, "KE");
  const access::Actor tanzania_ = actor(access::Role::focal_point, "TZ");
};

TEST_F(DeskTest, WhatWasAskedUnderANameIsDoneOnce) {
  auto program = kenya_;
  program.request = "guidance-1";
  const auto made = desk_->put(program, {}, {}, guidance("Come and see us first"), true);
  clock_.advance(1'000);
  const auto again = desk_->put(program, {}, {}, guidance("Come and see us first"), true);
  EXPECT_FALSE(made.done.repeated);
  EXPECT_TRUE(again.done.repeated);
  EXPECT_EQ(again.id, made.id);
  EXPECT_EQ(desk_->published("KE").guidance.size(), 1U);
  program.request = "withdraw-1";
  EXPECT_FALSE(desk_->withdraw(program, made.id, {1}).repeated);
  EXPECT_TRUE(desk_->withdraw(program, made.id, {1}).repeated);
  EXPECT_TRUE(desk_->published("KE").empty());
}

TEST_F(DeskTest, WhatMakesNoSenseIsRefusedByItsField) {
  const auto fault = [&](const model::Record& record) -> std::string {
    try {
      desk_->put(kenya_, {}, {}, record, true);
    } catch (const base::BadInput& e) {
      return e.what();
    }
    return {};
  };
  auto long_title = guidance(std::string(2'001, 'x'));
  EXPECT_NE(fault(long_title).find("title"), std::string::npos);
  auto linked = guidance("First");
  linked.documents = {{"https://plan.example/a", {}, {}, {}, {}, {}, {}, {}}};
  EXPECT_EQ(fault(linked), "");
  linked.documents[0].url = "javascript:alert(1)";
  EXPECT_NE(fault(linked).find("documents[0].url"), std::string::npos);
  model::NationalPlan plan;
  plan.country = "KE";
  plan.title.add("en", "Vision");
  plan.goals = {{"sdg", "6", {}, {}}};
  EXPECT_EQ(fault(plan), "");
  plan.goals.push_back({"sdg", "99", {}, {}});
  EXPECT_NE(fault(plan).find("goals[1]"), std::string::npos);
  plan.goals.pop_back();
  plan.start = base::PartialDate::parse("2027");
  plan.end = base::PartialDate::parse("2026");
  EXPECT_NE(fault(plan).find("end"), std::string::npos);
}

TEST_F(DeskTest, ADraftIsSeenByItsDeskAloneUntilItIsPublished) {
  const auto id = desk_->put(kenya_, {}, {}, guidance("Come and see us first"), false).id;
  EXPECT_TRUE(desk_->published("KE").empty());
  EXPECT_FALSE(desk_->record(id));
  EXPECT_EQ(desk_->drafts(kenya_, "KE").guidance.size(), 1U);
  EXPECT_EQ(desk_->own_record(kenya_, id)->state, DeskRecord::State::draft);
  EXPECT_THROW(desk_->drafts(tanzania_, "KE"), access::Refused);
  EXPECT_THROW(desk_->own_record(tanzania_, id), access::Refused);

  desk_->put(kenya_, id, {1}, guidance("Come and see us"), true);
  ASSERT_EQ(desk_->published("KE").guidance.size(), 1U);
  EXPECT_EQ(desk_->published("KE").guidance[0].value.title.str("en"), "Come and see us");
  EXPECT_TRUE(desk_->drafts(kenya_, "KE").empty());
  EXPECT_EQ(desk_->record(id)->versions.size(), 1U) << "the draft is no version";
  EXPECT_FALSE(desk_->record(id, 1)) << "and stays unseen";
  EXPECT_FALSE(reg_->difference(id, 1, 2)) << "by way of differences, too";
}

TEST_F(DeskTest, EachVersionStaysReadableAndTwoCannotOverwriteEachOther) {
  const auto id = desk_->put(kenya_, {}, {}, guidance("First"), true).id;
  desk_->put(kenya_, id, {1}, guidance("Second"), true);
  EXPECT_THROW(desk_->put(kenya_, id, {1}, guidance("Third"), true), base::Conflict);
  const auto now = desk_->record(id);
  ASSERT_TRUE(now);
  EXPECT_EQ(now->versions.size(), 2U);
  EXPECT_EQ(std::get<model::Guidance>(desk_->record(id, 1)->held.value).title.str("en"), "First");
  EXPECT_EQ(std::get<model::Guidance>(now->held.value).title.str("en"), "Second");
}

TEST_F(DeskTest, ADraftStandsBesideWhatIsPublishedUntilItIsPublished) {
  const auto id = desk_->put(kenya_, {}, {}, guidance("First"), true).id;
  desk_->put(kenya_, id, {1}, guidance("Second"), false);
  const auto title = [](const DeskRecord& r) {
    return std::string(std::get<model::Guidance>(r.held.value).title.str("en"));
  };
  EXPECT_EQ(title(*desk_->record(id)), "First") << "for everybody";
  EXPECT_EQ(desk_->published("KE").guidance[0].value.title.str("en"), "First");
  const auto own = desk_->own_record(kenya_, id);
  EXPECT_EQ(title(*own), "Second") << "for its desk";
  EXPECT_EQ(own->state, DeskRecord::State::published);
  EXPECT_TRUE(own->beside);
  const auto drafts = desk_->drafts(kenya_, "KE");
  ASSERT_EQ(drafts.guidance.size(), 1U);
  EXPECT_EQ(drafts.guidance[0].id, id) << "its form is where the record's is";
  EXPECT_TRUE(drafts.beside.contains(id));
  EXPECT_EQ(drafts_waiting().size(), 1U);

  // Of the draft's own id nothing is told, and nothing is written to it.
  const auto hidden = model::draft_beside(id);
  EXPECT_FALSE(desk_->record(hidden));
  EXPECT_FALSE(desk_->own_record(kenya_, hidden));
  EXPECT_THROW(desk_->put(kenya_, hidden, {1}, guidance("Third"), true), base::NotFound);

  desk_->put(kenya_, id, {1, 1}, guidance("Third"), false);
  EXPECT_THROW(desk_->put(kenya_, id, {1, 1}, guidance("Fourth"), false), base::Conflict);
  EXPECT_THROW(desk_->put(kenya_, id, {1}, guidance("Fourth"), true), base::Conflict)
      << "made without having seen the draft";
  desk_->put(kenya_, id, {1, 2}, guidance("Fifth"), true);
  EXPECT_EQ(title(*desk_->record(id)), "Fifth");
  EXPECT_EQ(desk_->record(id)->held.version, 2) << "drafts beside it take no numbers";
  EXPECT_TRUE(desk_->drafts(kenya_, "KE").empty());
  EXPECT_FALSE(desk_->own_record(kenya_, id)->beside);
}

TEST_F(DeskTest, ADraftBesideIsDiscardedAndGoesWithWhatIsWithdrawn) {
  const auto id = desk_->put(kenya_, {}, {}, capacity("KE", "need"), true).id;
  EXPECT_THROW(desk_->discard(kenya_, id, {1}), base::Conflict) << "there is none";
  desk_->put(kenya_, id, {1}, capacity("KE", "offer"), false);
  EXPECT_THROW(desk_->discard(tanzania_, id, {1, 1}), access::Refused);
  desk_->discard(kenya_, id, {1, 1});
  EXPECT_TRUE(desk_->drafts(kenya_, "KE").empty());
  EXPECT_EQ(desk_->capacity({.kind = "need"}).total, 1U);
  EXPECT_EQ(desk_->own_record(kenya_, id)->from.draft, 2);
  desk_->put(kenya_, id, {1, 2}, capacity("KE", "offer"), false);
  EXPECT_EQ(desk_->capacity({.kind = "offer"}).total, 0U);
  EXPECT_THROW(desk_->withdraw(kenya_, id, {1, 2}), base::Conflict) << "another draft stands meanwhile";
  desk_->withdraw(kenya_, id, {1, 3});
  EXPECT_TRUE(desk_->drafts(kenya_, "KE").empty());
  EXPECT_TRUE(desk_->published("KE").empty());
}

TEST_F(DeskTest, VersionsThatWerePublishedAreComparedFieldByField) {
  const auto id = desk_->put(kenya_, {}, {}, capacity("KE", "need"), true).id;
  auto met = capacity("KE", "need");
  met.state = "met";
  desk_->put(kenya_, id, {1}, met, true);
  const auto changed = desk_->difference(id, 1, 2);
  ASSERT_TRUE(changed);
  ASSERT_EQ(changed->size(), 1U);
  EXPECT_EQ((*changed)[0].path, "state");
  EXPECT_EQ((*changed)[0].before, "open");
  EXPECT_EQ((*changed)[0].after, "met");
  desk_->withdraw(kenya_, id, {2});
  EXPECT_TRUE(desk_->difference(id, 1, 2)) << "what was withdrawn stays readable";
  EXPECT_FALSE(desk_->difference(id, 1, 3)) << "withdrawing is no version";
  const auto draft = desk_->put(kenya_, {}, {}, guidance("Draft"), false).id;
  desk_->put(kenya_, draft, {1}, guidance("Public"), true);
  EXPECT_FALSE(desk_->difference(draft, 1, 2)) << "a draft is told to nobody";
  EXPECT_FALSE(desk_->difference(fund_, 1, 1)) << "what is no record of a desk";
}

TEST_F(DeskTest, WhatIsWithdrawnStandsNoMoreAndIsReadable) {
  const auto id = desk_->put(kenya_, {}, {}, guidance("First"), true).id;
  EXPECT_THROW(desk_->withdraw(tanzania_, id, {1}), access::Refused);
  desk_->withdraw(kenya_, id, {1});
  EXPECT_TRUE(desk_->published("KE").empty());
  EXPECT_EQ(desk_->record(id)->state, DeskRecord::State::withdrawn);
  EXPECT_THROW(desk_->put(kenya_, id, {2}, guidance("Again"), true), base::Conflict);
  const auto draft = desk_->put(kenya_, {}, {}, guidance("Never"), false).id;
  desk_->withdraw(kenya_, draft, {1});
  EXPECT_FALSE(desk_->record(draft)) << "a draft that is discarded was never public";
}

TEST_F(DeskTest, NobodyElseWritesForACountry) {
  for (const auto& other :
       {tanzania_, actor(access::Role::representative, fund_.str()), access::Actor{},
        access::Actor{base::Uuid::v7(clock_.now()), {{access::Role::administrator, ""}}, true}})
    EXPECT_THROW(desk_->put(other, {}, {}, guidance("Mine"), true), access::Refused);
  const auto id = desk_->put(kenya_, {}, {}, guidance("First"), true).id;
  auto moved = guidance("Ours now");
  moved.country = "TZ";
  EXPECT_THROW(desk_->put(tanzania_, id, {1}, moved, true), base::BadInput) << "a record keeps its country";
  EXPECT_THROW(desk_->put(kenya_, id, {1}, capacity("KE", "need"), true), base::BadInput) << "and its kind";
  EXPECT_THROW(desk_->put(kenya_, fund_, {1}, guidance("A fund"), true), base::NotFound);
}

TEST_F(DeskTest, WhatBreaksARuleOfFormIsRefusedByItsField) {
  try {
    desk_->put(kenya_, {}, {}, guidance(""), true);
    FAIL();
  } catch (const base::BadInput& e) {
    EXPECT_EQ(e.thing(), "field title");
  }
}

TEST_F(DeskTest, NeedsAndOffersAreFoundByCountryKindAndState) {
  desk_->put(kenya_, {}, {}, capacity("KE", "need"), true);
  desk_->put(kenya_, {}, {}, capacity("KE", "offer"), true);
  const auto met = desk_->put(tanzania_, {}, {}, capacity("TZ", "need"), true).id;
  desk_->put(kenya_, {}, {}, capacity("KE", "need"), false);
  auto closed = capacity("TZ", "need");
  closed.state = "met";
  desk_->put(tanzania_, met, {1}, closed, true);
  EXPECT_EQ(desk_->capacity({}).total, 3U) << "a draft is none";
  EXPECT_EQ(desk_->capacity({}).rows[0].id, met) << "what changed last comes first";
  EXPECT_EQ(desk_->capacity({.country = "KE"}).total, 2U);
  EXPECT_EQ(desk_->capacity({.kind = "need", .state = "open"}).total, 1U);
  EXPECT_EQ(desk_->capacity({.field = "energy"}).total, 0U);
  EXPECT_EQ(desk_->capacity({.offset = 2, .limit = 5}).rows.size(), 1U);
  EXPECT_EQ(desk_->capacity({.offset = 9}).rows.size(), 0U);
}

TEST_F(DeskTest, ARepresentativeAcknowledgesAVersionAndIsAskedAgainForTheNext) {
  const auto id = desk_->put(kenya_, {}, {}, guidance("First"), true).id;
  const auto other = desk_
                         ->put(
                             tanzania_, {}, {},
                             [] {
                               auto g = guidance("Of another country");
                               g.country = "TZ";
                               return g;
                             }(),
                             true)
                         .id;
  const auto fund = actor(access::Role::representative, fund_.str());
  ASSERT_EQ(desk_->due(fund).size(), 1U) << "the fund does not work in Tanzania";
  EXPECT_EQ(desk_->due(fund)[0].guidance.id, id);
  EXPECT_EQ(tasks_of(*reg_, fund, 10).size(), 2U) << "its part in the partnership waits too";
  EXPECT_TRUE(desk_->due(kenya_).empty());

  EXPECT_THROW(desk_->acknowledge(fund, id, 2, fund_), base::Conflict) << "no such version stands";
  EXPECT_THROW(desk_->acknowledge(kenya_, id, 1, fund_), access::Refused);
  EXPECT_THROW(desk_->acknowledge(fund, fund_, 1, fund_), base::NotFound);
  desk_->acknowledge(fund, id, 1, fund_);
  desk_->acknowledge(fund, id, 1, fund_);  // twice is once
  desk_->acknowledge(fund, other, 1, fund_);
  EXPECT_TRUE(desk_->due(fund).empty());
  ASSERT_EQ(desk_->acknowledgements(id).size(), 1U);
  EXPECT_EQ(desk_->acknowledgements(id)[0].name.str("en"), "Fund");

  desk_->put(kenya_, id, {1}, guidance("Second"), true);
  ASSERT_EQ(desk_->due(fund).size(), 1U);
  EXPECT_EQ(desk_->due(fund)[0].acknowledged, 1);
  desk_->acknowledge(fund, id, 2, fund_);
  ASSERT_EQ(desk_->acknowledgements(id).size(), 1U);
  EXPECT_EQ(desk_->acknowledgements(id)[0].version, 2);
}

TEST_F(DeskTest, WhoeverRepresentsAnOrganisationAtWorkThereIsTold) {
  Accounts accounts(reg_->store(), clock_, AccountRules{.cost = {1, 8192}});
  const auto& operating = Accounts::by_operator();
  const auto at_work = accounts.invite(operating, "fund@example.org", "Fund", "en",
                                       {access::Role::representative, fund_.str()});
  const auto elsewhere =
      accounts.invite(operating, "else@example.org", "Else", "en", {access::Role::focal_point, "TZ"});
  desk_->put(kenya_, {}, {}, guidance("A draft"), false);
  const auto told = [&](const base::Uuid& account) {
    return reg_->read()->accounts().notifications_of(account, 10);
  };
  EXPECT_TRUE(told(at_work.account).empty());
  const auto id = desk_->put(kenya_, {}, {}, guidance("First"), true).id;
  ASSERT_EQ(told(at_work.account).size(), 1U);
  EXPECT_EQ(told(at_work.account)[0].kind, kNoticeGuidance);
  EXPECT_EQ(told(at_work.account)[0].about, id.str());
  EXPECT_TRUE(told(elsewhere.account).empty());

  clock_.advance(1000);
  desk_->put(kenya_, id, {1}, guidance("Second"), true);
  ASSERT_EQ(told(at_work.account).size(), 1U) << "in place of what was not read yet";
  EXPECT_EQ(told(at_work.account)[0].made, clock_.now());
  reg_->store().write(
      {"test"}, [&](store::UnitOfWork& unit) { unit.accounts().mark_notifications_seen(at_work.account); });
  desk_->put(kenya_, id, {2}, guidance("Third"), true);
  EXPECT_EQ(told(at_work.account).size(), 2U) << "what was read stays";
}

TEST_F(DeskTest, AFocalPointIsRemindedOfDrafts) {
  desk_->put(kenya_, {}, {}, capacity("KE", "need"), false);
  const auto tasks = drafts_waiting();
  ASSERT_EQ(tasks.size(), 1U);
  EXPECT_TRUE(tasks[0].path.starts_with("/desk/KE/capacity/"));
  EXPECT_TRUE(tasks_of(*reg_, tanzania_, 10).empty());
}

}  // namespace
}  // namespace entente::registry
