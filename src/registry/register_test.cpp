// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/register.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/error.hpp"
#include "model/identifier.hpp"
#include "registry/import.hpp"
#include "registry/jobs/job.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

constexpr const char* kFunder =
    "<participating-org ref='XM-EXAMPLE-5' role='1' type='60'><narrative>Example "
    "Fund</narrative></participating-org>";
constexpr const char* kImplementer =
    "<participating-org role='4' type='22'><narrative>Example Wells</narrative></participating-org>";
constexpr const char* kPromise =
    "<transaction ref='c1'><transaction-type code='2'/><transaction-date iso-date='2020-01-01'/>"
    "<value value-date='2020-01-01'>100</value></transaction>";
constexpr const char* kGiven =
    "<transaction ref='d1'><transaction-type code='3'/><transaction-date iso-date='2020-03-01'/>"
    "<value value-date='2020-03-01'>40</value></transaction>";

std::string activity(const std::string& id, const std::string& title, const std::string& more) {
  return "<iati-activity default-currency='USD' xml:lang='en'><iati-identifier>" + id +
         "</iati-identifier><reporting-org ref='XM-EXAMPLE-1' type='40'><narrative>Example Agency</narrative>"
         "</reporting-org><title><narrative>" +
         title + "</narrative></title>" + more + "</iati-activity>";
}

class RegisterTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("entente-registry-" + base::Uuid::v7(base::SystemClock().now()).str());
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

  ImportReport import(const std::string& activities, ImportOptions options = {}) {
    const auto file = folder_ / "file.xml";
    std::ofstream(file, std::ios::trunc)
        << "<iati-activities version='2.03'>" << activities << "</iati-activities>";
    ImportReport report;
    import_file(*reg_, file, options, report);
    reg_->follow();
    clock_.advance(1000);
    return report;
  }
  PartnershipView view(const char* identifier) {
    const auto id = reg_->find(model::kIatiActivity, identifier);
    EXPECT_TRUE(id) << identifier;
    return reg_->partnership(id.value_or(base::Uuid())).value();
  }

  std::filesystem::path folder_;
  base::ManualClock clock_{base::Instant{1'700'000'000'000}};
  std::unique_ptr<Register> reg_;
};

TEST_F(RegisterTest, TheSameFileTwiceChangesNothing) {
  const auto file = activity("A", "Water", std::string(kFunder) + kPromise);
  EXPECT_EQ(import(file).created, 1u);
  const auto seq = reg_->applied_seq();
  const auto again = import(file);
  EXPECT_EQ(again.unchanged, 1u);
  EXPECT_EQ(again.created + again.changed + again.rejected, 0u);
  EXPECT_EQ(reg_->applied_seq(), seq);
}

TEST_F(RegisterTest, ADeliveryIsAReportAndBringingItInAgainIsNone) {
  import(activity("A", "Water", std::string(kFunder) + kGiven));
  const Freshness silent{Light::silent, base::PartialDate::parse("2020-03-01"),
                         base::PartialDate::parse("2021-03-01"), base::PartialDate::parse("2022-03-01"),
                         base::PartialDate::parse("2025-03-01")};
  EXPECT_EQ(view("A").freshness, silent) << "in November 2023";
  import(activity("A", "Water supply", std::string(kFunder) + kGiven));
  const auto changed = view("A");
  EXPECT_EQ(changed.head_version, 2);
  EXPECT_EQ(changed.freshness, silent);

  const auto list = reg_->list({});
  ASSERT_EQ(list.cards.size(), 1u);
  EXPECT_EQ(list.cards[0].freshness, silent) << "a list says what the record says";
  const auto funder = reg_->organisation(changed.parties[0].organisation.id, 0, 10);
  ASSERT_TRUE(funder);
  EXPECT_EQ(funder->lights[static_cast<std::size_t>(Light::silent)], 1);
  EXPECT_EQ(funder->engagements.at(0).freshness, silent);

  clock_.advance(std::int64_t{2} * 366 * 86'400'000);
  EXPECT_EQ(view("A").freshness.light, Light::dormant);
}

TEST_F(RegisterTest, AListKeepsItsCardsUntilSomethingBearsOnThem) {
  import(activity("A", "Water", kFunder));
  import(activity("B", "Light", ""));
  const auto card_of = [&](std::string_view title) {
    for (const auto& card : reg_->list({}).cards)
      if (card.partnership->title.str("en") == title) return card;
    ADD_FAILURE() << title;
    return Card{};
  };
  const auto water = card_of("Water"), light = card_of("Light");
  EXPECT_EQ(card_of("Water").partnership, water.partnership) << "the very same, not read again";

  import(activity("A", "Water supply", kFunder));
  const auto changed = card_of("Water supply");
  EXPECT_EQ(changed.version, 2);
  EXPECT_EQ(card_of("Light").partnership, light.partnership);
  EXPECT_EQ(water.partnership->title.str("en"), "Water") << "what a page holds stays as it was";

  // A name in another language comes with another activity, and bears on the first one's card.
  auto named = std::string(kFunder);
  const auto narrative = named.find("<narrative>");
  ASSERT_NE(narrative, named.npos);
  named.replace(narrative, std::string("<narrative>").size(),
                "<narrative xml:lang='fr'>Bailleur</narrative><narrative xml:lang='en'>");
  import(activity("C", "Roads", named));
  const auto again = card_of("Water supply");
  EXPECT_NE(again.partnership, changed.partnership);
  EXPECT_EQ(again.version, 2);
  const auto bears = [](const Card& card, std::string_view language, std::string_view name) {
    return std::ranges::any_of(
        *card.parties, [&](const Party& party) { return party.organisation.name.str(language) == name; });
  };
  EXPECT_TRUE(bears(again, "fr", "Bailleur"));
  EXPECT_TRUE(bears(again, "en", "Example Fund"));
  EXPECT_FALSE(bears(changed, "fr", "Bailleur")) << "what a page holds stays as it was";
}

TEST_F(RegisterTest, CountsItsQueries) {
  import(activity("A", "Water", ""));
  const auto before = reg_->query_figures();
  reg_->list({});
  const auto after = reg_->query_figures();
  EXPECT_EQ(after.queries, before.queries + 1);
  EXPECT_GT(after.cpu_seconds, before.cpu_seconds);
}

TEST_F(RegisterTest, APartnershipWithoutAReportIsNewForAYear) {
  import(activity("A", "Water", std::string(kFunder) + kPromise));
  const auto seen = view("A").freshness;
  EXPECT_EQ(seen.light, Light::not_due);
  EXPECT_FALSE(seen.last) << "a promise is no report";
  clock_.advance(std::int64_t{366} * 86'400'000);
  EXPECT_EQ(view("A").freshness.light, Light::due);
}

TEST_F(RegisterTest, AmountsThatNoSumCanHoldLeaveTheRecordReadable) {
  std::string huge;
  for (const auto* reference : {"h1", "h2"})
    huge += std::string("<transaction ref='") + reference +
            "'><transaction-type code='2'/><transaction-date iso-date='2020-01-01'/>"
            "<provider-org ref='XM-EXAMPLE-5'/><value "
            "value-date='2020-01-01'>900000000000000</value></transaction>";
  import(activity("A", "Water", std::string(kFunder) + huge));
  const auto seen = view("A");
  ASSERT_EQ(seen.money.size(), 1u);
  EXPECT_FALSE(seen.money[0].whole);
  EXPECT_EQ(seen.money[0].committed.str(), "900000000000000") << "the first stands, the second is left out";
  const auto funder =
      std::ranges::find(seen.parties, "funder", [](const Party& p) { return p.part.value.role; });
  ASSERT_NE(funder, seen.parties.end());
  const auto dealings = reg_->dealings(funder->organisation.id);
  ASSERT_EQ(dealings.size(), 1u);
  EXPECT_FALSE(dealings[0].whole);
  EXPECT_EQ(dealings[0].promises, 2);
}

TEST_F(RegisterTest, PartnersAreWhoIsNamedInTheSamePartnerships) {
  const auto others = std::string(kFunder) + kImplementer;
  import(activity("A", "Water", others + kPromise) + activity("B", "Wells", others) +
         activity("C", "Alone", kFunder));
  const auto funder = view("C").parties;
  base::Uuid id;
  for (const auto& party : funder)
    if (party.part.value.role == "funder") id = party.organisation.id;
  const auto partners = reg_->partners(id, 1);
  ASSERT_EQ(partners.first.size(), 1u);
  EXPECT_EQ(partners.total, 2) << "who reports, and who digs the wells";
  EXPECT_EQ(partners.first[0].together, 3) << "who is met most often comes first";
  EXPECT_EQ(partners.first[0].partnerships.size(), 3u);
  EXPECT_FALSE(partners.first[0].partnerships[0].second.empty()) << "with its title";
  EXPECT_NE(partners.first[0].organisation.id, id);
  EXPECT_EQ(reg_->partners(base::Uuid(), 5).total, 0);
}

TEST_F(RegisterTest, AChangedFileMakesRevisionsAndTheOldOnesStayReadable) {
  import(activity("A", "Water", std::string(kFunder) + kPromise));
  const auto before = view("A");
  EXPECT_EQ(import(activity("A", "Clean water", std::string(kFunder) + kPromise)).changed, 1u);
  const auto after = view("A");
  EXPECT_EQ(after.partnership.version, 2);
  EXPECT_EQ(after.revisions.size(), 2u);
  EXPECT_EQ(reg_->partnership_at(after.partnership.id, 1)->partnership.value, before.partnership.value);
  // What did not change is not written again.
  ASSERT_EQ(after.parties.size(), before.parties.size());
  for (const auto& party : after.parties) EXPECT_EQ(party.part.version, 1);
  EXPECT_EQ(after.commitments.at(0).version, 1);
  const auto differences = reg_->difference(after.partnership.id, 1, 2).value();
  EXPECT_TRUE(std::ranges::any_of(differences, [](const Difference& d) {
    return d.path == "title.en" && d.before == "Water" && d.after == "Clean water";
  }));
  EXPECT_FALSE(reg_->difference(after.partnership.id, 1, 3));
  EXPECT_FALSE(reg_->partnership_at(after.partnership.id, 3));
}

TEST_F(RegisterTest, APartTheSourceDropsIsWithdrawnAndComesBackAsItself) {
  const auto both = activity("A", "Water", std::string(kFunder) + kImplementer + kPromise + kGiven);
  import(both);
  const auto first = view("A");
  ASSERT_EQ(first.deliveries.size(), 1u);
  import(activity("A", "Water", std::string(kFunder) + kPromise));
  const auto less = view("A");
  EXPECT_TRUE(less.deliveries.empty());
  EXPECT_EQ(less.parties.size() + 1, first.parties.size());
  EXPECT_EQ(reg_->store().read()->history(first.deliveries[0].id).size(), 2u);
  import(both);
  EXPECT_EQ(view("A").deliveries.at(0).id, first.deliveries[0].id);
}

TEST_F(RegisterTest, SumsAreByCurrencyAndSayWhatWasPromisedAndGiven) {
  import(activity("A", "Water", std::string(kFunder) + kPromise + kGiven));
  const auto money = view("A").money;
  ASSERT_EQ(money.size(), 1u);
  EXPECT_EQ(money[0].currency, "USD");
  EXPECT_EQ(money[0].committed.str(), "100");
  EXPECT_EQ(money[0].delivered.str(), "40");
}

TEST_F(RegisterTest, OneOrganisationNamedTwiceIsOneRecord) {
  import(activity("A", "Water", kFunder) + activity("B", "Light", std::string(kFunder) + kImplementer));
  const auto id = reg_->find(model::kIatiOrganisation, "xm-example-5");
  ASSERT_TRUE(id);
  EXPECT_EQ(reg_->partnerships_of(*id), 2);
  const auto organisation = reg_->organisation(*id, 0, 10).value();
  EXPECT_EQ(organisation.engagements_total, 2);
  EXPECT_EQ(organisation.by_role, (std::vector<std::pair<std::string, std::int64_t>>{{"funder", 2}}));
  const auto found = reg_->organisations({.text = "WELLS example"});
  EXPECT_EQ(found.cards.at(0).organisation.name.str("en"), "Example Wells");
  EXPECT_EQ(found.total, 1u);
}

TEST_F(RegisterTest, OrganisationsAreFoundByTypeAndCountedByIt) {
  import(activity("A", "Water", std::string(kFunder) + kImplementer));
  const auto all = reg_->organisations({});
  ASSERT_FALSE(all.types.empty());
  std::size_t counted = 0;
  for (const auto& type : all.types) {
    counted += type.count;
    const auto some = reg_->organisations({.type = type.value});
    EXPECT_EQ(some.total, type.count);
    EXPECT_EQ(some.types.size(), all.types.size()) << "the other types stay in sight";
    for (const auto& card : some.cards) EXPECT_EQ(card.organisation.type, type.value);
  }
  EXPECT_EQ(counted, all.total);
  EXPECT_EQ(reg_->organisations({.type = "no_such_type"}).total, 0u);
  EXPECT_EQ(reg_->organisations({.country = "ZZ"}).total, 0u);
}

TEST_F(RegisterTest, TheIndexFollowsTheSequence) {
  import(activity("A", "Water", kFunder));
  search::Query query;
  query.text = "water";
  EXPECT_EQ(reg_->list(query).answer.total, 1u);
  import(activity("A", "Light", kFunder));
  EXPECT_EQ(reg_->list(query).answer.total, 0u);
  query.text = "light";
  EXPECT_EQ(reg_->list(query).cards.at(0).partnership->title.str("en"), "Light");
  EXPECT_EQ(reg_->applied_seq(), reg_->overview().event_seq);
}

TEST_F(RegisterTest, ADryRunWritesNothingAndCounts) {
  ImportOptions dry;
  dry.dry_run = true;
  EXPECT_EQ(import(activity("A", "Water", kFunder), dry).created, 1u);
  EXPECT_EQ(reg_->overview().event_seq, 0);
  import(activity("A", "Water", kFunder));
  EXPECT_EQ(import(activity("A", "Wells", kFunder), dry).changed, 1u);
  EXPECT_EQ(view("A").partnership.version, 1);
}

TEST_F(RegisterTest, AnIdentifierThatStandsTwiceInAFileIsRefusedOnce) {
  const auto report = import(activity("A", "Water", kFunder) + activity("A", "Other", kFunder));
  EXPECT_EQ(report.created, 1u);
  EXPECT_EQ(report.rejected, 1u);
  ASSERT_EQ(report.refusals.size(), 1u);
  EXPECT_NE(report.refusals[0].message.find("'A'"), std::string::npos);
  EXPECT_EQ(view("A").partnership.value.title.str("en"), "Water");
}

TEST_F(RegisterTest, AConfirmationHoldsForThePartItWasGivenOn) {
  import(activity("A", "Water", kFunder));
  auto party = view("A").parties.at(0);
  EXPECT_EQ(party.state, "named");
  model::Confirmation said;
  said.partnership = party.part.value.partnership;
  said.participation = party.part.id;
  said.organisation = party.organisation.id;
  said.state = "confirmed";
  said.part_hash = base::hex(party.part.hash);
  reg_->store().write(
      {"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(base::Uuid::v7(clock_.now()), said)); });
  reg_->follow();
  EXPECT_EQ(reg_->overview().parties_confirmed, 1);
  const auto confirmed = view("A").parties;
  EXPECT_EQ(std::ranges::count(confirmed, "confirmed", &Party::state), 1);
  // The part changes: the word given on the old one no longer speaks for it.
  auto changed = party.part.value;
  changed.benefits.add("en", "more than was agreed");
  reg_->store().write({"test"},
                      [&](store::UnitOfWork& unit) { unit.put(revision_of(party.part.id, changed)); });
  reg_->follow();
  EXPECT_EQ(reg_->overview().parties_confirmed, 0);
  EXPECT_EQ(std::ranges::count(view("A").parties, "asked", &Party::state), 1);
}

TEST_F(RegisterTest, WhatDoesNotExistIsNothing) {
  const auto id = base::Uuid::v7(clock_.now());
  EXPECT_FALSE(reg_->partnership(id));
  EXPECT_FALSE(reg_->organisation(id, 0, 10));
  EXPECT_FALSE(reg_->difference(id, 1, 2));
  import(activity("A", "Water", kFunder));
  const auto partnership = view("A").partnership.id;
  EXPECT_FALSE(reg_->organisation(partnership, 0, 10)) << "a partnership is no organisation";
}

TEST_F(RegisterTest, JobsRunWhenTheyAreDueAndLeaveAVisibleRun) {
  import(activity("A", "Water", kFunder));
  EXPECT_EQ(run_due_jobs(*reg_, jobs()), static_cast<int>(jobs().size()));
  EXPECT_EQ(run_due_jobs(*reg_, jobs()), 0);
  const auto runs = reg_->job_runs(10);
  ASSERT_EQ(runs.size(), jobs().size());
  for (const auto& run : runs) {
    EXPECT_EQ(run.state, "done") << run.detail;
    EXPECT_FALSE(run.detail.empty());
  }
  clock_.advance(25LL * 3600 * 1000);
  EXPECT_EQ(run_due_jobs(*reg_, jobs()), 5)
      << "tidy_store and tell_concerns are due daily, tell_parts and both reminders hourly, verify_hashes "
         "weekly";
}

TEST_F(RegisterTest, AJobThatFailsSaysWhy) {
  const std::vector<Job> failing = {{"failing", std::chrono::seconds(60),
                                     [](Register&) -> std::string { throw base::Error("x", "went wrong"); }}};
  EXPECT_EQ(run_due_jobs(*reg_, failing), 1);
  EXPECT_EQ(reg_->job_runs(1).at(0).state, "failed");
  EXPECT_NE(reg_->job_runs(1).at(0).detail.find("went wrong"), std::string::npos);
}

TEST_F(RegisterTest, ABodyThatIsNotWhatItWasIsFound) {
  reg_->store().write({"test"}, [&](store::UnitOfWork& unit) {
    model::Organisation organisation;
    organisation.name.add("en", "Example");
    auto revision = revision_of(base::Uuid::v7(clock_.now()), organisation);
    revision.hash[0] ^= 1;
    unit.put(revision);
  });
  EXPECT_THROW(verify_hashes(*reg_), base::Error);
}

}  // namespace
}  // namespace entente::registry
