// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Records that hang on one another in any order, and a register carried as rows.
#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "contract.hpp"
#include "database.hpp"
#include "store/postgres/postgres_store.hpp"

namespace entente::store::contract {

namespace {

NewRevision hung(const base::Uuid& id, std::string_view type, const base::Uuid& partnership,
                 const base::Uuid& organisation) {
  auto made = revision(id, "{}", type);
  made.partnership = partnership;
  made.organisation = organisation;
  return made;
}

/// The rows of each table, sorted.
std::map<std::string, std::vector<Row>> rows_of(Store& store) {
  std::map<std::string, std::vector<Row>> all;
  const auto dump = store.dump();
  for (const auto& table : dump->tables()) {
    auto& rows = all[table.name];
    dump->each(table, [&](const Row& row) { rows.push_back(row); });
    std::ranges::sort(rows);
  }
  return all;
}

void carry(Store& from, Store& to) {
  const auto dump = from.dump();
  const auto fill = to.fill();
  ASSERT_EQ(dump->tables(), fill->tables());
  for (const auto& table : dump->tables()) dump->each(table, [&](const Row& row) { fill->add(table, row); });
  fill->commit();
}

void expect_same(const std::vector<Change>& these, const std::vector<Change>& those) {
  ASSERT_EQ(these.size(), those.size());
  for (std::size_t i = 0; i < these.size(); ++i) {
    EXPECT_EQ(these[i].event_seq, those[i].event_seq);
    EXPECT_EQ(these[i].id, those[i].id) << "change " << i;
    EXPECT_EQ(these[i].type, those[i].type);
    EXPECT_EQ(these[i].version, those[i].version);
    EXPECT_EQ(these[i].partnership, those[i].partnership);
    EXPECT_EQ(these[i].organisation, those[i].organisation);
  }
}

}  // namespace

TEST_P(ContractTest, ARecordMayHangOnOneThatComesLater) {
  const auto partnership = new_id(), organisation = new_id(), never = new_id();
  const auto first = new_id(), second = new_id();
  put(hung(first, "participation", partnership, organisation));
  put(hung(second, "commitment", never, organisation));
  {
    const auto reader = store_->read();
    EXPECT_FALSE(reader->head(partnership));
    EXPECT_TRUE(reader->history(partnership).empty());
    EXPECT_FALSE(reader->revision(partnership, 0));
    EXPECT_EQ(reader->count("partnership"), 0);
    EXPECT_TRUE(reader->heads("partnership", {}, 10).empty());
    EXPECT_EQ(ids_of(reader->of_partnership(partnership)), (std::vector{first}));
    EXPECT_EQ(ids_of(reader->of_organisation(organisation, "commitment")), (std::vector{second}));
    const auto changes = reader->changes(0, 10);
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes[1].partnership, never);
  }
  // What is hung on is new when it comes, whatever hangs on it.
  auto late = revision(partnership, "late");
  late.expected_version = 0;
  put(late);
  put(revision(partnership, "later"));
  const auto reader = store_->read();
  EXPECT_EQ(reader->head(partnership)->body, "later");
  EXPECT_EQ(reader->head(partnership)->version, 2);
  EXPECT_EQ(reader->revision(partnership, 1)->body, "late");
  const auto history = reader->history(partnership);
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].body, "later");
  EXPECT_EQ(reader->count("partnership"), 1);
  EXPECT_EQ(ids_of(reader->heads("partnership", {}, 10)), (std::vector{partnership}));
  EXPECT_EQ(ids_of(reader->of_partnership(partnership)), (std::vector{first}));
  EXPECT_FALSE(reader->head(never));
}

TEST_P(ContractTest, AUnitCountsAndListsWhatItPut) {
  const auto partnership = new_id(), organisation = new_id();
  const auto participation = new_id();
  put(revision(partnership));
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    unit.put(revision(partnership, "{\"name\":\"two\"}"));
    EXPECT_EQ(unit.count("partnership"), 1);
    unit.put(hung(participation, "participation", partnership, organisation));
    unit.put(revision(organisation, "{}", "organisation"));
    EXPECT_EQ(unit.count("participation"), 1);
    EXPECT_EQ(ids_of(unit.heads("participation", {}, 10)), (std::vector{participation}));
    EXPECT_EQ(ids_of(unit.heads("organisation", {}, 10)), (std::vector{organisation}));
    EXPECT_EQ(unit.changes(0, 10).size(), 4U);
  });
  EXPECT_THROW(store_->write({.author = "tester"},
                             [&](UnitOfWork& unit) {
                               unit.put(revision(new_id(), "{}", "participation"));
                               unit.put(revision(new_id(), "{}", "lesson"));
                               throw std::runtime_error("given up");
                             }),
               std::runtime_error);
  const auto reader = store_->read();
  EXPECT_EQ(reader->count("participation"), 1);
  EXPECT_EQ(reader->count("lesson"), 0);
  EXPECT_EQ(reader->count("organisation"), 1);
}

TEST_P(ContractTest, HeadsOfATypeComeWhetherTheyHangOrNot) {
  std::vector<base::Uuid> ids;
  const auto partnership = new_id();
  for (int i = 0; i < 9; ++i) ids.push_back(new_id());
  put(revision(partnership));
  for (std::size_t i = 0; i < ids.size(); ++i)
    put(i % 3 == 0 ? hung(ids[i], "guidance", partnership, partnership) : revision(ids[i], "{}", "guidance"));
  const auto reader = store_->read();
  EXPECT_EQ(ids_of(reader->heads("guidance", {}, 4)), std::vector(ids.begin(), ids.begin() + 4));
  EXPECT_EQ(ids_of(reader->heads("guidance", ids[3], 100)), std::vector(ids.begin() + 4, ids.end()));
  EXPECT_EQ(reader->count("guidance"), 9);
}

TEST_P(ContractTest, ARegisterIsCarriedToEachEngineRowByRow) {
  const auto partnership = new_id(), organisation = new_id(), never = new_id();
  const auto part = new_id(), commitment = new_id();
  store_->write({.author = "import"}, [&](UnitOfWork& unit) {
    unit.put(hung(commitment, "commitment", never, organisation));
    unit.put(hung(part, "participation", partnership, organisation));
    for (int i = 0; i < 30; ++i)  // enough for a pack
      unit.put(revision(new_id(), "{\"name\":\"" + std::to_string(i) + " of many\"}"));
    unit.set_key("iati", "XM-1", part);
  });
  put(revision(partnership));
  put(revision(organisation, "{}", "organisation"));
  put(hung(part, "participation", partnership, never));
  put(revision(partnership, "{\"name\":\"two\"}"));
  const auto sent = rows_of(*store_);
  EXPECT_EQ(sent.at("revision").size(), 36U);
  EXPECT_EQ(sent.at("record").size(), 34U);

  const auto other_place = GetParam().fresh();
  const Database database;
  std::vector<std::unique_ptr<Store>> others;
  others.push_back(other_place->open(clock_));
  others.push_back(open_postgres({.url = database.url(), .create = true, .clock = &clock_}));
  for (const auto& other : others) {
    carry(*store_, *other);
    EXPECT_EQ(rows_of(*other), sent);
    expect_same(other->read()->changes(0, 100), store_->read()->changes(0, 100));
    // Numbers go on where they were.
    other->write({.author = "tester"}, [&](UnitOfWork& unit) {
      EXPECT_EQ(unit.put(revision(partnership, "{\"name\":\"three\"}")), 3);
      EXPECT_EQ(unit.put(revision(never)), 1);
      unit.put(revision(new_id(), "{}", "lesson"));
    });
    const auto reader = other->read();
    EXPECT_EQ(reader->last_event(), 6);
    EXPECT_EQ(reader->changes(5, 1).size(), 3U);
    EXPECT_EQ(reader->history(partnership).size(), 3U);
    EXPECT_EQ(reader->count("partnership"), 32);
    EXPECT_EQ(ids_of(reader->of_partnership(never)), (std::vector{commitment}));
    EXPECT_EQ(ids_of(reader->of_partnership(partnership)), (std::vector{part}));
    EXPECT_EQ(ids_of(reader->of_organisation(never, "participation")), (std::vector{part}));
    EXPECT_THROW(other->fill(), base::Conflict);
  }
}

}  // namespace entente::store::contract
