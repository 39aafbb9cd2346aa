// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// Internal to store: the tables of due diligence.
namespace entente::store::postgres {

inline constexpr std::string_view kDiligenceTables = R"sql(
CREATE TABLE assessment (
  id           BYTEA NOT NULL PRIMARY KEY,
  number       BIGINT NOT NULL,
  organisation BYTEA NOT NULL,
  partnership  BYTEA NOT NULL,
  renews       BYTEA NOT NULL,
  country      TEXT NOT NULL,
  purpose      TEXT NOT NULL,
  state        BIGINT NOT NULL,
  requester    BYTEA NOT NULL,
  assessor     BYTEA NOT NULL,
  decider      BYTEA NOT NULL,
  policy       BYTEA NOT NULL,
  grade        TEXT NOT NULL,
  valid_until  BIGINT NOT NULL,
  heard        BIGINT NOT NULL,
  made         BIGINT NOT NULL,
  changed      BIGINT NOT NULL
);
CREATE UNIQUE INDEX assessment_number ON assessment (number);
CREATE INDEX assessment_organisation ON assessment (organisation, number);
CREATE INDEX assessment_state ON assessment (state, number);
CREATE INDEX assessment_requester ON assessment (requester, state, number);
CREATE INDEX assessment_country ON assessment (country, state, number);
CREATE INDEX assessment_valid ON assessment (state, valid_until);

CREATE TABLE assessment_step (
  assessment BYTEA NOT NULL,
  ordinal    BIGINT NOT NULL,
  account    BYTEA NOT NULL,
  place      TEXT NOT NULL,
  what       TEXT NOT NULL,
  finding    TEXT NOT NULL,
  words      TEXT NOT NULL,
  salt       BYTEA NOT NULL,
  sealed     BYTEA NOT NULL,
  moment     BIGINT NOT NULL,
  PRIMARY KEY (assessment, ordinal)
);
CREATE INDEX assessment_step_account ON assessment_step (account, moment);

CREATE TABLE assessment_policy (
  hash BYTEA NOT NULL PRIMARY KEY,
  text TEXT NOT NULL
);
)sql";

}  // namespace entente::store::postgres
