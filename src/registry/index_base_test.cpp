// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "registry/follower_memory.hpp"
#include "registry/import.hpp"
#include "registry/json.hpp"
#include "registry/register.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

std::string funded(const std::string& id, const std::string& title, const std::string& funder) {
  return "<iati-activity default-currency='USD' xml:lang='en'><iati-identifier>" + id +
         "</iati-identifier><reporting-org ref='XM-EXAMPLE-1' type='40'><narrative>Example Agency</narrative>"
         "</reporting-org><title><narrative>" +
         title + "</narrative></title><participating-org role='1' type='60'><narrative>" + funder +
         "</narrative></participating-org><transaction ref='c1'><transaction-type "
         "code='2'/><transaction-date "
         "iso-date='2020-01-01'/><value value-date='2020-01-01'>100</value></transaction></iati-activity>";
}

class IndexBase : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("entente-index-base-" + base::Uuid::v7(base::SystemClock().now()).str());
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::filesystem::path base() const { return folder_ / "index/base"; }
  std::unique_ptr<Register> open(const std::string& name, const IndexPlace& index = {}) {
    store::SqliteOptions options;
    options.file = folder_ / name;
    options.create = true;
    options.clock = &clock_;
    auto reg = std::make_unique<Register>(store::open_sqlite(options), clock_, index);
    reg->follow();
    return reg;
  }
  void import(Register& reg, const std::string& activities) {
    const auto file = folder_ / "file.xml";
    std::ofstream(file, std::ios::trunc)
        << "<iati-activities version='2.03'>" << activities << "</iati-activities>";
    ImportReport report;
    import_file(reg, file, {}, report);
    reg.follow();
    clock_.advance(1000);
  }
  /// Everything that is worked out from the records rather than read from them.
  static std::string derived(const Register& reg) {
    auto said = to_json(reg.list({}), "") + std::to_string(reg.applied_seq());
    for (const auto& card : reg.organisations({}).cards) {
      said += to_json(std::vector{card}, 1, "");
      for (const auto& dealing : reg.dealings(card.organisation.id))
        said += dealing.currency + dealing.promised.str() + '/' + dealing.awaited.str();
      for (const auto& partner : reg.partners(card.organisation.id, 5).first)
        said += partner.organisation.id.str();
    }
    for (const auto& alike : reg.similar_organisations("Example Agenci", 3))
      said += alike.organisation.id.str();
    return said;
  }

  std::filesystem::path folder_;
  base::ManualClock clock_{base::Instant{1'700'000'000'000}};
};

TEST_F(IndexBase, AStartFromItKnowsWhatAStartFromTheRecordsKnows) {
  const auto first = open("register.db");
  import(*first, funded("A", "Clean water", "Example Fund") + funded("B", "Clean air", "Example Bank"));
  open("register.db", {.file = base(), .writes = true})->rebuild_index();
  ASSERT_TRUE(std::filesystem::exists(base()));
  EXPECT_EQ(derived(*open("register.db", {.file = base()})), derived(*first));

  import(*first, funded("A", "Clean soil", "Example Trust") + funded("C", "Roads", "Example Fund"));
  const auto later = open("register.db", {.file = base()});
  EXPECT_EQ(derived(*later), derived(*first)) << "what came after the base is followed";
  EXPECT_EQ(later->list({.text = "clean", .filters = {}}).answer.total, 2U);
  EXPECT_EQ(later->list({.text = "\"clean water\"", .filters = {}}).answer.total, 0U);
  EXPECT_EQ(later->index_fault(), "");
}

TEST_F(IndexBase, ADamagedOneIsSaidAndNotUsed) {
  const auto first = open("register.db");
  import(*first, funded("A", "Clean water", "Example Fund"));
  open("register.db", {.file = base(), .writes = true})->rebuild_index();
  {
    std::fstream file(base(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(200);
    file << "nonsense";
  }
  const auto again = open("register.db", {.file = base()});
  EXPECT_NE(again->index_fault().find("damaged"), std::string::npos);
  EXPECT_EQ(derived(*again), derived(*first));
}

TEST_F(IndexBase, OfAnotherHistoryItIsNotUsed) {
  const auto first = open("register.db"), other = open("other.db");
  import(*first, funded("A", "Clean water", "Example Fund"));
  import(*other, funded("B", "Clean air", "Example Bank"));
  ASSERT_EQ(first->applied_seq(), other->applied_seq());
  open("register.db", {.file = base(), .writes = true})->rebuild_index();
  EXPECT_EQ(derived(*open("other.db", {.file = base()})), derived(*other)) << "as after a restore";
}

TEST(FollowerMemory, ComesBackOrIsRefused) {
  Tally tally{.organisations = {base::Uuid::v7({1}), base::Uuid::v7({2})},
              .parties = 3,
              .confirmed = 1,
              .changed = 70'000};
  tally.reporting.last = base::PartialDate::parse("2020-03");
  tally.reporting.last_day = -5;
  tally.reporting.ended = 400;
  tally.reporting.closed = true;
  tally.dealings[{tally.organisations[1], "EUR"}] = {.currency = "EUR",
                                                     .promised = base::Decimal::from_integer(-7),
                                                     .delivered = {},
                                                     .awaited = {},
                                                     .received = {},
                                                     .promises = 2,
                                                     .whole = false};
  const auto packed = pack_tally(tally);
  const auto back = unpack_tally(packed);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->organisations, tally.organisations);
  EXPECT_EQ(back->parties, 3);
  EXPECT_EQ(back->confirmed, 1);
  EXPECT_EQ(back->changed, 70'000);
  EXPECT_EQ(back->reporting, tally.reporting);
  ASSERT_EQ(back->dealings.size(), 1U);
  const auto& dealing = back->dealings.begin()->second;
  EXPECT_EQ(dealing.promised.str(), "-7");
  EXPECT_EQ(dealing.promises, 2);
  EXPECT_FALSE(dealing.whole);
  for (std::size_t size = 0; size < packed.size(); ++size) {
    const auto torn = unpack_tally(std::string_view(packed).substr(0, size));
    EXPECT_TRUE(!torn || torn->dealings.empty()) << size;
  }
}

}  // namespace
}  // namespace entente::registry
