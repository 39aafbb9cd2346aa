// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// The step of the schema that makes the tables of screening: see migrations.cpp for its number.
namespace entente::store::sqlite {

// An older Entente would leave what changed unscreened, which the next one that knows these makes up for.
inline constexpr std::string_view kHitTables = R"sql(
CREATE TABLE screening_hit (
  id              BLOB NOT NULL PRIMARY KEY,
  subject         BLOB NOT NULL,
  dataset         TEXT NOT NULL,
  entry           TEXT NOT NULL,
  subject_version INTEGER NOT NULL,
  list_version    INTEGER NOT NULL,
  subject_hash    BLOB NOT NULL,
  entry_hash      BLOB NOT NULL,
  score           INTEGER NOT NULL,
  listed          TEXT NOT NULL,
  reasons         TEXT NOT NULL,
  algorithm       TEXT NOT NULL,
  settings        TEXT NOT NULL,
  state           INTEGER NOT NULL,
  found           INTEGER NOT NULL,
  since           INTEGER NOT NULL,
  country         TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX screening_hit_sides ON screening_hit (subject, dataset, entry);
CREATE INDEX screening_hit_state ON screening_hit (state, since, id, dataset, country, score);

CREATE TABLE screening_step (
  hit      BLOB NOT NULL,
  ordinal  INTEGER NOT NULL,
  account  BLOB NOT NULL,
  what     TEXT NOT NULL,
  words    TEXT NOT NULL,
  decision TEXT NOT NULL,
  salt     BLOB NOT NULL,
  sealed   BLOB NOT NULL,
  moment   INTEGER NOT NULL,
  PRIMARY KEY (hit, ordinal)
) STRICT;
CREATE INDEX screening_step_account ON screening_step (account, moment);

CREATE TABLE screened_party (
  subject BLOB NOT NULL PRIMARY KEY,
  hash    BLOB NOT NULL,
  against TEXT NOT NULL,
  moment  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace entente::store::sqlite
