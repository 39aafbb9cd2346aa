// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/postgres/migrations.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "store/postgres/diligence_tables.hpp"
#include "store/postgres/failure.hpp"
#include "store/postgres/hit_tables.hpp"
#include "store/postgres/log_sql.hpp"
#include "store/postgres/screening_tables.hpp"

namespace entente::store::postgres {

namespace {

// The tables of SQLite, with PostgreSQL's names for the same types. Keys of text compare byte for byte, as
// they do there. Only what engines that speak PostgreSQL's protocol share: explicit keys, no sequences, no
// triggers, nothing deferred; and no foreign keys, because the one place that writes sees to them.
constexpr std::string_view kFirst = R"sql(
CREATE TABLE head (
  id         BIGINT NOT NULL PRIMARY KEY,
  event_seq  BIGINT NOT NULL,
  leaf_index BIGINT NOT NULL
);
INSERT INTO head (id, event_seq, leaf_index) VALUES (1, 0, 0);

CREATE TABLE event (
  seq    BIGINT NOT NULL PRIMARY KEY,
  time   BIGINT NOT NULL,
  author TEXT NOT NULL
);

CREATE TABLE record (
  id           BYTEA NOT NULL PRIMARY KEY,
  type         TEXT COLLATE "C" NOT NULL,
  partnership  BYTEA,
  organisation BYTEA,
  version      BIGINT NOT NULL,
  event_seq    BIGINT NOT NULL
);
CREATE INDEX record_type ON record (type, id);
CREATE INDEX record_partnership ON record (partnership, id) WHERE partnership IS NOT NULL;
CREATE INDEX record_organisation ON record (organisation, type, id) WHERE organisation IS NOT NULL;

CREATE TABLE revision (
  id         BYTEA NOT NULL,
  version    BIGINT NOT NULL,
  event_seq  BIGINT NOT NULL,
  ordinal    BIGINT NOT NULL,
  visibility BIGINT NOT NULL,
  encoding   BIGINT NOT NULL,
  hash       BYTEA NOT NULL,
  body       BYTEA NOT NULL,
  PRIMARY KEY (id, version)
);
CREATE INDEX revision_event ON revision (event_seq, ordinal);

CREATE TABLE identifier (
  scheme TEXT COLLATE "C" NOT NULL,
  value  TEXT COLLATE "C" NOT NULL,
  id     BYTEA NOT NULL,
  PRIMARY KEY (scheme, value)
);

CREATE TABLE blob (
  hash     BYTEA NOT NULL PRIMARY KEY,
  size     BIGINT NOT NULL,
  encoding BIGINT NOT NULL,
  bytes    BYTEA NOT NULL
);

CREATE TABLE note (
  name  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);

CREATE TABLE job_run (
  id       BYTEA NOT NULL PRIMARY KEY,
  name     TEXT COLLATE "C" NOT NULL,
  started  BIGINT NOT NULL,
  finished BIGINT,
  state    TEXT NOT NULL,
  detail   TEXT NOT NULL
);
CREATE INDEX job_run_started ON job_run (started, id);
CREATE INDEX job_run_name ON job_run (name, started, id);

CREATE TABLE idempotency (
  key       TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  event_seq BIGINT NOT NULL,
  time      BIGINT NOT NULL
);

-- One row for each process that writes: the mark of its last commit, by which it knows, when the connection
-- broke during COMMIT, whether that went through.
CREATE TABLE attempt (
  writer BYTEA NOT NULL PRIMARY KEY,
  mark   BIGINT NOT NULL,
  time   BIGINT NOT NULL
);
)sql";

// The tables stay; what stands in `encoding` is more than earlier binaries can read.
constexpr std::string_view kNothing = "UPDATE head SET event_seq = event_seq WHERE id = 1";

// Many bodies, or many blobs, in one row; theirs say where.
constexpr std::string_view kPackTable = R"sql(
CREATE TABLE pack (
  id       BIGINT NOT NULL PRIMARY KEY,
  encoding BIGINT NOT NULL,
  bytes    BYTEA NOT NULL
);
)sql";

// People who sign in. What stands for them for a while (session, one_time_link, failed_attempt) is not
// carried to another register.
constexpr std::string_view kAccountTables = R"sql(
CREATE TABLE account (
  id            BYTEA NOT NULL PRIMARY KEY,
  address       TEXT COLLATE "C" NOT NULL,
  name          TEXT NOT NULL,
  language      TEXT NOT NULL,
  low_data      BIGINT NOT NULL,
  state         BIGINT NOT NULL,
  password      TEXT NOT NULL,
  second_factor BYTEA NOT NULL,
  last_step     BIGINT NOT NULL,
  made          BIGINT NOT NULL,
  changed       BIGINT NOT NULL
);
CREATE UNIQUE INDEX account_address ON account (address);

CREATE TABLE account_role (
  account BYTEA NOT NULL,
  role    TEXT COLLATE "C" NOT NULL,
  place   TEXT COLLATE "C" NOT NULL,
  giver   BYTEA NOT NULL,
  given   BIGINT NOT NULL,
  PRIMARY KEY (account, role, place)
);
CREATE INDEX account_role_holder ON account_role (role, place, account);

CREATE TABLE recovery_code (
  account BYTEA NOT NULL,
  hash    BYTEA NOT NULL,
  PRIMARY KEY (account, hash)
);

CREATE TABLE token (
  id      BYTEA NOT NULL PRIMARY KEY,
  hash    BYTEA NOT NULL,
  account BYTEA NOT NULL,
  name    TEXT NOT NULL,
  scopes  TEXT NOT NULL,
  made    BIGINT NOT NULL,
  used    BIGINT NOT NULL,
  expires BIGINT NOT NULL
);
CREATE UNIQUE INDEX token_hash ON token (hash);
CREATE INDEX token_account ON token (account);

CREATE TABLE session (
  id            BYTEA NOT NULL PRIMARY KEY,
  hash          BYTEA NOT NULL,
  account       BYTEA NOT NULL,
  second_factor BIGINT NOT NULL,
  client        TEXT NOT NULL,
  made          BIGINT NOT NULL,
  used          BIGINT NOT NULL,
  expires       BIGINT NOT NULL
);
CREATE UNIQUE INDEX session_hash ON session (hash);
CREATE INDEX session_account ON session (account);

CREATE TABLE one_time_link (
  hash    BYTEA NOT NULL PRIMARY KEY,
  purpose TEXT NOT NULL,
  account BYTEA NOT NULL,
  giver   BYTEA NOT NULL,
  made    BIGINT NOT NULL,
  expires BIGINT NOT NULL
);
CREATE INDEX one_time_link_account ON one_time_link (account);

CREATE TABLE failed_attempt (
  key      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  failures BIGINT NOT NULL,
  earliest BIGINT NOT NULL,
  latest   BIGINT NOT NULL
);
)sql";

// Letters wait here sealed, and go with the links in them to no other register. Earlier binaries know neither
// second factors that are sealed nor accounts that were asked for.
constexpr std::string_view kLetterTables = R"sql(
CREATE TABLE letter (
  id      BYTEA NOT NULL PRIMARY KEY,
  sealed  BYTEA NOT NULL,
  tries   BIGINT NOT NULL,
  made    BIGINT NOT NULL,
  due     BIGINT NOT NULL,
  expires BIGINT NOT NULL
);
CREATE INDEX letter_due ON letter (due);

CREATE TABLE account_event (
  id      BYTEA NOT NULL PRIMARY KEY,
  time    BIGINT NOT NULL,
  actor   BYTEA NOT NULL,
  account BYTEA NOT NULL,
  what    TEXT NOT NULL,
  detail  TEXT NOT NULL,
  network TEXT NOT NULL
);
CREATE INDEX account_event_account ON account_event (account, id);
CREATE INDEX account_event_time ON account_event (time);
)sql";

// How people come to hold roles. What is offered by a link (role_offer) is not carried to another register.
constexpr std::string_view kClaimTables = R"sql(
CREATE TABLE claim (
  id          BYTEA NOT NULL PRIMARY KEY,
  account     BYTEA NOT NULL,
  role        TEXT COLLATE "C" NOT NULL,
  place       TEXT COLLATE "C" NOT NULL,
  state       BIGINT NOT NULL,
  website     TEXT NOT NULL,
  identifiers TEXT NOT NULL,
  made        BIGINT NOT NULL,
  changed     BIGINT NOT NULL
);
CREATE INDEX claim_account ON claim (account, id);
CREATE INDEX claim_state ON claim (state, id);
CREATE INDEX claim_place ON claim (role, place, id);

CREATE TABLE claim_step (
  claim   BYTEA NOT NULL,
  ordinal BIGINT NOT NULL,
  account BYTEA NOT NULL,
  what    TEXT NOT NULL,
  words   TEXT NOT NULL,
  moment  BIGINT NOT NULL,
  PRIMARY KEY (claim, ordinal)
);

CREATE TABLE role_offer (
  id       BYTEA NOT NULL PRIMARY KEY,
  hash     BYTEA NOT NULL,
  role     TEXT COLLATE "C" NOT NULL,
  place    TEXT COLLATE "C" NOT NULL,
  address  TEXT NOT NULL,
  name     TEXT NOT NULL,
  language TEXT NOT NULL,
  giver    BYTEA NOT NULL,
  state    BIGINT NOT NULL,
  made     BIGINT NOT NULL,
  expires  BIGINT NOT NULL
);
CREATE UNIQUE INDEX role_offer_hash ON role_offer (hash);
CREATE INDEX role_offer_place ON role_offer (place, id);

CREATE TABLE vacancy (
  role  TEXT COLLATE "C" NOT NULL,
  place TEXT COLLATE "C" NOT NULL,
  since BIGINT NOT NULL,
  PRIMARY KEY (role, place)
);
)sql";

// What people are told in their own place, and how often by mail.
constexpr std::string_view kNotificationTables = R"sql(
CREATE TABLE notification (
  id      BYTEA NOT NULL PRIMARY KEY,
  account BYTEA NOT NULL,
  kind    TEXT NOT NULL,
  about   TEXT NOT NULL,
  made    BIGINT NOT NULL,
  seen    BIGINT NOT NULL
);
CREATE INDEX notification_account ON notification (account, id);

CREATE TABLE account_digest (
  account BYTEA NOT NULL PRIMARY KEY,
  every   TEXT NOT NULL,
  sent    BIGINT NOT NULL,
  upto    BIGINT NOT NULL
);
)sql";

constexpr std::string_view kConcernTables = R"sql(
CREATE TABLE concern (
  id        BYTEA NOT NULL PRIMARY KEY,
  number    BIGINT NOT NULL,
  about     BYTEA NOT NULL,
  hash      BYTEA NOT NULL,
  kind      TEXT NOT NULL,
  state     BIGINT NOT NULL,
  sight     BIGINT NOT NULL,
  contact   BYTEA NOT NULL,
  shown     TEXT NOT NULL,
  shortened BIGINT NOT NULL,
  made      BIGINT NOT NULL,
  due       BIGINT NOT NULL,
  changed   BIGINT NOT NULL
);
CREATE UNIQUE INDEX concern_number ON concern (number);
CREATE UNIQUE INDEX concern_hash ON concern (hash);
CREATE INDEX concern_about ON concern (about, state);
CREATE INDEX concern_due ON concern (state, due, number);

CREATE TABLE concern_step (
  concern BYTEA NOT NULL,
  ordinal BIGINT NOT NULL,
  account BYTEA NOT NULL,
  place   TEXT NOT NULL,
  what    TEXT NOT NULL,
  words   BYTEA NOT NULL,
  moment  BIGINT NOT NULL,
  PRIMARY KEY (concern, ordinal)
);
CREATE INDEX concern_step_account ON concern_step (account, moment);

CREATE TABLE concern_place (
  place   TEXT COLLATE "C" NOT NULL,
  concern BYTEA NOT NULL,
  PRIMARY KEY (place, concern)
);
)sql";

// Where people read their notices without signing in. An older Entente would not end it with a new password.
// And what an account wrote: the number of one is 36 letters long, the names of the register's own jobs are
// not.
constexpr std::string_view kNoticeFeedTable = R"sql(
CREATE TABLE notice_feed (
  account BYTEA NOT NULL PRIMARY KEY,
  hash    BYTEA NOT NULL,
  made    BIGINT NOT NULL
);
CREATE UNIQUE INDEX notice_feed_hash ON notice_feed (hash);
CREATE INDEX event_author ON event (author, seq) WHERE length(author) = 36;
)sql";

// Addresses that are told of what is published, and how that went. An older Entente that changed the key
// would leave their secrets sealed with the former one.
constexpr std::string_view kHookTables = R"sql(
CREATE TABLE hook (
  id          BYTEA NOT NULL PRIMARY KEY,
  owner       BYTEA NOT NULL,
  url         TEXT NOT NULL,
  kinds       TEXT NOT NULL,
  secret      BYTEA NOT NULL,
  former      BYTEA NOT NULL,
  former_ends BIGINT NOT NULL,
  state       BIGINT NOT NULL,
  upto        BIGINT NOT NULL,
  told        BIGINT NOT NULL,
  failures    BIGINT NOT NULL,
  due         BIGINT NOT NULL,
  test        BIGINT NOT NULL,
  made        BIGINT NOT NULL
);

CREATE TABLE hook_try (
  hook      BYTEA NOT NULL,
  ordinal   BIGINT NOT NULL,
  first_seq BIGINT NOT NULL,
  last_seq  BIGINT NOT NULL,
  events    BIGINT NOT NULL,
  status    BIGINT NOT NULL,
  fault     TEXT NOT NULL,
  moment    BIGINT NOT NULL,
  took      BIGINT NOT NULL,
  PRIMARY KEY (hook, ordinal)
);
)sql";

// Whose records a webhook is told of: none, as in all before, means everybody's. An older Entente would tell
// an organisation's of everything.
constexpr std::string_view kHookOrganisation =
    "ALTER TABLE hook ADD COLUMN organisation BYTEA NOT NULL DEFAULT '\\x00000000000000000000000000000000'";

constexpr std::array kMigrations{
    Migration{1, "the first schema", 1, kFirst},
    Migration{2, "bodies may be packed with a dictionary", 2, kNothing},
    Migration{3, "packs of bodies and of blobs", 3, kPackTable},
    Migration{4, "accounts", 3, kAccountTables},
    Migration{5, "letters, and what was done to accounts", 5, kLetterTables},
    Migration{6, "claims and offers of roles", 5, kClaimTables},
    Migration{7, "notices and digests", 5, kNotificationTables},
    Migration{8, "numbers for records and types", 5, kNothing},  // in SQLite: here rows go by their ids
    Migration{9, "concerns about records", 5, kConcernTables},
    Migration{10, "feeds of notices, and what people wrote", 10, kNoticeFeedTable},
    Migration{11, "webhooks", 11, kHookTables},
    Migration{12, "webhooks of organisations", 12, kHookOrganisation},
    Migration{13, "the public log", 13, kLogTables},
    Migration{14, "lists that are screened against", 13, kListTables},
    Migration{15, "hits of screening", 13, kHitTables},
    Migration{16, "due diligence", 13, kDiligenceTables},
};

constexpr std::string_view kMeta =
    "CREATE TABLE IF NOT EXISTS meta (name TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, value TEXT NOT NULL)";

struct Schema {
  int number = 0;         ///< the last migration applied
  int oldest_reader = 0;  ///< see Migration
};

int number_of(Connection& connection, std::string_view name) {
  auto row = connection.query("SELECT value FROM meta WHERE name = $1", name);
  if (!row.next()) return 0;
  const auto text = row.bytes(0);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) connection.fail_damaged();
  return number;
}

Schema schema_of(Connection& connection) {
  return {number_of(connection, "schema"), number_of(connection, "oldest_reader")};
}

/// Throws unless the schema holds a register, or may be made one.
void identify(Connection& connection, bool create) {
  auto tables = connection.query(
      "SELECT CAST(table_name AS TEXT) FROM information_schema.tables "
      "WHERE table_schema = CAST(current_schema() AS TEXT)");
  bool meta = false, others = false;
  while (tables.next()) (tables.bytes(0) == "meta" ? meta : others) = true;
  if (meta) {
    auto owner = connection.query("SELECT value FROM meta WHERE name = 'application'");
    if (owner.next() && owner.bytes(0) == "entente") return;
    // A register whose making was cut short has meta and nothing in it.
    if (others) meta = false;
  }
  if (others)
    throw base::Error(connection.name(), "holds another program's tables, not a register",
                      "Name a database, or a schema (search_path), of the register's own.");
  if (!create)
    throw base::NotFound(connection.name(), "holds no register yet",
                         "Make one with 'entente init --database', or check the name.");
  connection.run(std::string(kMeta));
}

constexpr std::string_view kSetMeta =
    "INSERT INTO meta (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";

void set_meta(Connection& connection, std::string_view name, std::string_view value) {
  connection.query(kSetMeta, name, value);
}

void apply(Connection& connection, const Migration& migration) {
  Transaction transaction(connection, Transaction::Kind::write);
  // The row is locked first: of several nodes that find an old schema, one brings it up.
  set_meta(connection, "application", "entente");
  const auto schema = schema_of(connection);
  if (schema.number >= migration.number) return;  // another process was faster
  connection.run(std::string(migration.sql));
  set_meta(connection, "schema", std::to_string(migration.number));
  set_meta(connection, "oldest_reader",
           std::to_string(std::max(schema.oldest_reader, migration.oldest_reader)));
  transaction.commit();
}

}  // namespace

std::span<const Migration> migrations() {
  return kMigrations;
}

void migrate(Connection& connection, std::span<const Migration> known, bool create) {
  identify(connection, create);
  const auto schema = schema_of(connection);
  const auto last = known.back().number;
  if (schema.oldest_reader > last)
    throw base::Conflict(connection.name(),
                         "was written by a newer Entente (schema " + std::to_string(schema.number) +
                             "; this one knows " + std::to_string(last) + ")",
                         "Install the newer version, or open it with the one that wrote it.");
  for (const auto& migration : known)
    if (migration.number > schema.number) apply(connection, migration);
}

}  // namespace entente::store::postgres
