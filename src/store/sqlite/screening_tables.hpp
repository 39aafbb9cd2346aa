// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// The steps of the schema that make the tables of screening: see migrations.cpp for their numbers.
namespace entente::store::sqlite {

// Lists that are screened against, each version as it came. An older Entente does not look at them.
inline constexpr std::string_view kListTables = R"sql(
CREATE TABLE screening_list (
  dataset    TEXT NOT NULL,
  version    INTEGER NOT NULL,
  format     TEXT NOT NULL,
  hash       BLOB NOT NULL,
  dated      TEXT NOT NULL,
  entries    INTEGER NOT NULL,
  faults     INTEGER NOT NULL,
  size       INTEGER NOT NULL,
  brought_by TEXT NOT NULL,
  accepted   TEXT NOT NULL,
  brought    INTEGER NOT NULL,
  PRIMARY KEY (dataset, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE screening_list_file (
  dataset TEXT NOT NULL,
  version INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  name    TEXT NOT NULL,
  packed  BLOB NOT NULL,
  PRIMARY KEY (dataset, version, ordinal)
) STRICT;
)sql";

}  // namespace entente::store::sqlite
