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

  std::unique_ptr<Register> open(const char* name, std::size_t readers = 8,
                                 exchange::iati::Publisher publisher = {}) {
    store::SqliteOptions options;
    options.readers = readers;
    options.file = folder_ / name;
    options.create = true;
    options.clock = &clock_;
    return std::make_unique<Register>(store::open_sqlite(options), clock_, IndexPlace{},
                                      std::move(publisher));
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
    exchange::iati::ActivityFile file(reg.publisher());
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

/// The identifier of the first activity of a text.
std::string first_identifier(const std::string& text) {
  const auto begin = text.find("<iati-identifier>") + 17;
  return text.substr(begin, text.find('<', begin) - begin);
}

TEST_F(ActivitiesTest, WhatSomebodyChangedInTheActivityHoldsAndTheRestIsTheRecords) {
  const auto text = written(*sample_);
  const auto change = [](std::string activity, const std::string& from, const std::string& to) {
    const auto at = activity.find(from);
    EXPECT_NE(at, activity.npos) << from;
    return activity.replace(at, from.size(), to);
  };
  const auto view_of = [](const Register& reg, const std::string& activity) {
    const auto id = activity.substr(activity.find("<record ") + 8);
    const auto begin = id.find("id=\"") + 4;
    return reg.partnership(reg.find("entente", "record/" + id.substr(begin, 36))
                               .value_or(base::Uuid::parse(id.substr(begin, 36)).value()));
  };
  // Every record by itself, in the register that wrote it and in one that does not know it.
  const auto other = open("other.db");
  std::size_t asked = 0;
  for (const auto& activity : activities_of(text)) {
    const auto status = activity.find("<activity-status code=\"");
    auto changed = activity;
    changed[status + 23] = '6';
    if (changed == activity) continue;
    const auto before = view_of(*sample_, activity).value();
    const auto file =
        save("changed.xml", "<iati-activities version=\"2.03\">" + changed + "</iati-activities>");
    const auto report = take(*sample_, file);
    EXPECT_EQ(report.created, 0u);
    EXPECT_EQ(report.changed, 1u);
    EXPECT_EQ(take(*other, file).created, 1u);
    for (const auto* reg : {sample_.get(), other.get()}) {
      const auto after = view_of(*reg, activity);
      ASSERT_TRUE(after);
      auto is = after->partnership.value, was = before.partnership.value;
      EXPECT_EQ(is.status, "suspended");
      is.status = was.status;
      is.kept = was.kept;
      for (auto* p : {&is, &was})
        for (auto& link : p->links) link.record.reset();
      EXPECT_EQ(is, was);
      ASSERT_EQ(after->parties.size(), before.parties.size());
      EXPECT_EQ(after->commitments.size(), before.commitments.size());
      EXPECT_EQ(after->results.size(), before.results.size());
      for (std::size_t i = 0; reg == sample_.get() && i < before.parties.size(); ++i)
        EXPECT_EQ(after->parties[i].part.version, before.parties[i].part.version) << "its own part stands";
    }
    ++asked;
  }
  EXPECT_GT(asked, 100u);

  // A party taken out: the others keep their parts, and what the record says beside IATI stands.
  const auto activity = activities_of(text).front();
  const auto before = view_of(*sample_, activity).value();
  const auto begin = activity.find("<participating-org");
  const auto end = activity.find("</participating-org>") + 20;
  const auto fewer = change(activity, activity.substr(begin, end - begin), "");
  take(*sample_, save("fewer.xml", "<iati-activities version=\"2.03\">" + fewer + "</iati-activities>"));
  const auto after = view_of(*sample_, activity).value();
  EXPECT_EQ(after.parties.size() + 1, before.parties.size());
  EXPECT_EQ(after.partnership.value.kind, before.partnership.value.kind);
  for (const auto& party : after.parties)
    EXPECT_EQ(party.part.version, 1) << party.organisation.name.str("en");
}

TEST_F(ActivitiesTest, AnAmountThatSomebodyChangedLeavesThePromisesThatIatiCannotSay) {
  std::size_t asked = 0;
  for (auto activity : activities_of(written(*sample_))) {
    const auto transaction = activity.find("<transaction");
    const auto value = activity.find("<value ", transaction);
    if (transaction == activity.npos || value == activity.npos) continue;
    const auto begin = activity.find("<record id=\"") == activity.npos
                           ? activity.find(" id=\"", activity.find("<record ")) + 5
                           : activity.find("<record id=\"") + 12;
    const auto id = base::Uuid::parse(activity.substr(begin, 36)).value();
    const auto before = sample_->partnership(id).value();
    activity.insert(activity.find('>', value) + 1, "9");
    const auto report = take(
        *sample_, save("amount.xml", "<iati-activities version=\"2.03\">" + activity + "</iati-activities>"));
    EXPECT_EQ(report.created, 0u);
    EXPECT_EQ(report.changed, 1u);
    const auto after = sample_->partnership(id).value();
    EXPECT_EQ(after.commitments.size(), before.commitments.size());
    EXPECT_EQ(after.deliveries.size(), before.deliveries.size());
    std::size_t as_they_were = 0;
    for (const auto& was : before.commitments)
      for (const auto& is : after.commitments) as_they_were += is.id == was.id && is.version == was.version;
    for (const auto& was : before.deliveries)
      for (const auto& is : after.deliveries) as_they_were += is.id == was.id && is.version == was.version;
    // One is another now; what keeps a promise that is another keeps it no longer.
    EXPECT_GE(as_they_were + 1 + before.deliveries.size(),
              before.commitments.size() + before.deliveries.size());
    for (const auto& was : before.commitments)
      EXPECT_TRUE(was.value.kind == "finance" ||
                  std::ranges::any_of(after.commitments, [&](const auto& is) { return is.id == was.id; }));
    EXPECT_EQ(after.parties.size(), before.parties.size());
    if (++asked == 20) break;
  }
  EXPECT_GT(asked, 5u);
}

TEST_F(ActivitiesTest, ARegisterThatIsAPublisherReportsItsOwnRecords) {
  const exchange::iati::Publisher publisher{
      .identifier = "XM-DAC-41114", .name = "Register & Co", .type = "un_entity"};
  const auto known = open("sample.db", 8, publisher);
  known->follow();
  const auto text = written(*known);
  EXPECT_NE(text.find("<reporting-org ref=\"XM-DAC-41114\" type=\"40\" secondary-reporter=\"1\">"),
            text.npos);
  EXPECT_NE(text.find("<narrative>Register &amp; Co</narrative>"), text.npos);
  EXPECT_EQ(first_identifier(text).find("XM-DAC-41114-"), 0u);
  EXPECT_EQ(text.find("ref=\"entente"), text.npos) << "ties go by the same identifiers";

  // Whoever reads it has the records again, and its own register knows them; changed ones likewise.
  const auto other = open("other.db");
  const auto report = take(*other, save("sample.xml", text));
  EXPECT_EQ(report.rejected, 0u);
  EXPECT_EQ(report.kept_unmodelled, 0u);
  EXPECT_EQ(everything(*other), everything(*known));
  EXPECT_EQ(take(*known, save("own.xml", text)).created, 0u);
  EXPECT_EQ(everything(*known), everything(*other));
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
