// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/migrations.hpp"

#include <vector>

#include "store/sqlite/folder_test.hpp"

namespace entente::store::sqlite {

namespace {

class MigrationsTest : public FolderTest {
 protected:
  void run(const std::string& sql) { Connection(file_, Connection::Mode::create).run(sql); }
  std::string meta(std::string_view name) {
    Connection connection(file_, Connection::Mode::read);
    auto row = connection.query("SELECT value FROM meta WHERE name = ?1", name);
    return row.next() ? row.text(0) : "";
  }
  /// The schema of the tests' future: ours, and these after it.
  std::vector<Migration> with(std::initializer_list<Migration> later) {
    std::vector<Migration> all(migrations().begin(), migrations().end());
    all.insert(all.end(), later);
    return all;
  }
  void migrate_to(const std::vector<Migration>& known) {
    Connection connection(file_, Connection::Mode::create);
    migrate(connection, known, true);
  }
  const int next_ = migrations().back().number + 1;
};

}  // namespace

TEST_F(MigrationsTest, AreNumberedWithoutGaps) {
  int expected = 0;
  for (const auto& migration : migrations()) {
    EXPECT_EQ(migration.number, ++expected);
    EXPECT_LE(migration.oldest_reader, migration.number);
    EXPECT_GE(migration.oldest_reader, 1);
    EXPECT_FALSE(migration.name.empty());
  }
}

TEST_F(MigrationsTest, EachEarlierVersionIsBroughtUp) {
  for (std::size_t earlier = 1; earlier <= migrations().size(); ++earlier) {
    std::filesystem::remove(file_);
    {
      Connection connection(file_, Connection::Mode::create);
      migrate(connection, migrations().first(earlier), true);
    }
    EXPECT_EQ(put(*open()), 1) << "from schema " << earlier;
    EXPECT_EQ(meta("schema"), std::to_string(migrations().size()));
  }
}

TEST_F(MigrationsTest, AStepKeepsWhatStoodThere) {
  put(*open(true), "kept");
  migrate_to(with(
      {{next_, "one more", 1, "CREATE TABLE more (a INTEGER) STRICT; INSERT INTO more (a) VALUES (7)"}}));
  EXPECT_EQ(meta("schema"), std::to_string(next_));
  EXPECT_EQ(open()->read()->last_event(), 1);
}

TEST_F(MigrationsTest, AStepThatFailsLeavesTheSchemaBefore) {
  put(*open(true));
  EXPECT_THROW(migrate_to(with({{next_, "broken", 1, "CREATE TABLE more (a INTEGER) STRICT; NONSENSE"}})),
               base::Error);
  EXPECT_EQ(meta("schema"), std::to_string(next_ - 1));
  migrate_to(with({{next_, "mended", 1, "CREATE TABLE more (a INTEGER) STRICT"}}));
  EXPECT_EQ(meta("schema"), std::to_string(next_));
}

TEST_F(MigrationsTest, ANewerSchemaThatAllowsThisBinaryOpens) {
  put(*open(true));
  migrate_to(with({{next_, "an expansion", 1, "CREATE TABLE more (a INTEGER) STRICT"}}));
  EXPECT_EQ(put(*open()), 2);
  EXPECT_EQ(meta("schema"), std::to_string(next_));
}

TEST_F(MigrationsTest, ANewerSchemaThatForbidsThisBinaryIsRefused) {
  put(*open(true));
  migrate_to(with({{next_, "a contraction", next_, "DROP TABLE note"}}));
  EXPECT_THROW(open(), base::Conflict);
  const auto said = failure_of_open();
  EXPECT_NE(said.find("written by a newer Entente (schema " + std::to_string(next_) + "; this one knows " +
                      std::to_string(next_ - 1) + ")"),
            std::string::npos)
      << said;
}

TEST_F(MigrationsTest, AnotherProgramsDatabaseIsRefusedAndNotTouched) {
  run("CREATE TABLE theirs (a INTEGER)");
  EXPECT_NE(failure_of_open(true).find("another program's database"), std::string::npos);
  run("PRAGMA application_id = 7");
  EXPECT_NE(failure_of_open(true).find("another program's database"), std::string::npos);
  Connection connection(file_, Connection::Mode::read);
  auto tables = connection.query("SELECT count(*) FROM sqlite_schema");
  ASSERT_TRUE(tables.next());
  EXPECT_EQ(tables.integer(0), 1);
}

TEST_F(MigrationsTest, ARegisterWhoseMakingWasCutShortIsMadeAnew) {
  run("PRAGMA journal_mode = WAL");  // the first thing the making writes
  EXPECT_NE(failure_of_open(false).find("is empty"), std::string::npos);
  EXPECT_EQ(put(*open(true)), 1);
}

}  // namespace entente::store::sqlite
