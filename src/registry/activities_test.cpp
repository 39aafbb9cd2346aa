// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/activities.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <sstream>

#include "exchange/iati/validation/standard.hpp"
#include "exchange/iati/validation/validator.hpp"
#include "registry/import.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

namespace fs = std::filesystem;
namespace v = exchange::iati::validation;

class ActivitiesTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::temp_directory_path() / ("entente-activities-" + base::Uuid::v7(clock_.now()).str());
    fs::create_directories(folder_);
    sample_ = open("sample.db");
    // Links may go from one file to another: what they name comes in with the first.
    for (const auto& file : samples()) EXPECT_EQ(take(*sample_, file).rejected, 0u) << file;
  }
  void TearDown() override {
    sample_.reset();
    fs::remove_all(folder_);
  }

  std::unique_ptr<Register> open(const char* name, std::size_t readers = 8) {
    store::SqliteOptions options;
    options.readers = readers;
    options.file = folder_ / name;
    options.create = true;
    options.clock = &clock_;
    return std::make_unique<Register>(store::open_sqlite(options), clock_);
  }
  static std::vector<fs::path> samples() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(fs::path(ENTENTE_SOURCE_DIR) / "data" / "sample"))
      if (entry.path().extension() == ".json") files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
  }
  static ImportReport take(Register& reg, const fs::path& file) {
    ImportReport report;
    import_file(reg, file, {}, report);
    reg.follow();
    return report;
  }
  static std::string written(const Register& reg) {
    exchange::iati::ActivityFile file;
    std::string text(exchange::iati::ActivityFile::head());
    for (const auto& id : reg.ids({})) EXPECT_TRUE(add_activity(reg, id, file, text)) << id.str();
    EXPECT_EQ(file.others() + file.unfit(), 0u);
    return text + file.tail();
  }
  /// The whole register, `meanwhile` once the first has been written.
  static std::string all_written(const Register& reg, const std::function<void()>& meanwhile = {}) {
    exchange::iati::ActivityFile file;
    std::string text;
    each_activity(reg, file, [&](const std::string& activity) {
      if (text.empty() && meanwhile) meanwhile();
      text += activity;
      return true;
    });
    return text;
  }
  fs::path save(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::trunc) << text;
    return folder_ / name;
  }

  fs::path folder_;
  base::SystemClock clock_;
  std::unique_ptr<Register> sample_;
};

/// The activities of a file, in an order that does not depend on ids.
std::vector<std::string> activities_of(const std::string& text) {
  std::vector<std::string> all;
  constexpr std::string_view kEnd = "</iati-activity>";
  for (auto at = text.find("<iati-activity "); at != text.npos; at = text.find("<iati-activity ", at + 1))
    all.push_back(text.substr(at, text.find(kEnd, at) + kEnd.size() - at));
  std::ranges::sort(all);
  return all;
}

template <class T>
std::string without_ids(const Register& reg, const Held<T>& held, const PartnershipView& view) {
  auto record = held.value;
  record.partnership = {};
  std::string more;
  const auto body = [&](const base::Uuid& id) {
    const auto o = reg.organisation(id, 0, 0);
    more += o ? "\n  " + model::body_of(o->organisation.value) : "\n  lost";
  };
  if constexpr (requires { record.organisation; }) {
    body(record.organisation);
    record.organisation = {};
  }
  if constexpr (requires { record.giver; })
    for (auto* party : {&record.giver, &record.receiver}) {
      if (party->organisation) body(*party->organisation);
      party->organisation.reset();
    }
  if constexpr (requires { record.commitment; }) {
    for (const auto& c : view.commitments)
      if (c.id == record.commitment) more += "\n  keeps " + c.value.origin;
    record.commitment.reset();
  }
  return model::body_of(record) + more + "\n";
}

/// All that a register says of a partnership, with what its ids lead to in their place.
std::string said(const Register& reg, const PartnershipView& view) {
  auto p = view.partnership.value;
  p.kept.reset();
  std::vector<std::string> lines;
  for (auto& link : p.links) {
    if (!link.record) continue;
    link.identifier = view.linked.contains(*link.record) ? view.linked.at(*link.record).str("en") : "lost";
    link.record.reset();
  }
  for (const auto& party : view.parties) lines.push_back(without_ids(reg, party.part, view));
  for (const auto& c : view.commitments) lines.push_back(without_ids(reg, c, view));
  for (const auto& d : view.deliveries) lines.push_back(without_ids(reg, d, view));
  for (const auto& r : view.results) lines.push_back(without_ids(reg, r, view));
  std::ranges::sort(lines);
  std::string all = model::body_of(p) + "\n";
  for (const auto& line : lines) all += line;
  return all;
}

std::map<std::string, std::string> everything(const Register& reg) {
  std::map<std::string, std::string> all;
  reg.each({}, [&](const PartnershipView& view) {
    return all.emplace(view.partnership.value.title.str("en"), said(reg, view)).second;
  });
  return all;
}

TEST_F(ActivitiesTest, TheSampleRegisterIsIatiThatComesBackEqual) {
  const auto text = written(*sample_);
  std::istringstream in(text);
  std::string faults;
  std::size_t of_schema = 0;
  v::Options options;
  options.today = base::day_of(clock_.now());
  const auto summary = v::validate(in, "sample.xml", options, [&](v::Finding&& f) {
    if (f.rule == &v::Standard::current().schema_rule) ++of_schema;
  });
  EXPECT_EQ(of_schema, 0u);
  EXPECT_GT(summary.activities, 100u);
  EXPECT_EQ(summary.findings[0], 0u) << "critical";
  RecordProperty("errors", static_cast<int>(summary.findings[1]));

  const auto other = open("other.db");
  const auto report = take(*other, save("sample.xml", text));
  EXPECT_EQ(report.created, summary.activities);
  EXPECT_EQ(report.rejected, 0u);
  EXPECT_EQ(report.kept_unmodelled, 0u) << "every element is modelled, in the activity or in the extension";
  const auto before = everything(*sample_), after = everything(*other);
  ASSERT_EQ(before.size(), after.size());
  for (const auto& [title, all] : before)
    EXPECT_EQ(after.contains(title) ? after.at(title) : "", all) << title;
  // What the other register has read it writes byte for byte.
  EXPECT_EQ(activities_of(written(*other)), activities_of(text));
}

TEST_F(ActivitiesTest, AWholeRegisterIsWrittenWithoutItsIndexInTheOrderInWhichItCame) {
  const auto unfollowed = open("sample.db");
  EXPECT_EQ(activities_of(all_written(*unfollowed)), activities_of(written(*sample_)));

  std::vector<base::Uuid> ids;
  unfollowed->each([&](const PartnershipView& view) {
    ids.push_back(view.partnership.id);
    return true;
  });
  EXPECT_TRUE(std::ranges::is_sorted(ids));
  EXPECT_EQ(ids.size(), sample_->ids({}).size());
  EXPECT_EQ(unfollowed->applied_seq(), 0);

  std::size_t until = 0;
  unfollowed->each([&](const PartnershipView&) { return ++until < 3; });
  EXPECT_EQ(until, 3u);
}

TEST_F(ActivitiesTest, AWholeRegisterIsWrittenThroughOneReaderAsItStoodWhenThatBegan) {
  const auto before = all_written(*open("sample.db", 1));
  ASSERT_FALSE(before.empty());
  // Another closes partnerships once the first has been written.
  const auto during = all_written(*open("sample.db"), [&] {
    std::uint64_t changed = 0;
    for (const auto& file : samples()) {
      std::ifstream in(file);
      std::string text(std::istreambuf_iterator<char>(in), {});
      constexpr std::string_view kActive = R"("status": "active")";
      for (auto at = text.find(kActive); at != text.npos; at = text.find(kActive, at))
        text.replace(at, kActive.size(), R"("status": "closed")");
      changed += take(*sample_, save("closed.json", text)).changed;
    }
    EXPECT_GT(changed, 50u);
  });
  EXPECT_EQ(during, before);
  EXPECT_NE(all_written(*open("sample.db")), before);
}

TEST_F(ActivitiesTest, ARegisterKnowsItsOwnRecordsAgain) {
  const auto before = everything(*sample_);
  const auto report = take(*sample_, save("own.xml", written(*sample_)));
  EXPECT_EQ(report.created, 0u);
  EXPECT_EQ(everything(*sample_), before);
}

TEST_F(ActivitiesTest, WhatSomebodyChangedInTheActivityHolds) {
  auto text = written(*sample_);
  const auto at = text.find("<activity-status code=\"");
  ASSERT_NE(at, text.npos);
  text[at + 23] = '6';
  const auto identifier = text.find("<iati-identifier>") + 17;
  const auto name = text.substr(identifier, text.find('<', identifier) - identifier);
  const auto other = open("other.db");
  take(*other, save("changed.xml", text));
  const auto id = other->find("iati-activity", name);
  ASSERT_TRUE(id);
  const auto view = other->partnership(*id).value();
  EXPECT_EQ(view.partnership.value.status, "suspended");
  EXPECT_EQ(view.partnership.value.kind, "project") << "and the extension counts as unmodelled";
  EXPECT_GT(view.partnership.value.kept->unmodelled, 5);
}

/// Runs xmllint; true where it is content. Skipped where there is none.
bool xmllint(const std::string& arguments) {
  return std::system(("xmllint --noout --nonet " + arguments + " >/dev/null 2>&1").c_str()) == 0;
}

TEST_F(ActivitiesTest, TheSchemasOfTheStandardAndOfTheExtensionAcceptThem) {
  if (!xmllint("--version")) GTEST_SKIP() << "no xmllint";
  const auto text = written(*sample_);
  const fs::path own = fs::path(ENTENTE_SOURCE_DIR) / "data" / "iati" / "extension" / "entente-1.xsd";
  std::size_t records = 0;
  std::string all;
  for (auto at = text.find("<record "); at != text.npos; at = text.find("<record ", at)) {
    const auto end = text.find("</record>", at) + 9;
    all +=
        " '" + save("record" + std::to_string(records++) + ".xml", text.substr(at, end - at)).string() + "'";
    at = end;
  }
  EXPECT_GT(records, 100u);
  EXPECT_TRUE(xmllint("--schema '" + own.string() + "'" + all));
  const auto wrong = save("wrong.xml", "<record xmlns='urn:x-entente:iati:1' id='1'><nothing/></record>");
  EXPECT_FALSE(xmllint("--schema '" + own.string() + "' '" + wrong.string() + "'"));

  const fs::path official =
      fs::path(ENTENTE_SHARED_DATA) / "iati" / "standard" / "schema" / "iati-activities-schema.xsd";
  if (!fs::exists(official)) GTEST_SKIP() << "without the official schema";
  EXPECT_TRUE(xmllint("--schema '" + official.string() + "' '" + save("all.xml", text).string() + "'"));
}

}  // namespace
}  // namespace entente::registry
