// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Files of the register's own format, landing: who is the authority, what is found again, what is refused.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "model/identifier.hpp"
#include "registry/authority.hpp"
#include "registry/import.hpp"
#include "registry/register.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

constexpr const char* kWho =
    R"({"key":"who","organisation":{"name":{"en":"World Health Organization"},"type":"multilateral",
        "identifiers":[{"scheme":"org-id","value":"XM-DAC-928"}]}})";
constexpr const char* kActivity =
    "<iati-activities version='2.03'><iati-activity xml:lang='fr'><iati-identifier>A</iati-identifier>"
    "<reporting-org ref='XM-DAC-928' type='40'><narrative>OMS</narrative></reporting-org>"
    "<title><narrative>Vaccins</narrative></title></iati-activity></iati-activities>";

std::string partnership(const std::string& key, const std::string& fields, const std::string& parts = "") {
  return R"({"key":")" + key + R"(","partnership":{"title":{"en":"T )" + key + "\"}" +
         (fields.empty() ? "" : "," + fields) + "}" + (parts.empty() ? "" : "," + parts) + "}";
}

class DefiningTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("entente-defining-" + base::Uuid::v7(base::SystemClock().now()).str());
    std::filesystem::create_directories(folder_);
    store::SqliteOptions options;
    options.file = folder_ / "register.db";
    options.create = true;
    options.clock = &clock_;
    reg_ = std::make_unique<Register>(store::open_sqlite(options), clock_);
  }
  void TearDown() override {
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  ImportReport import_text(const std::string& text, ImportOptions options = {}) {
    const auto file = folder_ / "file";
    std::ofstream(file, std::ios::trunc) << text;
    ImportReport report;
    import_file(*reg_, file, options, report);
    reg_->follow();
    clock_.advance(1000);
    return report;
  }
  ImportReport import(const std::string& organisations, const std::string& partnerships,
                      const ImportOptions& options = {}, const std::string& documents = "") {
    return import_text(R"({"entente":"1","documents":{)" + documents + R"(},"organisations":[)" +
                           organisations + R"(],"partnerships":[)" + partnerships + "]}",
                       options);
  }
  PartnershipView view(const std::string& key) {
    const auto id = reg_->find(model::kEntente, "partnership/" + key);
    EXPECT_TRUE(id) << key;
    return reg_->partnership(id.value_or(base::Uuid())).value();
  }
  OrganisationView organisation(const std::string& scheme, const std::string& value) {
    const auto id = reg_->find(scheme, value);
    EXPECT_TRUE(id) << value;
    return reg_->organisation(id.value_or(base::Uuid()), 0, 10).value();
  }

  std::filesystem::path folder_;
  base::ManualClock clock_{base::Instant{1'700'000'000'000}};
  std::unique_ptr<Register> reg_;
};

TEST_F(DefiningTest, AFileOfOrganisationsAloneIsCountedAsWhatItIs) {
  const auto report = import(kWho, "");
  EXPECT_EQ(report.read, 0u);
  EXPECT_EQ(report.organisations.read, 1u);
  EXPECT_EQ(report.organisations.created, 1u);
  const auto seq = reg_->applied_seq();
  EXPECT_EQ(import(kWho, "").organisations.unchanged, 1u);
  EXPECT_EQ(reg_->applied_seq(), seq);
}

TEST_F(DefiningTest, APartnershipNamesAnOrganisationThatAnEarlierFileDefined) {
  import(kWho, "");
  const auto report = import("", partnership("gavi", "", R"("participations":[{"organisation":"who"}])"));
  EXPECT_EQ(report.created, 1u);
  EXPECT_EQ(view("gavi").parties.at(0).organisation.name.str("en"), "World Health Organization");
}

TEST_F(DefiningTest, WhoNamesAnOrganisationThatNobodyDefinedIsRefusedAlone) {
  const auto report =
      import("", partnership("good", "") + "," +
                     partnership("gavi", "", R"("commitments":[{"giver":{"organisation":"nobody"}}])"));
  EXPECT_EQ(report.created, 1u);
  EXPECT_EQ(report.rejected, 1u);
  ASSERT_EQ(report.refusals.size(), 1u);
  EXPECT_EQ(
      report.refusals[0].message,
      "partnership \"gavi\": commitments[0].giver.organisation names the organisation \"nobody\", which the "
      "register does not know. Import a file that defines it first, or define it in this one.");
  EXPECT_EQ(report.refusals[0].line, 1u);
  EXPECT_GT(report.refusals[0].column, 100u);
  EXPECT_FALSE(reg_->find(model::kEntente, "partnership/gavi"));
}

TEST_F(DefiningTest, TheSameFileTwiceChangesNothingAndAChangedPartMakesItsRevisionAlone) {
  const auto parts = [](const char* amount) {
    return R"("participations":[{"organisation":"who","role":"lead"}],"commitments":[{"key":"c",
              "giver":{"organisation":"who"},"value":{"amount":")" +
           std::string(amount) + R"(","currency":"USD"}}],"deliveries":[{"commitment":"c"}])";
  };
  import(kWho, partnership("gavi", "", parts("5")));
  const auto first = view("gavi");
  EXPECT_EQ(first.deliveries.at(0).value.commitment, first.commitments.at(0).id);
  const auto seq = reg_->applied_seq();
  EXPECT_EQ(import(kWho, partnership("gavi", "", parts("5"))).unchanged, 1u);
  EXPECT_EQ(reg_->applied_seq(), seq);
  EXPECT_EQ(import(kWho, partnership("gavi", "", parts("6"))).changed, 1u);
  const auto second = view("gavi");
  EXPECT_EQ(second.commitments.at(0).version, 2);
  EXPECT_EQ(second.commitments.at(0).id, first.commitments.at(0).id);
  EXPECT_EQ(second.parties.at(0).part.version, 1);
  EXPECT_EQ(second.deliveries.at(0).version, 1);
}

TEST_F(DefiningTest, ADocumentThatIsCorrectedReachesWhatNamesIt) {
  const auto entry = partnership("gavi", R"("sources":[{"document":"D"}])");
  import("", entry, {}, R"("D":{"title":"Repotr"})");
  EXPECT_EQ(import("", entry, {}, R"("D":{"title":"Repotr"})").unchanged, 1u);
  EXPECT_EQ(import("", entry, {}, R"("D":{"title":"Report"})").changed, 1u);
  EXPECT_EQ(view("gavi").partnership.value.sources.at(0).title, "Report");
}

TEST_F(DefiningTest, LinksFindPartnershipsOfTheFileBeforeAndAfterAndOfTheRegister) {
  const auto report = import("", partnership("a", R"("links":[{"relation":"has_part","key":"b"}])") + "," +
                                     partnership("b", R"("links":[{"relation":"part_of","key":"a"}])"));
  EXPECT_EQ(report.created, 2u);
  EXPECT_EQ(view("a").partnership.value.links.at(0).record, view("b").partnership.id);
  EXPECT_EQ(view("b").partnership.value.links.at(0).record, view("a").partnership.id);
  EXPECT_EQ(view("a").linked.size(), 1u);
  EXPECT_EQ(import("", partnership("c", R"("links":[{"relation":"follows","key":"a"}])")).created, 1u);
  const auto lost = import("", partnership("d", R"("links":[{"relation":"follows","key":"z"}])"));
  EXPECT_EQ(lost.rejected, 1u);
  EXPECT_NE(lost.refusals.at(0).message.find("links[0].key names the partnership \"z\""), std::string::npos);
}

TEST_F(DefiningTest, APartnershipAndAnOrganisationMayHaveTheSameKey) {
  const auto report =
      import(R"({"key":"gavi","organisation":{"name":{"en":"Gavi"}}})",
             partnership("gavi", "", R"("participations":[{"organisation":"gavi","role":"lead"}])"));
  EXPECT_EQ(report.created, 1u);
  EXPECT_EQ(report.organisations.created, 1u);
}

TEST_F(DefiningTest, IatiMeetsTheRecordThatAFileDefinedAndDoesNotOverwriteIt) {
  import(kWho, "");
  EXPECT_EQ(import_text(kActivity).created, 1u);
  const auto who = organisation("iati-org", "XM-DAC-928");
  EXPECT_EQ(who.organisation.value.name.str("en"), "World Health Organization");
  EXPECT_EQ(who.organisation.value.name.str("fr"), "OMS");
  EXPECT_EQ(who.engagements_total, 1);
  // The file says nothing of the French name, so it stays; and nothing has changed.
  EXPECT_EQ(import(kWho, "").organisations.unchanged, 1u);
  EXPECT_EQ(organisation("entente", "organisation/who").organisation.value.name.str("fr"), "OMS");
}

TEST_F(DefiningTest, ADefinitionTakesOverWhatIatiNamedInPassing) {
  import_text(kActivity);
  const auto before = organisation("iati-org", "XM-DAC-928");
  EXPECT_EQ(import(kWho, "").organisations.changed, 1u);
  const auto after = organisation("entente", "organisation/who");
  EXPECT_EQ(after.organisation.id, before.organisation.id);
  EXPECT_EQ(after.organisation.value.name.str("en"), "World Health Organization");
  EXPECT_EQ(after.organisation.value.name.str("fr"), "OMS");
}

TEST_F(DefiningTest, WhatADefinitionDropsGoes) {
  import(R"({"key":"a","organisation":{"name":{"en":"A","fr":"Wrong"},"country":"KE"}})", "");
  EXPECT_EQ(import(R"({"key":"a","organisation":{"name":{"en":"A"}}})", "").organisations.changed, 1u);
  const auto a = organisation("entente", "organisation/a").organisation;
  EXPECT_FALSE(a.value.name.has("fr"));
  EXPECT_EQ(a.value.country, "");
  EXPECT_EQ(a.version, 2);
}

TEST_F(DefiningTest, AnIdentifierOfAnotherOrganisationIsRefused) {
  import(kWho, "");
  const auto report = import(R"({"key":"b","organisation":{"name":{"en":"B"}}})", "");
  EXPECT_EQ(report.organisations.created, 1u);
  const auto taken = import(
      R"({"key":"b","organisation":{"name":{"en":"B"},"identifiers":[{"scheme":"iati-org","value":"xm-dac-928"}]}})",
      "");
  EXPECT_EQ(taken.organisations.rejected, 1u);
  EXPECT_EQ(taken.rejected, 0u);
  EXPECT_NE(taken.refusals.at(0).message.find("belongs to another organisation of the register"),
            std::string::npos);
}

TEST_F(DefiningTest, ADryRunKnowsWhatTheFilesBeforeWouldHaveMade) {
  ImportOptions dry;
  dry.dry_run = true;
  std::unordered_map<std::string, base::Uuid> assumed;
  dry.assumed = &assumed;
  EXPECT_EQ(import(kWho, "", dry).organisations.created, 1u);
  const auto report =
      import("", partnership("gavi", "", R"("participations":[{"organisation":"who"}])"), dry);
  EXPECT_EQ(report.created, 1u) << (report.refusals.empty() ? "" : report.refusals[0].message);
  EXPECT_EQ(reg_->overview().event_seq, 0);
  EXPECT_FALSE(reg_->find(model::kEntente, "organisation/who"));
  EXPECT_EQ(
      import("", partnership("gavi", "", R"("participations":[{"organisation":"nobody"}])"), dry).rejected,
      1u);
}

TEST_F(DefiningTest, SmallBatchesGiveTheSame) {
  ImportOptions one;
  one.batch = 1;
  const auto report = import(
      kWho, partnership("a", R"("links":[{"relation":"has_part","key":"b"}])") + "," + partnership("b", ""),
      one);
  EXPECT_EQ(report.created, 2u);
  EXPECT_EQ(view("a").partnership.value.links.at(0).record, view("b").partnership.id);
}

TEST(Authority, OtherSystemsIdentifiersAreKeysWhereTheyAreUnique) {
  using List = std::vector<std::string>;
  EXPECT_EQ(keys_of_identifier({"iati-org", "xm-dac-928 "}),
            (List{"iati-org\tXM-DAC-928", "org-id\tXM-DAC-928"}));
  EXPECT_EQ(keys_of_identifier({"ror", "01f80g185"}), (List{"ror\t01F80G185"}));
  EXPECT_TRUE(keys_of_identifier({"other", "7"}).empty());
}

// What a file says of an organisation again and again ----------------------------------------------

/// Activities whose reporting organisation is named as each text says.
std::string activities(const std::vector<std::string>& reporting) {
  std::string all = "<iati-activities version='2.03'>";
  for (std::size_t i = 0; i < reporting.size(); ++i)
    all += "<iati-activity xml:lang='en'><iati-identifier>S-" + std::to_string(i) +
           "</iati-identifier><reporting-org ref='XM-DAC-928' " + reporting[i] +
           "</reporting-org><title><narrative>T</narrative></title></iati-activity>";
  return all + "</iati-activities>";
}
std::string said(const base::Text& text, std::string_view language) {
  return text.has(language) ? std::string(text.str(language)) : std::string();
}
const std::string kInEnglish = "type='40'><narrative>WHO</narrative>";
const std::string kInFrench = "type='40'><narrative xml:lang='fr'>OMS</narrative>";

TEST_F(DefiningTest, AnOrganisationNamedAgainInOtherWordsStillTakesWhatItLacks) {
  import_text(activities({kInEnglish, kInEnglish, kInFrench, kInEnglish, kInFrench,
                          "type='40'><narrative xml:lang='es'>OMS de todos</narrative>"}));
  const auto who = organisation(std::string(model::kIatiOrganisation), "XM-DAC-928");
  EXPECT_EQ(who.engagements_total, 6);
  const auto& name = who.organisation.value.name;
  EXPECT_EQ(said(name, "en"), "WHO");
  EXPECT_EQ(said(name, "fr"), "OMS");
  EXPECT_EQ(said(name, "es"), "OMS de todos");
  // Once made, twice completed: the same words again make no revision.
  EXPECT_EQ(who.organisation.version, 3);
}

TEST_F(DefiningTest, AnOrganisationThatAnotherWriteChangedInBetweenTakesWhatItLacksAgain) {
  ImportOptions options;
  options.batch = 1;  // each activity is a unit of its own
  int pieces = 0;
  options.progress = [&](std::uint64_t, std::uint64_t) {
    if (++pieces != 3) return;
    const auto id = reg_->find(model::kIatiOrganisation, "XM-DAC-928");
    ASSERT_TRUE(id);
    reg_->store().write({"somebody"}, [&](store::UnitOfWork& unit) {
      auto who = std::get<model::Organisation>(model::read_body("organisation", unit.head(*id)->body));
      who.name = {};
      who.name.add("fr", "Santé mondiale");
      who.type = "unknown";
      store::NewRevision r;
      r.id = *id;
      r.type = model::Organisation::kType;
      r.body = model::body_of(who);
      r.hash = model::hash_of_body(r.body);
      unit.put(r);
    });
  };
  import_text(activities({kInEnglish, kInEnglish, kInEnglish, kInEnglish}), options);
  ASSERT_GE(pieces, 4);
  const auto who = organisation(std::string(model::kIatiOrganisation), "XM-DAC-928").organisation;
  EXPECT_EQ(said(who.value.name, "en"), "WHO");
  EXPECT_EQ(said(who.value.name, "fr"), "Santé mondiale");
  EXPECT_EQ(who.value.type, "multilateral");
  EXPECT_EQ(who.version, 3);
}

TEST_F(DefiningTest, WhatAFileSaysOfAnOrganisationIsAskedAnewAfterItsDefinition) {
  // In one unit: the definition comes, and what it drops goes; what is named after it takes it as it stands.
  import(R"({"key":"who","organisation":{"name":{"en":"WHO","fr":"OMS"},"type":"multilateral",
             "identifiers":[{"scheme":"org-id","value":"XM-DAC-928"}]}})",
         partnership("a", R"("sources":[])"));
  import_text(activities({kInEnglish, kInEnglish}));
  import(R"({"key":"who","organisation":{"name":{"en":"WHO"},"type":"multilateral",
             "identifiers":[{"scheme":"org-id","value":"XM-DAC-928"}]}})",
         "");
  EXPECT_FALSE(organisation("org-id", "XM-DAC-928").organisation.value.name.has("fr"));
  import_text(activities({kInEnglish, kInFrench}));
  EXPECT_EQ(said(organisation("org-id", "XM-DAC-928").organisation.value.name, "fr"), "OMS");
}

}  // namespace
}  // namespace entente::registry
