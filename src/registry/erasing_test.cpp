// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/erasing.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "ledger/statement.hpp"
#include "model/identifier.hpp"
#include "registry/accounts.hpp"
#include "registry/import.hpp"
#include "registry/jobs/job.hpp"
#include "registry/log.hpp"
#include "registry/log_keys.hpp"
#include "registry/log_signer.hpp"
#include "registry/reading.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

std::string contact(const std::string& person, const std::string& email, const std::string& telephone = {}) {
  return "<contact-info type='1'><person-name><narrative>" + person + "</narrative></person-name>" +
         (telephone.empty() ? "" : "<telephone>" + telephone + "</telephone>") + "<email>" + email +
         "</email></contact-info>";
}

class ErasingTest : public testing::Test {
 protected:
  ErasingTest() {
    auto name = (std::filesystem::temp_directory_path() / "entente-erasing-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    reg_ = std::make_unique<Register>(
        store::open_sqlite({.file = folder_ / "register.db", .create = true, .clock = &clock_}), clock_);
  }
  ~ErasingTest() override {
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  ImportReport import(const std::string& title, const std::string& contacts) {
    const auto file = folder_ / "file.xml";
    std::ofstream(file, std::ios::trunc)
        << "<iati-activities version='2.03'><iati-activity xml:lang='en'><iati-identifier>A</iati-identifier>"
           "<reporting-org ref='XM-EXAMPLE-1' type='40'><narrative>Example Agency</narrative></reporting-org>"
           "<title><narrative>"
        << title << "</narrative></title>" << contacts << "</iati-activity></iati-activities>";
    ImportReport report;
    import_file(*reg_, file, {}, report);
    reg_->follow();
    clock_.advance(1000);
    return report;
  }
  base::Uuid id() { return reg_->find(model::kIatiActivity, "A").value(); }
  std::vector<store::Revision> history() { return reg_->read()->history(id()); }
  void erase(std::int64_t version, std::size_t place) {
    Erasing(*reg_).erase(Accounts::by_operator(), id(), version, place, "asked", "", "en");
  }
  std::size_t contacts_in(std::int64_t version) {
    return reg_->partnership_at(id(), version)->partnership.value.contacts.size();
  }
  /// Whether a word stands in any revision, or in any original that was kept.
  bool stands_anywhere(const std::string& word) {
    const auto reader = reg_->read();
    for (const auto& revision : reader->history(id())) {
      if (revision.body.find(word) != std::string::npos) return true;
      const auto kept = model::kept_in(revision.body);
      if (kept && reader->blob(*hash_of_original(*kept)).value_or("").find(word) != std::string::npos)
        return true;
    }
    return false;
  }

  base::ManualClock clock_{base::parse_instant("2026-11-24T04:05:06Z")};
  std::filesystem::path folder_;
  std::unique_ptr<Register> reg_;
};

const std::string kAnn = contact("Ann Smith", "ann@agency.example", "+254 1");
const std::string kBob = contact("Bob", "bob@agency.example");

TEST_F(ErasingTest, OneContactGoesFromEveryVersionAndEachKeepsItsHash) {
  import("Wells", kAnn + kBob);
  import("Wells and pipes", kBob + kAnn);
  const auto before = history();
  ASSERT_EQ(before.size(), 2U);
  const auto event = reg_->last_event();
  EXPECT_EQ(Erasing(*reg_).contacts(Accounts::by_operator(), id()).size(), 2U) << "each is listed once";
  const auto asked = Erasing(*reg_).look(Accounts::by_operator(), id(), 1, 0);
  EXPECT_EQ(asked.contact.person.str("en"), "Ann Smith");
  EXPECT_EQ(asked.versions, (std::vector<std::int64_t>{2, 1}));
  erase(1, 0);
  EXPECT_FALSE(stands_anywhere("Ann"));
  EXPECT_FALSE(stands_anywhere("+254"));
  EXPECT_TRUE(stands_anywhere("Bob"));
  const auto after = history();
  ASSERT_EQ(after.size(), 2U);
  for (std::size_t i = 0; i < after.size(); ++i) {
    EXPECT_EQ(after[i].hash, before[i].hash);
    EXPECT_NE(after[i].body, before[i].body);
  }
  EXPECT_NO_THROW(verify_hashes(*reg_));
  EXPECT_EQ(reg_->last_event(), event + 1) << "others that follow hear of it";
  const auto view = reg_->partnership(id());
  for (const auto& revision : view->revisions) {
    ASSERT_EQ(revision.erased.size(), 1U);
    EXPECT_EQ(revision.erased[0].reason, "asked");
    EXPECT_EQ(revision.erased[0].was, "");
  }
  EXPECT_THROW(erase(1, 0), base::Conflict) << "twice";
  EXPECT_THROW(erase(1, 2), base::NotFound);
  EXPECT_THROW(erase(3, 0), base::NotFound);
}

TEST_F(ErasingTest, NoFileBringsThePersonBack) {
  import("Wells", kAnn + kBob);
  erase(1, 0);
  const auto event = reg_->last_event();
  EXPECT_EQ(import("Wells", kAnn + kBob).unchanged, 1U);
  EXPECT_EQ(reg_->last_event(), event);
  // Another file: another telephone number, another spelling; and what is kept of that file.
  import("Wells and pipes", contact("ANN SMITH", "ann@agency.example", "+254 99") + kBob);
  import("Pipes", contact("", "Ann@agency.example") + contact("Jane", "ann@agency.example"));
  EXPECT_FALSE(stands_anywhere("+254"));
  EXPECT_FALSE(stands_anywhere("Ann"));
  EXPECT_EQ(contacts_in(2), 2U) << "the gap, and Bob";
  EXPECT_EQ(contacts_in(3), 2U) << "the gap, and somebody else at the same address";
  EXPECT_NO_THROW(verify_hashes(*reg_));
}

TEST_F(ErasingTest, AFileReadAgainKeepsTheSalts) {
  import("Wells", kAnn + kBob);
  const auto salt = reg_->partnership(id())->partnership.value.contacts.at(1).salt;
  EXPECT_EQ(salt.size(), 32U);
  import("Pipes", kBob);
  EXPECT_EQ(reg_->partnership(id())->partnership.value.contacts.at(0).salt, salt);
}

TEST_F(ErasingTest, AVersionWrittenBeforeThereWereSaltsGetsAnotherHashOnce) {
  model::Partnership partnership;
  partnership.title.add("en", "Wells");
  for (const auto* person : {"Ann Smith", "Bob"}) {
    model::Contact made;
    made.person.add("en", person);
    partnership.contacts.push_back(made);
  }
  const auto old = base::Uuid::v7(clock_.now());
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
    unit.put(revision_of(old, partnership));
    unit.set_key(model::kIatiActivity, "A", old);
  });
  reg_->follow();
  const auto was = base::hex(history().at(0).hash);
  erase(1, 0);
  const auto is = base::hex(history().at(0).hash);
  EXPECT_NE(is, was);
  EXPECT_EQ(reg_->partnership(id())->revisions.at(0).erased.at(0).was, was);
  EXPECT_NO_THROW(verify_hashes(*reg_));
  {
    make_log_key(folder_ / "log.key", "register.example/log");
    LogSigner signer(*reg_, read_log_keys(folder_ / "log.key"), folder_ / "log.key.signed");
    while (signer.round()) {
    }
  }
  const Log log(*reg_);
  const auto first = log.entry_of(old, 1), second = log.rehashed_entry_of(old, 1);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(base::hex(ledger::read_statement(log.receipt(*first)->entry).hash), was);
  const auto told = ledger::read_statement(log.receipt(*second)->entry);
  EXPECT_EQ(base::hex(told.hash), is);
  EXPECT_EQ(base::hex(told.was.value()), was);
  EXPECT_FALSE(log.rehashed_entry_of(old, 2));
  erase(1, 1);
  EXPECT_EQ(base::hex(history().at(0).hash), is) << "the others got salts with the first";
  EXPECT_FALSE(stands_anywhere("Bob"));
  EXPECT_NO_THROW(verify_hashes(*reg_));
}

TEST_F(ErasingTest, ABodyThatIsNotWhatItWasIsFoundInAnOlderVersionToo) {
  import("Wells", kAnn);
  import("Pipes", kAnn);
  erase(1, 0);
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
    const auto old = unit.revision(id(), 1).value();
    auto body = old.body;
    body.replace(body.find("Wells"), 5, "Walls");
    unit.rewrite(id(), 1, body, old.hash);
  });
  EXPECT_THROW(verify_hashes(*reg_), base::Error);
}

TEST_F(ErasingTest, TheReasonNamesNobody) {
  import("Wells", kAnn);
  const auto with = [&](const std::string& reason, const std::string& words) {
    Erasing(*reg_).erase(Accounts::by_operator(), id(), 1, 0, reason, words, "en");
  };
  EXPECT_THROW(with("asked", "As ann smith wrote to us"), base::BadInput);
  EXPECT_THROW(with("asked", "Mr. SMITH, by letter"), base::BadInput);
  EXPECT_THROW(with("asked", "Write to Ann@Agency.example"), base::BadInput);
  EXPECT_THROW(with("because", ""), base::BadInput);
  EXPECT_THROW(with("", ""), base::BadInput);
  EXPECT_THROW(with("asked", std::string(3'000, 'x')), base::BadInput);
  EXPECT_TRUE(stands_anywhere("Ann"));
  with("asked", "By letter of 3 November");
  EXPECT_FALSE(stands_anywhere("Ann"));
  EXPECT_EQ(reg_->partnership(id())->revisions.at(0).erased.at(0).words.str("en"), "By letter of 3 November");
}

TEST_F(ErasingTest, OnlyTheOfficeErases) {
  import("Wells", kAnn);
  const access::Actor nobody;
  EXPECT_THROW(Erasing(*reg_).contacts(nobody, id()), access::Refused);
  EXPECT_THROW(Erasing(*reg_).look(nobody, id(), 1, 0), access::Refused);
  EXPECT_THROW(Erasing(*reg_).erase(nobody, id(), 1, 0, "asked", "", "en"), access::Refused);
  EXPECT_TRUE(stands_anywhere("Ann"));
}

}  // namespace
}  // namespace entente::registry
