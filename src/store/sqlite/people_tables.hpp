// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// The steps of the schema that make the tables of people and of what they keep beside records: see
/// migrations.cpp for their numbers.
namespace entente::store::sqlite {

// People who sign in. What stands for them for a while (session, one_time_link, failed_attempt) is not
// carried to another register.
inline constexpr std::string_view kAccountTables = R"sql(
CREATE TABLE account (
  id            BLOB NOT NULL PRIMARY KEY,
  address       TEXT NOT NULL,
  name          TEXT NOT NULL,
  language      TEXT NOT NULL,
  low_data      INTEGER NOT NULL,
  state         INTEGER NOT NULL,
  password      TEXT NOT NULL,
  second_factor BLOB NOT NULL,
  last_step     INTEGER NOT NULL,
  made          INTEGER NOT NULL,
  changed       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX account_address ON account (address);

CREATE TABLE account_role (
  account BLOB NOT NULL,
  role    TEXT NOT NULL,
  place   TEXT NOT NULL,
  giver   BLOB NOT NULL,
  given   INTEGER NOT NULL,
  PRIMARY KEY (account, role, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_role_holder ON account_role (role, place, account);

CREATE TABLE recovery_code (
  account BLOB NOT NULL,
  hash    BLOB NOT NULL,
  PRIMARY KEY (account, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE token (
  id      BLOB NOT NULL PRIMARY KEY,
  hash    BLOB NOT NULL,
  account BLOB NOT NULL,
  name    TEXT NOT NULL,
  scopes  TEXT NOT NULL,
  made    INTEGER NOT NULL,
  used    INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX token_hash ON token (hash);
CREATE INDEX token_account ON token (account);

CREATE TABLE session (
  id            BLOB NOT NULL PRIMARY KEY,
  hash          BLOB NOT NULL,
  account       BLOB NOT NULL,
  second_factor INTEGER NOT NULL,
  client        TEXT NOT NULL,
  made          INTEGER NOT NULL,
  used          INTEGER NOT NULL,
  expires       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX session_hash ON session (hash);
CREATE INDEX session_account ON session (account);

CREATE TABLE one_time_link (
  hash    BLOB NOT NULL PRIMARY KEY,
  purpose TEXT NOT NULL,
  account BLOB NOT NULL,
  giver   BLOB NOT NULL,
  made    INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX one_time_link_account ON one_time_link (account);

CREATE TABLE failed_attempt (
  key      TEXT NOT NULL PRIMARY KEY,
  failures INTEGER NOT NULL,
  earliest INTEGER NOT NULL,
  latest   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

// Letters wait here sealed, and go with the links in them to no other register. Earlier binaries know neither
// second factors that are sealed nor accounts that were asked for.
inline constexpr std::string_view kLetterTables = R"sql(
CREATE TABLE letter (
  id      BLOB NOT NULL PRIMARY KEY,
  sealed  BLOB NOT NULL,
  tries   INTEGER NOT NULL,
  made    INTEGER NOT NULL,
  due     INTEGER NOT NULL,
  expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX letter_due ON letter (due);

CREATE TABLE account_event (
  id      BLOB NOT NULL PRIMARY KEY,
  time    INTEGER NOT NULL,
  actor   BLOB NOT NULL,
  account BLOB NOT NULL,
  what    TEXT NOT NULL,
  detail  TEXT NOT NULL,
  network TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX account_event_account ON account_event (account, id);
CREATE INDEX account_event_time ON account_event (time);
)sql";

// How people come to hold roles. What is offered by a link (role_offer) is not carried to another register.
inline constexpr std::string_view kClaimTables = R"sql(
CREATE TABLE claim (
  id          BLOB NOT NULL PRIMARY KEY,
  account     BLOB NOT NULL,
  role        TEXT NOT NULL,
  place       TEXT NOT NULL,
  state       INTEGER NOT NULL,
  website     TEXT NOT NULL,
  identifiers TEXT NOT NULL,
  made        INTEGER NOT NULL,
  changed     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_account ON claim (account, id);
CREATE INDEX claim_state ON claim (state, id);
CREATE INDEX claim_place ON claim (role, place, id);

CREATE TABLE claim_step (
  claim   BLOB NOT NULL,
  ordinal INTEGER NOT NULL,
  account BLOB NOT NULL,
  what    TEXT NOT NULL,
  words   TEXT NOT NULL,
  moment  INTEGER NOT NULL,
  PRIMARY KEY (claim, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE role_offer (
  id       BLOB NOT NULL PRIMARY KEY,
  hash     BLOB NOT NULL,
  role     TEXT NOT NULL,
  place    TEXT NOT NULL,
  address  TEXT NOT NULL,
  name     TEXT NOT NULL,
  language TEXT NOT NULL,
  giver    BLOB NOT NULL,
  state    INTEGER NOT NULL,
  made     INTEGER NOT NULL,
  expires  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX role_offer_hash ON role_offer (hash);
CREATE INDEX role_offer_place ON role_offer (place, id);

CREATE TABLE vacancy (
  role  TEXT NOT NULL,
  place TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (role, place)
) STRICT, WITHOUT ROWID;
)sql";

// What people are told in their own place, and how often by mail.
inline constexpr std::string_view kNotificationTables = R"sql(
CREATE TABLE notification (
  id      BLOB NOT NULL PRIMARY KEY,
  account BLOB NOT NULL,
  kind    TEXT NOT NULL,
  about   TEXT NOT NULL,
  made    INTEGER NOT NULL,
  seen    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX notification_account ON notification (account, id);

CREATE TABLE account_digest (
  account BLOB NOT NULL PRIMARY KEY,
  every   TEXT NOT NULL,
  sent    INTEGER NOT NULL,
  upto    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

inline constexpr std::string_view kConcernTables = R"sql(
CREATE TABLE concern (
  id        BLOB NOT NULL PRIMARY KEY,
  number    INTEGER NOT NULL,
  about     BLOB NOT NULL,
  hash      BLOB NOT NULL,
  kind      TEXT NOT NULL,
  state     INTEGER NOT NULL,
  sight     INTEGER NOT NULL,
  contact   BLOB NOT NULL,
  shown     TEXT NOT NULL,
  shortened INTEGER NOT NULL,
  made      INTEGER NOT NULL,
  due       INTEGER NOT NULL,
  changed   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX concern_number ON concern (number);
CREATE UNIQUE INDEX concern_hash ON concern (hash);
CREATE INDEX concern_about ON concern (about, state);
CREATE INDEX concern_due ON concern (state, due, number);

CREATE TABLE concern_step (
  concern BLOB NOT NULL,
  ordinal INTEGER NOT NULL,
  account BLOB NOT NULL,
  place   TEXT NOT NULL,
  what    TEXT NOT NULL,
  words   BLOB NOT NULL,
  moment  INTEGER NOT NULL,
  PRIMARY KEY (concern, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX concern_step_account ON concern_step (account, moment);

CREATE TABLE concern_place (
  place   TEXT NOT NULL,
  concern BLOB NOT NULL,
  PRIMARY KEY (place, concern)
) STRICT, WITHOUT ROWID;
)sql";

// Where people read their notices without signing in. An older Entente would not end it with a new password.
// And what an account wrote: the number of one is 36 letters long, the names of the register's own jobs are
// not.
inline constexpr std::string_view kNoticeFeedTable = R"sql(
CREATE TABLE notice_feed (
  account BLOB NOT NULL PRIMARY KEY,
  hash    BLOB NOT NULL,
  made    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX notice_feed_hash ON notice_feed (hash);
CREATE INDEX event_author ON event (author, seq) WHERE length(author) = 36;
)sql";

// Addresses that are told of what is published, and how that went. An older Entente that changed the key
// would leave their secrets sealed with the former one.
inline constexpr std::string_view kHookTables = R"sql(
CREATE TABLE hook (
  id          BLOB NOT NULL PRIMARY KEY,
  owner       BLOB NOT NULL,
  url         TEXT NOT NULL,
  kinds       TEXT NOT NULL,
  secret      BLOB NOT NULL,
  former      BLOB NOT NULL,
  former_ends INTEGER NOT NULL,
  state       INTEGER NOT NULL,
  upto        INTEGER NOT NULL,
  told        INTEGER NOT NULL,
  failures    INTEGER NOT NULL,
  due         INTEGER NOT NULL,
  test        INTEGER NOT NULL,
  made        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE hook_try (
  hook      BLOB NOT NULL,
  ordinal   INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq  INTEGER NOT NULL,
  events    INTEGER NOT NULL,
  status    INTEGER NOT NULL,
  fault     TEXT NOT NULL,
  moment    INTEGER NOT NULL,
  took      INTEGER NOT NULL,
  PRIMARY KEY (hook, ordinal)
) STRICT, WITHOUT ROWID;
)sql";

// Whose records a webhook is told of: none, as in all before, means everybody's. An older Entente would tell
// an organisation's of everything.
inline constexpr std::string_view kHookOrganisation =
    "ALTER TABLE hook ADD COLUMN organisation BLOB NOT NULL DEFAULT x'00000000000000000000000000000000'";

}  // namespace entente::store::sqlite
