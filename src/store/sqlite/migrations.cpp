// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/migrations.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "base/error.hpp"
#include "store/sqlite/diligence_tables.hpp"
#include "store/sqlite/failure.hpp"
#include "store/sqlite/hit_tables.hpp"
#include "store/sqlite/log_sql.hpp"
#include "store/sqlite/people_tables.hpp"
#include "store/sqlite/plain.hpp"
#include "store/sqlite/screening_tables.hpp"

namespace entente::store::sqlite {

namespace {

// "Ente" in ASCII, in the header of the file: file(1) and other programs can tell whose it is.
constexpr std::int64_t kApplicationId = 0x456E7465;

// Ids and hashes are bytes (BYTEA elsewhere), times are milliseconds since 1970 (BIGINT). A table whose rows
// are small keeps them in its primary key's tree (WITHOUT ROWID); one with bodies does not, because an index
// page sends anything over a quarter of a page to a page of its own.
constexpr std::string_view kFirst = R"sql(
CREATE TABLE meta (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The one row from which a writing transaction takes its numbers.
CREATE TABLE head (
  id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  event_seq  INTEGER NOT NULL,
  leaf_index INTEGER NOT NULL
) STRICT;
INSERT INTO head (id, event_seq, leaf_index) VALUES (1, 0, 0);

CREATE TABLE event (
  seq    INTEGER NOT NULL PRIMARY KEY,
  time   INTEGER NOT NULL,
  author TEXT NOT NULL
) STRICT;

CREATE TABLE record (
  id           BLOB NOT NULL PRIMARY KEY,
  type         TEXT NOT NULL,
  partnership  BLOB,
  organisation BLOB,
  version      INTEGER NOT NULL,
  event_seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX record_type ON record (type, id);
CREATE INDEX record_partnership ON record (partnership, id) WHERE partnership IS NOT NULL;
CREATE INDEX record_organisation ON record (organisation, type, id) WHERE organisation IS NOT NULL;

CREATE TABLE revision (
  id         BLOB NOT NULL REFERENCES record (id),
  version    INTEGER NOT NULL,
  event_seq  INTEGER NOT NULL REFERENCES event (seq),
  ordinal    INTEGER NOT NULL,
  visibility INTEGER NOT NULL,
  encoding   INTEGER NOT NULL,
  hash       BLOB NOT NULL,
  body       BLOB NOT NULL,
  PRIMARY KEY (id, version)
) STRICT;
CREATE INDEX revision_event ON revision (event_seq, ordinal);

CREATE TABLE identifier (
  scheme TEXT NOT NULL,
  value  TEXT NOT NULL,
  id     BLOB NOT NULL,
  PRIMARY KEY (scheme, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE blob (
  hash     BLOB NOT NULL PRIMARY KEY,
  size     INTEGER NOT NULL,
  encoding INTEGER NOT NULL,
  bytes    BLOB NOT NULL
) STRICT;

CREATE TABLE note (
  name  TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE job_run (
  id       BLOB NOT NULL PRIMARY KEY,
  name     TEXT NOT NULL,
  started  INTEGER NOT NULL,
  finished INTEGER,
  state    TEXT NOT NULL,
  detail   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX job_run_started ON job_run (started, id);
CREATE INDEX job_run_name ON job_run (name, started, id);

CREATE TABLE idempotency (
  key       TEXT NOT NULL PRIMARY KEY,
  event_seq INTEGER NOT NULL,
  time      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// The tables stay; what stands in `encoding` is more than earlier binaries can read.
constexpr std::string_view kNothing = "UPDATE head SET event_seq = event_seq WHERE id = 1";

// Many bodies, or many blobs, in one row; theirs say where.
constexpr std::string_view kPackTable = R"sql(
CREATE TABLE pack (
  id       INTEGER NOT NULL PRIMARY KEY,
  encoding INTEGER NOT NULL,
  bytes    BLOB NOT NULL
) STRICT;
)sql";

// Numbers for ids and names (docs/decisions/0062): records and revisions are counted in the order they came
// in, and a record has the number of its first revision, so `record` of a revision and `latest` of a record
// are NULL where they would be the row's own number. What others hang on before it is put has a number below
// zero, the version 0 and no type.
constexpr std::string_view kMakeRoom = R"sql(
DROP INDEX record_type;
DROP INDEX record_partnership;
DROP INDEX record_organisation;
DROP INDEX revision_event;
ALTER TABLE event RENAME TO plain_event;
ALTER TABLE record RENAME TO plain_record;
ALTER TABLE revision RENAME TO plain_revision;

CREATE TABLE event (
  seq    INTEGER NOT NULL PRIMARY KEY,
  time   INTEGER NOT NULL,
  author TEXT NOT NULL,
  first  INTEGER NOT NULL
) STRICT;

-- `records` counts them. `hangs`: some hang, or have hung, on a partnership.
CREATE TABLE record_type (
  number  INTEGER NOT NULL PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE,
  records INTEGER NOT NULL,
  hangs   INTEGER NOT NULL
) STRICT;

CREATE TABLE record (
  number       INTEGER NOT NULL PRIMARY KEY,
  id           BLOB NOT NULL,
  type         INTEGER,
  partnership  INTEGER,
  organisation INTEGER,
  version      INTEGER NOT NULL,
  latest       INTEGER
) STRICT;
CREATE UNIQUE INDEX record_id ON record (id);
CREATE INDEX record_partnership ON record (partnership) WHERE partnership IS NOT NULL;
CREATE INDEX record_organisation ON record (organisation, type) WHERE organisation IS NOT NULL;
CREATE INDEX record_type_id ON record (type, id) WHERE partnership IS NULL;

CREATE TABLE revision (
  number     INTEGER NOT NULL PRIMARY KEY,
  record     INTEGER REFERENCES record (number),
  version    INTEGER NOT NULL,
  event_seq  INTEGER NOT NULL REFERENCES event (seq),
  visibility INTEGER NOT NULL,
  encoding   INTEGER NOT NULL,
  hash       BLOB NOT NULL,
  body       BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX revision_record ON revision (record, version) WHERE record IS NOT NULL;
)sql";
constexpr std::string_view kClearRoom =
    "DROP TABLE plain_revision; DROP TABLE plain_record; DROP TABLE plain_event";

struct Schema {
  int number = 0;         ///< the last migration applied
  int oldest_reader = 0;  ///< see Migration
};

int number_of(Connection& connection, std::string_view name) {
  auto row = connection.query("SELECT value FROM meta WHERE name = ?1", name);
  if (!row.next()) connection.fail_damaged();
  const auto text = row.bytes(0);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) connection.fail_damaged();
  return number;
}

Schema schema_of(Connection& connection) {
  {
    auto table = connection.query("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'meta'");
    if (!table.next()) return {};
  }
  return {number_of(connection, "schema"), number_of(connection, "oldest_reader")};
}

void identify(Connection& connection, bool create) {
  const auto first = [&](std::string_view sql) {
    auto row = connection.query(sql);
    return row.next() ? row.integer(0) : 0;
  };
  const auto owner = first("PRAGMA application_id");
  if (owner == kApplicationId) return;
  if (owner != 0 || first("SELECT count(*) FROM sqlite_schema") != 0)
    throw base::Error(register_name(connection.file()), "is another program's database, not a register",
                      "Name the register's own file.");
  // Nothing in it: a register whose making was cut short, or a file that somebody emptied.
  if (!create)
    throw base::Error(register_name(connection.file()), "is empty",
                      "Restore it from a backup, or remove the file and make a new register.");
}

void set_meta(Connection& connection, std::string_view name, int value) {
  const auto text = std::to_string(value);
  connection.execute(
      "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = "
      "excluded.value",
      name, std::string_view(text));
}

void apply(Connection& connection, const Migration& migration) {
  Transaction transaction(connection, Transaction::Kind::write);
  const auto schema = schema_of(connection);
  if (schema.number >= migration.number) return;  // another process was faster
  if (migration.number == 1) connection.run("PRAGMA application_id = " + std::to_string(kApplicationId));
  connection.run(std::string(migration.sql));
  set_meta(connection, "schema", migration.number);
  set_meta(connection, "oldest_reader", std::max(schema.oldest_reader, migration.oldest_reader));
  transaction.commit();
}

}  // namespace

std::span<const Migration> migrations() {
  static const auto numbers = std::string(kMakeRoom).append(number_plain_rows(false)).append(kClearRoom);
  static const std::array all{
      Migration{1, "the first schema", 1, kFirst},
      Migration{2, "bodies may be packed with a dictionary", 2, kNothing},
      Migration{3, "packs of bodies and of blobs", 3, kPackTable},
      Migration{4, "accounts", 3, kAccountTables},
      Migration{5, "letters, and what was done to accounts", 5, kLetterTables},
      Migration{6, "claims and offers of roles", 5, kClaimTables},
      Migration{7, "notices and digests", 5, kNotificationTables},
      Migration{8, "numbers for records and types", 8, numbers},
      Migration{9, "concerns about records", 8, kConcernTables},
      Migration{10, "feeds of notices, and what people wrote", 10, kNoticeFeedTable},
      Migration{11, "webhooks", 11, kHookTables},
      Migration{12, "webhooks of organisations", 12, kHookOrganisation},
      Migration{13, "the public log", 13, kLogTables},
      Migration{14, "lists that are screened against", 13, kListTables},
      Migration{15, "hits of screening", 13, kHitTables},
      Migration{16, "due diligence", 13, kDiligenceTables},
  };
  return all;
}

void migrate(Connection& connection, std::span<const Migration> known, bool create) {
  identify(connection, create);
  const auto schema = schema_of(connection);
  const auto last = known.back().number;
  if (schema.oldest_reader > last)
    throw base::Conflict(register_name(connection.file()),
                         "was written by a newer Entente (schema " + std::to_string(schema.number) +
                             "; this one knows " + std::to_string(last) + ")",
                         "Install the newer version, or open it with the one that wrote it.");
  connection.run("PRAGMA journal_mode = WAL");
  for (const auto& migration : known)
    if (migration.number > schema.number) apply(connection, migration);
}

}  // namespace entente::store::sqlite
