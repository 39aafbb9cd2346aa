// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Lists that the register screens against, with the bytes they came in.
#include <array>

#include "base/error.hpp"
#include "contract.hpp"

namespace entente::store::contract {

namespace {

ListVersion version_of(const std::string& dataset, base::Instant now) {
  ListVersion version;
  version.dataset = dataset;
  version.version = 77;
  version.format = "un";
  version.hash = base::sha256(dataset);
  version.dated = "2026-02-27";
  version.entries = 1003;
  version.faults = 3;
  version.bytes = 2'030'620;
  version.brought_by = "command line";
  version.accepted = "far fewer entries";
  version.brought = now;
  return version;
}

std::int64_t add(Store& store, const ListVersion& version, std::span<const KeptListFile> files) {
  std::int64_t given = 0;
  store.write({.author = "tester"}, [&](UnitOfWork& unit) { given = unit.lists().add(version, files); });
  return given;
}

}  // namespace

TEST_P(ContractTest, AListComesBackWithItsBytes) {
  const std::array files{KeptListFile{"sdn.csv", std::string("1,\0\xff\n", 5)},
                         KeptListFile{"alt.csv", std::string(100'000, 'x')}, KeptListFile{"empty.csv", ""}};
  auto first = version_of("ofac-sdn", clock_.now());
  EXPECT_EQ(add(*store_, first, files), 1) << "the engine numbers them";
  first.version = 1;
  auto second = version_of("ofac-sdn", {clock_.now().ms + 1});
  second.accepted = "";
  second.dated = "";
  EXPECT_EQ(add(*store_, second, std::array{KeptListFile{"sdn.csv", "2"}}), 2);
  second.version = 2;
  EXPECT_EQ(last_event(), 0) << "no commit of records";

  const auto reader = store_->read();
  auto& lists = reader->lists();
  EXPECT_EQ(lists.versions("ofac-sdn", 10), (std::vector{second, first}));
  EXPECT_EQ(lists.versions("ofac-sdn", 1), (std::vector{second}));
  EXPECT_EQ(lists.version("ofac-sdn", 1), first);
  EXPECT_FALSE(lists.version("ofac-sdn", 3));
  EXPECT_FALSE(lists.version("un-sc", 1));
  EXPECT_EQ(lists.files("ofac-sdn", 1), (std::vector<KeptListFile>(files.begin(), files.end())));
  EXPECT_EQ(lists.files("ofac-sdn", 2), (std::vector{KeptListFile{"sdn.csv", "2"}}));
  EXPECT_TRUE(lists.files("ofac-sdn", 3).empty());
  EXPECT_TRUE(lists.versions(std::string_view("\xff", 1), 10).empty()) << "no text names none";
}

TEST_P(ContractTest, TheNewestVersionOfEachListIsFound) {
  auto un = version_of("un-sc", clock_.now()), own = version_of("Own", clock_.now());
  add(*store_, un, {});
  add(*store_, own, {});
  auto ended = version_of("un-sc", clock_.now());
  ended.format = "";
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    unit.lists().add(ended, {});
    EXPECT_EQ(unit.lists().newest().size(), 2U) << "a unit reads what it wrote";
  });
  ended.version = 2;
  own.version = 1;
  EXPECT_EQ(store_->read()->lists().newest(), (std::vector{own, ended})) << "in the order of bytes";
}

TEST_P(ContractTest, AListOfAUnitThatFailsIsNotKept) {
  EXPECT_THROW(store_->write({.author = "tester"},
                             [&](UnitOfWork& unit) {
                               unit.lists().add(version_of("un-sc", clock_.now()), {});
                               throw base::BadInput("unit", "fails");
                             }),
               base::BadInput);
  EXPECT_TRUE(store_->read()->lists().newest().empty());
  EXPECT_THROW(add(*store_, {}, {}), base::BadInput);
  auto broken = version_of("un-sc", clock_.now());
  broken.accepted = "\xff";
  EXPECT_THROW(add(*store_, broken, {}), base::BadInput);
}

}  // namespace entente::store::contract
