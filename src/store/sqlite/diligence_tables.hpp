// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// Internal to store: the tables of due diligence.
namespace entente::store::sqlite {

inline constexpr std::string_view kDiligenceTables = R"sql(
CREATE TABLE assessment (
  id           BLOB NOT NULL PRIMARY KEY,
  number       INTEGER NOT NULL,
  organisation BLOB NOT NULL,
  partnership  BLOB NOT NULL,
  renews       BLOB NOT NULL,
  country      TEXT NOT NULL,
  purpose      TEXT NOT NULL,
  state        INTEGER NOT NULL,
  requester    BLOB NOT NULL,
  assessor     BLOB NOT NULL,
  decider      BLOB NOT NULL,
  policy       BLOB NOT NULL,
  grade        TEXT NOT NULL,
  valid_until  INTEGER NOT NULL,
  heard        INTEGER NOT NULL,
  made         INTEGER NOT NULL,
  changed      INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX assessment_number ON assessment (number);
CREATE INDEX assessment_organisation ON assessment (organisation, number);
CREATE INDEX assessment_state ON assessment (state, number);
CREATE INDEX assessment_requester ON assessment (requester, state, number);
CREATE INDEX assessment_country ON assessment (country, state, number);
CREATE INDEX assessment_valid ON assessment (state, valid_until);

CREATE TABLE assessment_step (
  assessment BLOB NOT NULL,
  ordinal    INTEGER NOT NULL,
  account    BLOB NOT NULL,
  place      TEXT NOT NULL,
  what       TEXT NOT NULL,
  finding    TEXT NOT NULL,
  words      TEXT NOT NULL,
  salt       BLOB NOT NULL,
  sealed     BLOB NOT NULL,
  moment     INTEGER NOT NULL,
  PRIMARY KEY (assessment, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX assessment_step_account ON assessment_step (account, moment);

CREATE TABLE assessment_policy (
  hash BLOB NOT NULL PRIMARY KEY,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

}  // namespace entente::store::sqlite
