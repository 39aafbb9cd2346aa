// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The public log: which revisions become its entries, and what is kept of it.
#include <algorithm>

#include "base/error.hpp"
#include "contract.hpp"
#include "database.hpp"
#include "ledger/statement.hpp"
#include "ledger/tiles.hpp"
#include "ledger/tree.hpp"
#include "store/dump.hpp"
#include "store/postgres/postgres_store.hpp"

namespace entente::store::contract {

namespace {

NewRevision seen(NewRevision made, Visibility visibility) {
  made.visibility = visibility;
  return made;
}

std::vector<ledger::Statement> statements(Store& store, std::uint64_t from = 0, std::size_t count = 100'000) {
  std::vector<ledger::Statement> all;
  const auto reader = store.read();
  for (const auto& entry : reader->log().entries(from, count)) all.push_back(ledger::read_statement(entry));
  return all;
}

/// The next tile, as whoever signs makes it.
LogTile tile_of(LogReader& log, std::uint64_t index) {
  LogTile tile{.index = index, .root = {}, .marks = {}};
  ledger::Edge edge;
  for (const auto& entry : log.entries(index * ledger::kTileWidth, ledger::kTileWidth)) {
    const auto hash = ledger::leaf_hash(entry);
    edge.add(hash);
    tile.marks.append(reinterpret_cast<const char*>(hash.data()), kLogMark);
  }
  tile.root = edge.root();
  return tile;
}

/// The same register as one that was kept before there was a log.
void carry_without_log(Store& from, Store& to) {
  const auto dump = from.dump();
  const auto fill = to.fill();
  for (const auto& table : dump->tables()) {
    if (table.name.starts_with("log_")) continue;
    dump->each(table, [&](Row row) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        const auto& column = table.columns[i].name;
        if (table.name == "revision" && column == "leaf") row[i] = std::monostate{};
        if (table.name == "head" && (column == "leaf_event" || column == "leaf_index")) row[i] = 0;
      }
      fill->add(table, row);
    });
  }
  fill->commit();
}

void keep(Store& store, const LogTile& tile) {
  store.write({.author = "system"}, [&](UnitOfWork& unit) { unit.log().keep(tile); });
}

}  // namespace

TEST_P(ContractTest, WhatComesIntoPublicViewIsAnEntry) {
  const auto one = new_id(), two = new_id(), draft = new_id();
  const auto account = new_id().str();
  EXPECT_EQ(store_->read()->log().size(), 0U);
  EXPECT_TRUE(store_->read()->log().entries(0, 10).empty());
  const auto write = [&](std::string_view author, const NewRevision& revision) {
    clock_.advance(1000);
    store_->write({.author = std::string(author)}, [&](UnitOfWork& unit) { unit.put(revision); });
  };
  write("import", revision(one));
  write(account, seen(revision(draft, "d1"), Visibility::draft));
  write(account, seen(revision(draft, "d2"), Visibility::withdrawn));
  write(account, revision(one, "changed"));
  write(account, seen(revision(two, "kept back", "report"), Visibility::restricted));
  write("system", revision(two, "shown", "report"));
  write(account, seen(revision(two, "gone", "report"), Visibility::withdrawn));
  write(account, seen(revision(two, "gone too", "report"), Visibility::withdrawn));
  write(account, revision(two, "back", "report"));

  const auto all = statements(*store_);
  ASSERT_EQ(all.size(), 6U);
  EXPECT_EQ(store_->read()->log().size(), 6U);
  EXPECT_FALSE(store_->read()->log().is_behind());
  using enum ledger::Act;
  const ledger::Statement first{.act = published,
                                .by = ledger::Hand::import,
                                .event_seq = 1,
                                .hash = base::sha256(R"({"name":"one"})"),
                                .id = one,
                                .time = base::parse_instant("2026-11-24T04:05:07.789Z"),
                                .type = "partnership",
                                .version = 1,
                                .was = std::nullopt};
  EXPECT_EQ(all[0], first);
  EXPECT_EQ(all[1].act, changed);
  EXPECT_EQ(all[1].by, ledger::Hand::person);
  EXPECT_EQ(all[1].event_seq, 4);
  EXPECT_EQ(all[2].act, published) << "what everybody sees for the first time";
  EXPECT_EQ(all[2].by, ledger::Hand::register_itself);
  EXPECT_EQ(all[2].version, 2);
  EXPECT_EQ(all[3].act, withdrawn);
  EXPECT_EQ(all[4].act, withdrawn);
  EXPECT_EQ(all[5].act, published);

  const auto reader = store_->read();
  auto& log = reader->log();
  EXPECT_EQ(log.entry_of(one, 1), 0U);
  EXPECT_EQ(log.entry_of(one, 2), 1U);
  EXPECT_EQ(log.entry_of(two, 1), std::nullopt);
  EXPECT_EQ(log.entry_of(two, 5), 5U);
  EXPECT_EQ(log.entry_of(draft, 2), std::nullopt);
  EXPECT_EQ(log.entry_of(draft, 3), std::nullopt);
  EXPECT_EQ(log.entry_of(new_id(), 1), std::nullopt);
  EXPECT_EQ(log.event_of(2), 6);
  EXPECT_EQ(log.event_of(5), 9);
  EXPECT_EQ(log.event_of(6), std::nullopt);
  EXPECT_EQ(log.entries(4, 1).size(), 1U);
  EXPECT_EQ(log.entries(4, 1).front(), ledger::bytes_of(all[4]));
  EXPECT_EQ(log.entries(4, 100).size(), 2U);
}

TEST_P(ContractTest, EntriesHaveNoGapsWhateverFails) {
  const auto never = new_id();
  put(revision(new_id()));
  EXPECT_THROW(store_->write({.author = "tester"},
                             [&](UnitOfWork& unit) {
                               unit.put(revision(never));
                               throw base::BadInput("unit", "fails");
                             }),
               base::BadInput);
  put(seen(revision(new_id()), Visibility::draft));
  // Many in one unit, an account that is none of them, and one that is withdrawn in the unit that opened it.
  const auto brief = new_id();
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    for (int i = 0; i < 600; ++i) {
      unit.put(revision(new_id(), "{\"n\":" + std::to_string(i) + "}"));
      if (i % 3 == 0) unit.put(seen(revision(new_id()), Visibility::draft));
    }
    unit.put(revision(brief));
    unit.put(seen(revision(brief, "gone"), Visibility::withdrawn));
  });
  reopen();
  put(revision(new_id(), "last"));
  const auto all = statements(*store_);
  ASSERT_EQ(all.size(), 604U);
  EXPECT_EQ(store_->read()->log().size(), 604U);
  for (std::size_t i = 1; i < 601; ++i)
    EXPECT_EQ(all[i].hash, base::sha256("{\"n\":" + std::to_string(i - 1) + "}")) << i;
  EXPECT_EQ(all[602].act, ledger::Act::withdrawn);
  EXPECT_EQ(all[603].hash, base::sha256("last"));
  const auto reader = store_->read();
  for (const std::uint64_t from : {0U, 1U, 255U, 256U, 300U, 511U, 512U, 603U}) {
    const auto page = reader->log().entries(from, 256);
    ASSERT_EQ(page.size(), std::min<std::size_t>(256, 604 - from));
    EXPECT_EQ(page.front(), ledger::bytes_of(all[from]));
    EXPECT_EQ(page.back(), ledger::bytes_of(all[from + page.size() - 1]));
    EXPECT_EQ(reader->log().event_of(from), all[from].event_seq);
    EXPECT_EQ(reader->log().entry_of(all[from].id, all[from].version), from);
  }
}

TEST_P(ContractTest, TilesAreKeptInTheirOrder) {
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    for (int i = 0; i < 700; ++i) unit.put(revision(new_id(), std::to_string(i)));
  });
  const auto first = tile_of(store_->read()->log(), 0), second = tile_of(store_->read()->log(), 1);
  EXPECT_EQ(store_->read()->log().kept_tiles(), 0U);
  EXPECT_THROW(keep(*store_, second), base::Conflict) << "not the next";
  keep(*store_, first);
  EXPECT_THROW(keep(*store_, first), base::Conflict) << "there already";
  keep(*store_, second);
  auto beyond = second;
  beyond.index = 2;
  EXPECT_THROW(keep(*store_, beyond), base::Conflict) << "its entries are not all there";
  reopen();
  const auto reader = store_->read();
  EXPECT_EQ(reader->log().kept_tiles(), 2U);
  EXPECT_EQ(reader->log().tile(0), first);
  EXPECT_EQ(reader->log().tile(1), second);
  EXPECT_FALSE(reader->log().tile(2));
  EXPECT_EQ(reader->log().hashes(1, 0, 256), (std::vector{first.root, second.root}));
  EXPECT_EQ(reader->log().hashes(1, 1, 1), (std::vector{second.root}));
  EXPECT_TRUE(reader->log().hashes(2, 0, 256).empty());
}

TEST_P(ContractTest, AWholeTileOfTilesGivesTheHashAboveIt) {
  // The hashes are made up: what stands above them is what matters.
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    for (int i = 0; i < 257 * 256; ++i) unit.put(revision(new_id(), "{}"));
  });
  ledger::Edge above;
  store_->write({.author = "system"}, [&](UnitOfWork& unit) {
    above = {};
    for (std::uint64_t i = 0; i < 257; ++i) {
      const LogTile tile{.index = i,
                         .root = base::sha256(std::to_string(i)),
                         .marks = std::string(ledger::kTileWidth * kLogMark, 'm')};
      unit.log().keep(tile);
      if (i < 256) above.add(tile.root);
    }
  });
  const auto reader = store_->read();
  EXPECT_EQ(reader->log().hashes(1, 0, 1000).size(), 257U);
  EXPECT_EQ(reader->log().hashes(2, 0, 256), (std::vector{above.root()}));
  EXPECT_TRUE(reader->log().hashes(3, 0, 256).empty());
}

TEST_P(ContractTest, AnEntryStaysWhenItsRevisionIsRewritten) {
  const auto id = new_id(), other = new_id();
  put(revision(id, "old"));
  put(revision(other, "other"));
  const auto before = store_->read()->log().entries(0, 2);
  const auto erased = base::sha256("new");
  clock_.advance(5);
  store_->write({.author = "office"}, [&](UnitOfWork& unit) {
    unit.rewrite(other, 1, "another body", base::sha256("other"));  // its hash is salted, and stays
    unit.rewrite(id, 1, "new", erased);
    unit.put(revision(new_id(), "why", "erasure"));
  });
  const auto all = statements(*store_);
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(store_->read()->log().entries(0, 2), before);
  const ledger::Statement told{.act = ledger::Act::rehashed,
                               .by = ledger::Hand::register_itself,
                               .event_seq = 3,
                               .hash = erased,
                               .id = id,
                               .time = clock_.now(),
                               .type = "partnership",
                               .version = 1,
                               .was = base::sha256("old")};
  EXPECT_EQ(all[2], told);
  EXPECT_EQ(all[3].type, "erasure");
  EXPECT_EQ(store_->read()->log().event_of(2), 3);
  EXPECT_EQ(store_->read()->log().event_of(0), 1);
  EXPECT_EQ(store_->read()->log().entry_of(id, 1), 0U);
  EXPECT_EQ(store_->read()->log().entries(1, 2).back(), ledger::bytes_of(told));
  // And once more.
  store_->write({.author = "office"}, [&](UnitOfWork& unit) { unit.rewrite(id, 1, "3", base::sha256("3")); });
  EXPECT_EQ(store_->read()->log().entries(0, 2), before);
  EXPECT_EQ(statements(*store_)[4].was, erased);
  put(revision(id, "next"));
  EXPECT_EQ(statements(*store_, 5)[0].act, ledger::Act::changed);
}

TEST_P(ContractTest, WhatWasPublishedBeforeTheLogIsMadeEntriesInTheSameOrder) {
  const auto one = new_id(), two = new_id();
  for (const auto visibility : {Visibility::draft, Visibility::withdrawn, Visibility::open,
                                Visibility::restricted, Visibility::withdrawn, Visibility::open}) {
    put(seen(revision(one, "one"), visibility));
    store_->write({.author = "import"}, [&](UnitOfWork& unit) {
      for (int i = 0; i < 20; ++i) unit.put(revision(new_id(), std::to_string(i)));
      unit.put(revision(two, "two"));
    });
  }
  const auto sent = store_->read()->log().entries(0, 1000);
  ASSERT_EQ(sent.size(), 6U * 21 + 3);

  const auto place = GetParam().fresh();
  const auto old = place->open(clock_);
  carry_without_log(*store_, *old);
  EXPECT_TRUE(old->read()->log().is_behind());
  EXPECT_EQ(old->read()->log().size(), 0U);
  EXPECT_EQ(old->read()->log().entry_of(two, 1), std::nullopt);
  EXPECT_THROW(old->write({.author = "office"},
                          [&](UnitOfWork& unit) { unit.rewrite(two, 1, "less", base::sha256("less")); }),
               base::Conflict)
      << "an entry could no longer be made";
  // Writing goes on meanwhile, and what is written waits its turn.
  const auto late = new_id();
  for (bool more = true, first = true; more; first = false) {
    old->write({.author = "system"}, [&](UnitOfWork& unit) { more = unit.log().catch_up(30); });
    if (first) old->write({.author = "tester"}, [&](UnitOfWork& unit) { unit.put(revision(late, "late")); });
    const auto so_far = old->read()->log().entries(0, 1000);
    EXPECT_LE(so_far.size(), sent.size() + 1);
    EXPECT_TRUE(
        std::equal(so_far.begin(), so_far.begin() + std::min(so_far.size(), sent.size()), sent.begin()));
  }
  EXPECT_FALSE(old->read()->log().is_behind());
  EXPECT_EQ(old->read()->log().size(), sent.size() + 1);
  EXPECT_EQ(old->read()->log().entry_of(late, 1), sent.size());
  old->write({.author = "tester"}, [&](UnitOfWork& unit) { unit.put(revision(late, "later")); });
  EXPECT_EQ(old->read()->log().entry_of(late, 2), sent.size() + 1) << "from now on at once";
  old->write({.author = "system"}, [&](UnitOfWork& unit) { EXPECT_FALSE(unit.log().catch_up(30)); });
  EXPECT_EQ(old->read()->log().size(), sent.size() + 2);
}

TEST_P(ContractTest, ALogIsCarriedWithItsRegister) {
  const auto id = new_id();
  put(revision(id, "old"));
  store_->write({.author = "tester"}, [&](UnitOfWork& unit) {
    for (int i = 0; i < 300; ++i) unit.put(revision(new_id(), std::to_string(i)));
  });
  store_->write({.author = "office"}, [&](UnitOfWork& unit) {
    unit.rewrite(id, 1, "new", base::sha256("new"));
    unit.put(revision(new_id(), "why", "erasure"));
  });
  keep(*store_, tile_of(store_->read()->log(), 0));
  const auto sent = store_->read()->log().entries(0, 1000);
  const auto place = GetParam().fresh();
  const Database database;
  std::vector<std::unique_ptr<Store>> others;
  others.push_back(place->open(clock_));
  others.push_back(open_postgres({.url = database.url(), .create = true, .clock = &clock_}));
  for (const auto& other : others) {
    {
      const auto dump = store_->dump();
      const auto fill = other->fill();
      for (const auto& table : dump->tables())
        dump->each(table, [&](const Row& row) { fill->add(table, row); });
      fill->commit();
    }
    EXPECT_EQ(other->read()->log().entries(0, 1000), sent);
    EXPECT_EQ(other->read()->log().tile(0), store_->read()->log().tile(0));
    EXPECT_FALSE(other->read()->log().is_behind());
    const auto next = new_id();
    other->write({.author = "tester"}, [&](UnitOfWork& unit) { unit.put(revision(next)); });
    EXPECT_EQ(other->read()->log().entry_of(next, 1), sent.size());
  }
}

}  // namespace entente::store::contract
