// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// The steps of the schema that make the tables of screening: see migrations.cpp for their numbers.
namespace entente::store::postgres {

// Lists that are screened against, each version as it came. An older Entente does not look at them.
inline constexpr std::string_view kListTables = R"sql(
CREATE TABLE screening_list (
  dataset    TEXT COLLATE "C" NOT NULL,
  version    BIGINT NOT NULL,
  format     TEXT NOT NULL,
  hash       BYTEA NOT NULL,
  dated      TEXT NOT NULL,
  entries    BIGINT NOT NULL,
  faults     BIGINT NOT NULL,
  size       BIGINT NOT NULL,
  brought_by TEXT NOT NULL,
  accepted   TEXT NOT NULL,
  brought    BIGINT NOT NULL,
  PRIMARY KEY (dataset, version)
);

CREATE TABLE screening_list_file (
  dataset TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  name    TEXT NOT NULL,
  packed  BYTEA NOT NULL,
  PRIMARY KEY (dataset, version, ordinal)
);
)sql";

}  // namespace entente::store::postgres
