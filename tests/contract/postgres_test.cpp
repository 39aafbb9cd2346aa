// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// What the contract cannot ask of every engine: a database that goes away and comes back, several processes
// that write to one, a schema of another age.
#include "store/postgres/postgres_store.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <thread>

#include "base/error.hpp"
#include "contract.hpp"
#include "database.hpp"
#include "proxy.hpp"
#include "store/postgres/failure.hpp"
#include "store/postgres/migrations.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace entente::store::contract {

namespace {

class PostgresTest : public testing::Test {
 protected:
  std::unique_ptr<Store> open(std::chrono::milliseconds patience = std::chrono::seconds(30)) {
    return open_postgres({.url = database_.url(), .create = true, .patience = patience});
  }
  std::unique_ptr<Store> open_through(const Proxy& proxy, std::chrono::milliseconds patience) {
    return open_postgres({.url = database_.url_at(proxy.port()), .create = true, .patience = patience});
  }
  /// Ends every connection of the server but the one that says so.
  static void end_connections() {
    Database::administer(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
        " AND backend_type = 'client backend'");
  }
  static base::Uuid new_id() { return base::Uuid::v7(base::SystemClock().now()); }
  static Committed put(Store& store) {
    return store.write({.author = "tester"}, [](UnitOfWork& unit) { unit.put(revision(new_id())); });
  }

  Database database_;
};

std::string failure_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const base::Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_F(PostgresTest, LostConnectionsAreReplaced) {
  const auto store = open();
  EXPECT_EQ(put(*store).event_seq, 1);
  EXPECT_EQ(store->read()->last_event(), 1);
  end_connections();
  EXPECT_EQ(store->read()->last_event(), 1);
  end_connections();
  EXPECT_EQ(put(*store).event_seq, 2);
}

TEST_F(PostgresTest, AUnitWhoseConnectionIsLostRunsAgain) {
  const auto store = open();
  int runs = 0;
  const auto done = store->write({.author = "tester"}, [&](UnitOfWork& unit) {
    unit.put(revision(new_id()));
    if (++runs == 1) end_connections();
    EXPECT_EQ(unit.count("partnership"), 1);
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(done.event_seq, 1);
  EXPECT_EQ(store->read()->last_event(), 1);
}

TEST_F(PostgresTest, ACommitWhoseAnswerIsLostIsNotRepeated) {
  Proxy proxy(Database::port());
  const auto store = open_through(proxy, std::chrono::seconds(30));
  const auto id = new_id();
  int runs = 0;
  const auto done = store->write({.author = "tester"}, [&](UnitOfWork& unit) {
    ++runs;
    unit.put(revision(id));
    proxy.set(Proxy::Line::deaf);  // what goes next is the commit
  });
  EXPECT_EQ(proxy.broken(), 1);
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(done.event_seq, 1);
  const auto reader = store->read();
  EXPECT_EQ(reader->last_event(), 1);
  EXPECT_EQ(reader->history(id).size(), 1U);
}

TEST_F(PostgresTest, ACommitThatNeverArrivedIsRunAgain) {
  Proxy proxy(Database::port());
  const auto store = open_through(proxy, std::chrono::seconds(30));
  const auto id = new_id();
  int runs = 0;
  const auto done = store->write({.author = "tester"}, [&](UnitOfWork& unit) {
    unit.put(revision(id));
    if (++runs > 1) return;
    proxy.set(Proxy::Line::closed);
    while (proxy.broken() == 0) std::this_thread::yield();
    proxy.set(Proxy::Line::whole);
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(done.event_seq, 1);
  EXPECT_EQ(store->read()->history(id).size(), 1U);
}

TEST_F(PostgresTest, ALineThatFallsSilentIsGivenUp) {
  Proxy proxy(Database::port());
  const auto store = open_through(proxy, std::chrono::seconds(9));
  put(*store);
  proxy.set(Proxy::Line::silent);
  const auto said = failure_of([&] { put(*store); });
  EXPECT_NE(said.find("does not answer"), std::string::npos) << said;
  proxy.set(Proxy::Line::closed);
  while (proxy.broken() == 0) std::this_thread::yield();
  proxy.set(Proxy::Line::whole);
  EXPECT_EQ(put(*store).event_seq, 2);
}

TEST_F(PostgresTest, ADatabaseThatStaysAwayIsSaidInASentenceWithoutItsPassword) {
  Proxy proxy(Database::port());
  const auto store = open_through(proxy, std::chrono::seconds(6));
  proxy.set(Proxy::Line::closed);
  for (const auto& said : {failure_of([&] { put(*store); }), failure_of([&] { store->read(); })}) {
    EXPECT_NE(said.find("register postgresql://127.0.0.1:" + std::to_string(proxy.port()) +
                        "/postgres: does not answer"),
              std::string::npos)
        << said;
    EXPECT_EQ(said.find("entente:"), std::string::npos) << said;
  }
}

TEST_F(PostgresTest, SeveralNodesWriteWithoutAGap) {
  constexpr int kNodes = 4, kThreads = 3, kWrites = 25;
  std::vector<std::unique_ptr<Store>> nodes;
  for (int i = 0; i < kNodes; ++i) nodes.push_back(open());
  std::mutex mutex;
  std::map<std::int64_t, int> numbers;
  std::vector<std::thread> threads;
  for (int i = 0; i < kNodes * kThreads; ++i)
    threads.emplace_back([&, i] {
      for (int n = 0; n < kWrites; ++n) {
        const auto done = put(*nodes[static_cast<std::size_t>(i % kNodes)]);
        const std::scoped_lock lock(mutex);
        ++numbers[done.event_seq];
      }
    });
  for (auto& thread : threads) thread.join();
  constexpr std::int64_t kAll = kNodes * kThreads * kWrites;
  ASSERT_EQ(numbers.size(), std::size_t{kAll});
  EXPECT_EQ(numbers.begin()->first, 1);
  EXPECT_EQ(numbers.rbegin()->first, kAll);
  EXPECT_EQ(nodes[0]->read()->last_event(), kAll);
  EXPECT_EQ(nodes[1]->read()->changes(0, kAll).size(), std::size_t{kAll});
}

TEST_F(PostgresTest, AFailureInsideAUnitCannotBeSwallowed) {
  const auto store = open();
  database_.run("ALTER TABLE job_run RENAME TO gone");
  const auto said = failure_of([&] {
    store->write({.author = "tester"}, [&](UnitOfWork& unit) {
      unit.put(revision(new_id()));
      EXPECT_THROW(unit.job_runs("", 1), base::Error);
    });
  });
  EXPECT_NE(said.find("an earlier step of this change failed"), std::string::npos) << said;
  EXPECT_EQ(store->read()->last_event(), 0);
  EXPECT_EQ(put(*store).event_seq, 1);
}

TEST_F(PostgresTest, TheSchemaHasTheTablesOfSqlite) {
  EXPECT_EQ(postgres::migrations().size(), sqlite::migrations().size());
  for (std::size_t i = 0; i < postgres::migrations().size(); ++i) {
    EXPECT_EQ(postgres::migrations()[i].number, static_cast<int>(i) + 1);
    EXPECT_EQ(postgres::migrations()[i].name, sqlite::migrations()[i].name);
    // A step that is the other engine's alone keeps no node out.
    EXPECT_LE(postgres::migrations()[i].oldest_reader, sqlite::migrations()[i].oldest_reader);
  }
  const auto file = std::filesystem::temp_directory_path() / (new_id().str() + ".db");
  const auto theirs = open_sqlite({.file = file, .create = true})->dump()->tables();
  const auto ours = open()->dump()->tables();
  for (const auto* more : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + more);
  EXPECT_GE(theirs.size(), 8U);
  ASSERT_EQ(ours.size(), theirs.size());
  for (std::size_t i = 0; i < ours.size(); ++i) EXPECT_TRUE(ours[i] == theirs[i]) << theirs[i].name;
}

TEST_F(PostgresTest, EachEarlierVersionIsBroughtUp) {
  for (std::size_t earlier = 1; earlier <= postgres::migrations().size(); ++earlier) {
    Database fresh;
    {
      postgres::Connection connection({.url = fresh.url(), .name = "register"});
      postgres::migrate(connection, postgres::migrations().first(earlier), true);
    }
    const auto store = open_postgres({.url = fresh.url()});
    EXPECT_EQ(put(*store).event_seq, 1) << "from schema " << earlier;
  }
}

TEST_F(PostgresTest, ANewerSchemaThatForbidsThisBinaryIsRefused) {
  put(*open());
  std::vector<postgres::Migration> later(postgres::migrations().begin(), postgres::migrations().end());
  const int next = later.back().number + 1;
  later.push_back({next, "broken", next, "CREATE TABLE more (a BIGINT); NONSENSE"});
  postgres::Connection connection({.url = database_.url(), .name = "register"});
  EXPECT_THROW(postgres::migrate(connection, later, false), base::Error);
  EXPECT_EQ(put(*open()).event_seq, 2) << "a step that fails leaves the schema before";
  later.back().sql = "CREATE TABLE more (a BIGINT)";
  postgres::Connection again({.url = database_.url(), .name = "register"});
  postgres::migrate(again, later, false);
  const auto said = failure_of([&] { open(); });
  EXPECT_NE(said.find("written by a newer Entente (schema " + std::to_string(next)), std::string::npos)
      << said;
}

TEST_F(PostgresTest, AnEmptyOrForeignSchemaIsSaid) {
  EXPECT_THROW(open_postgres({.url = database_.url()}), base::NotFound);
  database_.run("CREATE TABLE theirs (a BIGINT)");
  EXPECT_NE(failure_of([&] { open(); }).find("another program's tables"), std::string::npos);
}

}  // namespace entente::store::contract
