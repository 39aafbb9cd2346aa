// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/confirming.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "registry/import.hpp"
#include "registry/jobs/job.hpp"
#include "registry/notices.hpp"
#include "registry/reading.hpp"
#include "registry/tasks.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

/// An agency that names a fund and a union as parties of its partnership; the fund speaks.
class ConfirmingTest : public testing::Test {
 protected:
  ConfirmingTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-confirming-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
    import(
        "<participating-org ref='XM-EXAMPLE-5' role='1'><narrative>Fund</narrative></participating-org>"
        "<participating-org ref='XM-EXAMPLE-6' role='4'><narrative>Union</narrative></participating-org>");
    fund_ = reg_->find("iati-org", "XM-EXAMPLE-5").value();
    union_ = reg_->find("iati-org", "XM-EXAMPLE-6").value();
    speaker_ = speaker_of(fund_);
    confirming_ = std::make_unique<Confirming>(*reg_);
  }
  ~ConfirmingTest() override {
    confirming_.reset();
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  void import(const std::string& parties, const std::string& updated = "2026-11-01T00:00:00Z") {
    std::ofstream(folder_ / "a.xml")
        << "<iati-activities version='2.03'><iati-activity "
           "xml:lang='en' last-updated-datetime='"
        << updated
        << "'><iati-identifier>A-1</iati-identifier>"
           "<reporting-org ref='XM-EXAMPLE-1' type='40'><narrative>Agency</narrative></reporting-org>"
           "<title><narrative>Wells</narrative></title>"
        << parties << "</iati-activity></iati-activities>";
    ImportReport report;
    import_file(*reg_, folder_ / "a.xml", {}, report);
    reg_->follow();
  }
  static access::Actor speaker_of(const base::Uuid& organisation) {
    return {base::Uuid::v7(base::Instant{1'700'000'000'000}),
            {{access::Role::representative, organisation.str()}},
            false};
  }
  OwnPart part() const { return confirming_->parts(speaker_, fund_, 0, 10).rows.at(0); }
  /// As everybody sees it.
  Party party(const base::Uuid& organisation) const {
    const auto view = reg_->partnership(part().part.value.partnership).value();
    for (const auto& each : view.parties)
      if (each.organisation.id == organisation) return each;
    ADD_FAILURE() << "no such party stands";
    return {};
  }
  void say(Word word, const std::string& remark = {}) {
    const auto own = part();
    confirming_->say(speaker_, own.part.id, own.part.version, word, base::Text("en", remark));
  }
  void correct(const std::string& brings) {
    const auto own = part();
    auto now = own.part.value;
    now.role = "evaluator";
    now.brings = base::Text("en", brings);
    now.named_by = "somebody";  // what is not the party's to say
    now.organisation = union_;
    confirming_->correct(speaker_, own.part.id, own.part.version, now, {});
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06Z")};
  std::filesystem::path folder_;
  std::unique_ptr<Register> reg_;
  std::unique_ptr<Confirming> confirming_;
  base::Uuid fund_, union_;
  access::Actor speaker_;
};

TEST_F(ConfirmingTest, APartyIsNamedUntilItConfirms) {
  EXPECT_EQ(part().state, "named");
  EXPECT_EQ(part().partnership.str("en"), "Wells");
  EXPECT_EQ(confirming_->parts(speaker_, fund_, 0, 10).waiting, 1U);
  ASSERT_EQ(tasks_of(*reg_, speaker_, 10).size(), 1U);
  EXPECT_EQ(tasks_of(*reg_, speaker_, 10)[0].title.str("en"), "Fund");
  say(Word::confirm, "Gladly");
  EXPECT_EQ(party(fund_).state, "confirmed");
  EXPECT_EQ(party(fund_).confirmation->value.remark.str("en"), "Gladly");
  EXPECT_EQ(party(fund_).confirmation->value.at, "2026-11-24T04:05:06.000Z");
  EXPECT_EQ(party(union_).state, "named") << "one speaks for oneself alone";
  EXPECT_EQ(confirming_->parts(speaker_, fund_, 0, 10).waiting, 0U);
  EXPECT_TRUE(tasks_of(*reg_, speaker_, 10).empty());
}

TEST_F(ConfirmingTest, NobodyElseSpeaksForIt) {
  const auto own = part();
  const auto other = speaker_of(union_);
  EXPECT_THROW(confirming_->say(other, own.part.id, 1, Word::confirm, {}), access::Refused);
  EXPECT_THROW(confirming_->correct(other, own.part.id, 1, own.part.value, {}), access::Refused);
  EXPECT_THROW(confirming_->part(other, own.part.id), access::Refused);
  EXPECT_THROW(confirming_->parts(other, fund_, 0, 10), access::Refused);
  EXPECT_THROW(confirming_->say({}, own.part.id, 1, Word::confirm, {}), access::Refused);
  EXPECT_EQ(party(fund_).state, "named");
  EXPECT_FALSE(confirming_->part(speaker_, fund_)) << "an organisation is no part";
  EXPECT_THROW(confirming_->say(speaker_, fund_, 1, Word::confirm, {}), base::NotFound);
}

TEST_F(ConfirmingTest, AWordIsOnThePartAsItWasRead) {
  const auto own = part();
  say(Word::confirm);
  // The agency gives it another role: what was confirmed is not what stands now.
  import(
      "<participating-org ref='XM-EXAMPLE-5' role='1'><narrative>Fund</narrative></participating-org>"
      "<participating-org ref='XM-EXAMPLE-6' role='4'><narrative>Union</narrative></participating-org>"
      "<participating-org ref='XM-EXAMPLE-5' role='3'><narrative>Fund</narrative></participating-org>");
  const auto all = confirming_->parts(speaker_, fund_, 0, 10);
  EXPECT_EQ(all.total, 2U);
  EXPECT_EQ(all.waiting, 1U) << "a second part is another part";
  EXPECT_EQ(all.rows[0].state, "named") << "what waits comes first";
  EXPECT_THROW(confirming_->say(speaker_, own.part.id, own.part.version + 1, Word::confirm, {}),
               base::Conflict);
  EXPECT_EQ(confirming_->parts(speaker_, fund_, 1, 10).rows.size(), 1U);
}

TEST_F(ConfirmingTest, OnlyAnotherPartIsAskedAnew) {
  const std::string the_union =
      "<participating-org ref='XM-EXAMPLE-6' role='4'><narrative>Union</narrative></participating-org>";
  say(Word::confirm);
  import(
      "<participating-org ref='XM-EXAMPLE-5' role='1' activity-id='XM-EXAMPLE-5-1' crs-channel-code='21000'>"
      "<narrative>Fund</narrative></participating-org>" +
          the_union,
      "2026-11-20T00:00:00Z");
  EXPECT_EQ(party(fund_).state, "confirmed") << "another date, and what is no part of its part";
}

TEST_F(ConfirmingTest, ItsOwnWordsStandAgainstFiles) {
  correct("Know-how");
  auto shown = party(fund_);
  EXPECT_EQ(shown.state, "confirmed");
  EXPECT_EQ(shown.part.value.role, "evaluator");
  EXPECT_EQ(shown.part.value.brings.str("en"), "Know-how");
  EXPECT_EQ(shown.part.value.named_by, "Agency");
  ASSERT_EQ(shown.part.value.sources.size(), 1U);
  EXPECT_EQ(shown.part.value.sources[0].stated_by, "Fund");
  EXPECT_EQ(shown.confirmation->value.corrected, "2026-11-24T04:05:06.000Z");

  import(
      "<participating-org ref='XM-EXAMPLE-5' role='2'><narrative>Fund</narrative></participating-org>"
      "<participating-org ref='XM-EXAMPLE-6' role='4'><narrative>Union</narrative></participating-org>");
  import("<participating-org ref='XM-EXAMPLE-6' role='4'><narrative>Union</narrative></participating-org>");
  shown = party(fund_);
  EXPECT_EQ(shown.part.value.brings.str("en"), "Know-how") << "neither changed nor withdrawn";
  EXPECT_EQ(shown.state, "confirmed");
  say(Word::confirm);
  EXPECT_FALSE(party(fund_).confirmation->value.corrected.empty()) << "confirming again keeps its words";
}

TEST_F(ConfirmingTest, WhatIsSentTwiceIsSaidOnce) {
  const auto own = part();
  auto now = own.part.value;
  now.brings = base::Text("en", "Know-how");
  confirming_->correct(speaker_, own.part.id, 1, now, base::Text("en", "So it is"));
  const auto said = part().said->version;
  confirming_->correct(speaker_, own.part.id, 1, part().part.value, base::Text("en", "So it is"));
  EXPECT_EQ(part().part.version, 2);
  EXPECT_EQ(part().said->version, said) << "the same again, from the same form";
  EXPECT_THROW(confirming_->correct(speaker_, own.part.id, 1, part().part.value, base::Text("en", "Or not")),
               base::Conflict)
      << "another remark";
  EXPECT_THROW(confirming_->correct(speaker_, own.part.id, 1, own.part.value, {}), base::Conflict);
  say(Word::leave, "Done");
  say(Word::leave, "Done");
  EXPECT_EQ(part().said->version, said + 1);
  EXPECT_THROW(say(Word::leave, "Done long ago"), base::Conflict);
}

TEST_F(ConfirmingTest, PartsOfWhatStandsNoMoreWaitForNobody) {
  ASSERT_TRUE(has_part_waiting(*reg_, fund_));
  const auto id = part().part.value.partnership;
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
    const auto head = unit.head(id).value();
    unit.put(revision_of(id, held<model::Partnership>(head).value, store::Visibility::withdrawn));
  });
  reg_->follow();
  EXPECT_FALSE(has_part_waiting(*reg_, fund_));
  EXPECT_EQ(confirming_->parts(speaker_, fund_, 0, 10).total, 0U);
  EXPECT_FALSE(has_part_waiting(*reg_, id)) << "nor of what is no organisation";
}

TEST_F(ConfirmingTest, DecliningAndLeavingSayWhy) {
  EXPECT_THROW(say(Word::decline), base::BadInput);
  EXPECT_THROW(say(Word::leave, "Never was there"), base::Conflict);
  say(Word::decline, "Nobody asked us");
  EXPECT_EQ(party(fund_).state, "declined");
  say(Word::confirm);
  EXPECT_EQ(party(fund_).state, "confirmed") << "one may think again";
  EXPECT_THROW(say(Word::decline, "No"), base::Conflict);
  EXPECT_THROW(say(Word::leave), base::BadInput);
  say(Word::leave, "Our work is done");
  EXPECT_EQ(party(fund_).state, "left");
}

TEST_F(ConfirmingTest, ACorrectionKeepsTheRulesOfForm) {
  const auto own = part();
  auto wrong = own.part.value;
  wrong.role = "king";
  EXPECT_THROW(confirming_->correct(speaker_, own.part.id, 1, wrong, {}), base::BadInput);
  EXPECT_EQ(part().part.version, 1);
  confirming_->correct(speaker_, own.part.id, 1, own.part.value, {});
  EXPECT_EQ(part().part.version, 1) << "nothing to correct: it is confirmed as it stands";
  EXPECT_EQ(part().state, "confirmed");
  EXPECT_TRUE(part().said->value.corrected.empty());
}

TEST_F(ConfirmingTest, WhatWasDeclinedIsAskedAnewOnceItChanges) {
  say(Word::decline, "Not in this role");
  auto changed = part();
  changed.part.value.responsibilities = base::Text("en", "Pays");
  reg_->store().write(
      {"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(changed.part.id, changed.part.value)); });
  reg_->follow();
  EXPECT_EQ(part().state, "asked");
  EXPECT_EQ(party(union_).state, "named");
}

TEST_F(ConfirmingTest, RepresentativesAreToldOnceOfWhatCameToWait) {
  const auto& account = *speaker_.account;
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
    store::Account made;
    made.id = account;
    made.address = "speaker@fund.example";
    made.name = "Speaker";
    made.state = store::AccountState::active;
    unit.accounts().put_account(made);
    unit.accounts().put_role({account, "representative", fund_.str(), {}, clock_.now()});
  });
  const auto told = [&] {
    std::vector<std::string> kinds;
    for (const auto& notice : reg_->store().read()->accounts().notifications_of(account, 10)) {
      EXPECT_EQ(notice.about, fund_.str());
      kinds.push_back(notice.kind);
    }
    return kinds;
  };
  EXPECT_EQ(tell_parts(*reg_), "Told 1 representative of parts that wait for their word.");
  EXPECT_EQ(told(), std::vector<std::string>{"part named"});
  const auto reader = reg_->store().read();
  EXPECT_EQ(
      notice_text(*reader, reader->accounts().notifications_of(account, 1).at(0), base::Messages::in("en")),
      "A partnership names Fund as a party, and waits for its word.");
  EXPECT_EQ(tell_parts(*reg_), "Nothing has changed.");
  say(Word::confirm);
  EXPECT_EQ(tell_parts(*reg_), "Told 0 representatives of parts that wait for their word.");
  auto changed = part();
  changed.part.value.responsibilities = base::Text("en", "Pays");
  reg_->store().write(
      {"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(changed.part.id, changed.part.value)); });
  reg_->follow();
  tell_parts(*reg_);
  EXPECT_EQ(told(), (std::vector<std::string>{"part changed", "part named"}));
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
    auto account_now = *unit.accounts().account(account);
    account_now.state = store::AccountState::closed;
    unit.accounts().put_account(account_now);
    changed.part.value.responsibilities = base::Text("en", "Pays twice");
    unit.put(revision_of(changed.part.id, changed.part.value));
  });
  EXPECT_EQ(tell_parts(*reg_), "Told 0 representatives of parts that wait for their word.")
      << "whose account is not active";
}

}  // namespace
}  // namespace entente::registry
