// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/organisation_files.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "base/error.hpp"
#include "model/identifier.hpp"
#include "registry/import.hpp"
#include "registry/json.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

constexpr std::string_view kAmount =
    "<total-budget><period-start iso-date='2024-01-01'/><period-end iso-date='2024-12-31'/>"
    "<value currency='EUR' value-date='2024-01-01'>7</value></total-budget>";

std::string organisation(const std::string& id, const std::string& reporter, std::string_view name = "Bank",
                         std::string_view inside = kAmount) {
  return "<iati-organisation xml:lang='en'><organisation-identifier>" + id +
         "</organisation-identifier><name><narrative>" + std::string(name) +
         "</narrative></name><reporting-org ref='" + reporter + "' type='40'><narrative>" + reporter +
         "</narrative></reporting-org>" + std::string(inside) + "</iati-organisation>";
}

class OrganisationFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("entente-organisations-" + base::Uuid::v7(base::SystemClock().now()).str());
    std::filesystem::create_directories(folder_);
    reg_ = open(store::SqliteOptions().readers);
  }
  void TearDown() override {
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  std::unique_ptr<Register> open(std::size_t readers) {
    store::SqliteOptions options;
    options.file = folder_ / "register.db";
    options.create = true;
    options.readers = readers;
    options.clock = &clock_;
    return std::make_unique<Register>(store::open_sqlite(options), clock_);
  }
  ImportReport take(const std::string& organisations, const ImportOptions& options = {}) {
    return take_text("<iati-organisations version='2.03'>" + organisations + "</iati-organisations>",
                     options);
  }
  ImportReport take_text(const std::string& text, const ImportOptions& options = {}) {
    const auto file = folder_ / "file.xml";
    std::ofstream(file, std::ios::trunc) << text;
    ImportReport report;
    import_file(*reg_, file, options, report);
    reg_->follow();
    clock_.advance(1000);
    return report;
  }
  OrganisationView view(const std::string& identifier) {
    const auto id = reg_->find(model::kIatiOrganisation, identifier);
    EXPECT_TRUE(id) << identifier;
    return reg_->organisation(id.value_or(base::Uuid()), 0, 10).value();
  }
  std::string written() const { return written(*reg_); }
  static std::string written(const Register& reg) {
    exchange::iati::OrganisationFile file;
    std::string text(exchange::iati::OrganisationFile::head());
    each_organisation(
        reg, [](const base::Uuid&) { return true; }, file,
        [&](const std::string& organisation) {
          text += organisation;
          return true;
        });
    return text + file.tail();
  }
  static void expect(const ImportCounts& counts, std::uint64_t created, std::uint64_t changed,
                     std::uint64_t unchanged, std::uint64_t rejected) {
    EXPECT_EQ(counts.created, created);
    EXPECT_EQ(counts.changed, changed);
    EXPECT_EQ(counts.unchanged, unchanged);
    EXPECT_EQ(counts.rejected, rejected);
    EXPECT_EQ(counts.read, created + changed + unchanged + rejected);
  }

  std::filesystem::path folder_;
  base::ManualClock clock_{base::Instant{1'700'000'000'000}};
  std::unique_ptr<Register> reg_;
};

TEST_F(OrganisationFilesTest, ASingleReaderIsEnoughToWriteThem) {
  take(organisation("XM-EX-1", "XM-EX-1") + organisation("XM-EX-2", "XM-EX-2", "Fund"));
  const auto text = written();
  EXPECT_NE(text.find("XM-EX-2"), text.npos);
  EXPECT_EQ(written(*open(1)), text);
}

TEST_F(OrganisationFilesTest, TheSameFileChangesNothingAndAChangedOneMakesARevision) {
  const auto a = organisation("XM-EX-1", "XM-EX-1"), b = organisation("XM-EX-2", "XM-EX-2", "Fund");
  ImportOptions dry;
  dry.dry_run = true;
  expect(take(a + b, dry).organisations, 2, 0, 0, 0);
  EXPECT_FALSE(reg_->find(model::kIatiOrganisation, "XM-EX-1"));
  expect(take(a + b).organisations, 2, 0, 0, 0);
  const auto seq = reg_->last_event();
  expect(take(a + b).organisations, 0, 0, 2, 0);
  EXPECT_EQ(reg_->last_event(), seq);

  const auto more =
      organisation("XM-EX-1", "XM-EX-1", "Bank",
                   std::string(kAmount) +
                       "<document-link url='https://x.example' format='text/html'><title>"
                       "<narrative>T</narrative></title><category code='B01'/></document-link>");
  expect(take(more + b).organisations, 0, 1, 1, 0);
  const auto bank = view("XM-EX-1");
  // The organisation's own record says what it said: its finances have the new revision.
  EXPECT_EQ(bank.organisation.version, 1);
  const auto finances = reg_->finances(bank.organisation.id);
  ASSERT_EQ(finances.size(), 1u);
  EXPECT_EQ(finances[0].version, 2);
  EXPECT_EQ(finances[0].value.documents.size(), 1u);
  EXPECT_EQ(reg_->original(*finances[0].value.kept), more);
  EXPECT_NE(to_json(bank, finances, {}).find("\"finances\":{\"budgets\":[{"), std::string::npos);
  EXPECT_NE(written().find(more + "\n" + b), std::string::npos);
}

TEST_F(OrganisationFilesTest, OnlyWhoSpeaksForItselfSaysItsName) {
  take_text(
      "<iati-activities version='2.03'><iati-activity xml:lang='en'><iati-identifier>A</iati-identifier>"
      "<reporting-org ref='xm-ex-1'><narrative>The Bnk</narrative></reporting-org>"
      "<title><narrative>T</narrative></title></iati-activity></iati-activities>");
  expect(take(organisation("XM-EX-1", "XM-EX-9", "Banque")).organisations, 0, 1, 0, 0);
  EXPECT_EQ(view("XM-EX-1").organisation.value.name.str("en"), "The Bnk");
  expect(take(organisation("XM-EX-1", "XM-EX-1", "The Bank")).organisations, 0, 1, 0, 0);
  EXPECT_EQ(view("XM-EX-1").organisation.value.name.str("en"), "The Bank");
  EXPECT_EQ(view("XM-EX-1").organisation.value.type, "multilateral");
  EXPECT_EQ(view("XM-EX-1").engagements_total, 1);
  // Both reports stand beside each other, and neither file changes anything when it comes again.
  EXPECT_EQ(reg_->finances(view("XM-EX-1").organisation.id).size(), 2u);
  expect(take(organisation("XM-EX-1", "XM-EX-9", "Banque")).organisations, 0, 0, 1, 0);
  expect(take(organisation("XM-EX-1", "XM-EX-1", "The Bank")).organisations, 0, 0, 1, 0);
}

TEST_F(OrganisationFilesTest, EachIsTakenWholeOrNotAtAll) {
  const auto report = take(organisation("XM-EX-1", "XM-EX-1") + organisation("xm-ex-1", "XM-EX-1") +
                           organisation("XM-EX-2", "XM-EX-2", "&bomb;") + organisation("XM-EX-3", "XM-EX-3"));
  expect(report.organisations, 2, 0, 0, 2);
  ASSERT_EQ(report.refusals.size(), 2u);
  EXPECT_EQ(report.refusals[0].message,
            "organisation 'xm-ex-1': its identifier stands earlier in the same file. Give each organisation "
            "an identifier of its own.");
  EXPECT_GT(report.refusals[0].column, 1u);
  EXPECT_EQ(report.refusals[1].identifier, "XM-EX-2");
  EXPECT_FALSE(reg_->find(model::kIatiOrganisation, "XM-EX-2"));
  EXPECT_TRUE(reg_->find(model::kIatiOrganisation, "XM-EX-3"));

  ImportOptions strict;
  strict.reject = exchange::Strictness::critical;
  const auto asked = take(
      organisation("XM-EX-4", "XM-EX-4", "N", "<no-element/>") + organisation("XM-EX-5", "XM-EX-5"), strict);
  expect(asked.organisations, 1, 0, 0, 1);
  EXPECT_NE(asked.refusals.at(0).message.find("breaks rule 0.3.1"), std::string::npos);
}

TEST_F(OrganisationFilesTest, AFileThatIsCutShortLeavesWhatStoodBefore) {
  EXPECT_THROW(take_text("<iati-organisations version='2.03'>" + organisation("XM-EX-1", "XM-EX-1") +
                         "<iati-organisation><name>"),
               base::Error);
  EXPECT_TRUE(reg_->find(model::kIatiOrganisation, "XM-EX-1"));
}

TEST_F(OrganisationFilesTest, AnInterruptedImportGoesOnWhereItStopped) {
  const auto all = organisation("XM-EX-1", "XM-EX-1") + organisation("XM-EX-2", "XM-EX-2") +
                   organisation("XM-EX-1", "XM-EX-1");
  ImportOptions options;
  options.batch = 1;
  int calls = 0;
  options.progress = [&](std::uint64_t, std::uint64_t) {
    if (++calls == 2) throw std::runtime_error("power cut");
  };
  EXPECT_THROW(take(all, options), std::runtime_error);
  const auto report = take(all);
  EXPECT_EQ(report.resumed_after, 1u);
  // What had landed is counted once, and still known as an identifier that is taken.
  expect(report.organisations, 2, 0, 0, 1);
}

}  // namespace
}  // namespace entente::registry
