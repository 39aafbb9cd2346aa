// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// The step of the schema that makes the tables of screening: see migrations.cpp for its number.
namespace entente::store::postgres {

// An older Entente would leave what changed unscreened, which the next one that knows these makes up for.
inline constexpr std::string_view kHitTables = R"sql(
CREATE TABLE screening_hit (
  id              BYTEA NOT NULL PRIMARY KEY,
  subject         BYTEA NOT NULL,
  dataset         TEXT COLLATE "C" NOT NULL,
  entry           TEXT COLLATE "C" NOT NULL,
  subject_version BIGINT NOT NULL,
  list_version    BIGINT NOT NULL,
  subject_hash    BYTEA NOT NULL,
  entry_hash      BYTEA NOT NULL,
  score           BIGINT NOT NULL,
  listed          TEXT NOT NULL,
  reasons         TEXT NOT NULL,
  algorithm       TEXT NOT NULL,
  settings        TEXT NOT NULL,
  state           BIGINT NOT NULL,
  found           BIGINT NOT NULL,
  since           BIGINT NOT NULL,
  country         TEXT COLLATE "C" NOT NULL
);
CREATE UNIQUE INDEX screening_hit_sides ON screening_hit (subject, dataset, entry);
CREATE INDEX screening_hit_state ON screening_hit (state, since, id, dataset, country, score);

CREATE TABLE screening_step (
  hit      BYTEA NOT NULL,
  ordinal  BIGINT NOT NULL,
  account  BYTEA NOT NULL,
  what     TEXT NOT NULL,
  words    TEXT NOT NULL,
  decision TEXT NOT NULL,
  salt     BYTEA NOT NULL,
  sealed   BYTEA NOT NULL,
  moment   BIGINT NOT NULL,
  PRIMARY KEY (hit, ordinal)
);
CREATE INDEX screening_step_account ON screening_step (account, moment);

CREATE TABLE screened_party (
  subject BYTEA NOT NULL PRIMARY KEY,
  hash    BYTEA NOT NULL,
  against TEXT NOT NULL,
  moment  BIGINT NOT NULL
);
)sql";

}  // namespace entente::store::postgres
