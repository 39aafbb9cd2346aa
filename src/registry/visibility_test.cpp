// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "model/record.hpp"
#include "registry/register.hpp"
#include "registry/writing.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::registry {
namespace {

/// What is found of one partnership, whatever it was written as.
class FindingByVisibility : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::create_directories(folder_);
    store::SqliteOptions options;
    options.file = folder_ / "register.db";
    options.create = true;
    options.clock = &clock_;
    reg_ = std::make_unique<Register>(store::open_sqlite(options), clock_);
    partnership_.title.add("en", "Waterworks");
    partnership_.places.push_back({.kind = "country", .code = "KE"});
  }
  void TearDown() override {
    reg_.reset();
    std::filesystem::remove_all(folder_);
  }

  void write(store::Visibility visibility) {
    reg_->store().write(
        {"test"}, [&](store::UnitOfWork& unit) { unit.put(revision_of(id_, partnership_, visibility)); });
    reg_->follow();
    clock_.advance(1000);
  }
  /// Found by every way there is, or by none.
  void expect_found(bool found, std::string_view when) const {
    search::Query word, filter;
    word.text = "waterworks";
    filter.filters = {{search::Facet::country, "KE"}};
    for (const auto& query : {search::Query{}, word, filter}) {
      const auto list = reg_->list(query);
      EXPECT_EQ(list.answer.total, found ? 1u : 0u) << when;
      EXPECT_EQ(list.cards.size(), found ? 1u : 0u) << when;
      std::size_t counted = 0;
      for (const auto& counts : list.answer.facets)
        for (const auto& count : counts) counted += count.count;
      EXPECT_EQ(counted > 0, found) << when;
      EXPECT_EQ(std::ranges::count(reg_->ids(query), id_), found ? 1 : 0) << when;
    }
    const auto offered = reg_->suggest("waterw", {});
    EXPECT_EQ(std::ranges::count(offered, id_, &Suggestion::id), found ? 1 : 0) << when;
  }

  base::ManualClock clock_{base::Instant{1'700'000'000'000}};
  const base::Uuid id_ = base::Uuid::v7(base::SystemClock().now());
  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("entente-visibility-" + id_.str());
  model::Partnership partnership_;
  std::unique_ptr<Register> reg_;
};

TEST_F(FindingByVisibility, OnlyWhatIsOpenIsFound) {
  write(store::Visibility::open);
  expect_found(true, "open");
  for (const auto hidden :
       {store::Visibility::draft, store::Visibility::restricted, store::Visibility::withdrawn}) {
    const std::string name(store::to_string(hidden));
    write(hidden);
    expect_found(false, name);
    reg_->rebuild_index();
    expect_found(false, name + ", the index made anew");
    write(store::Visibility::open);
    expect_found(true, "open again after " + name);
    reg_->rebuild_index();
    expect_found(true, "open again after " + name + ", the index made anew");
  }
}

}  // namespace
}  // namespace entente::registry
