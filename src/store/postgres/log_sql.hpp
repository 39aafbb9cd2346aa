// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// Internal to store: how revisions are found by entry of the log.
namespace entente::store::postgres {

inline constexpr std::string_view kLogTables = R"sql(
ALTER TABLE head ADD COLUMN leaf_event BIGINT NOT NULL DEFAULT 0;
ALTER TABLE revision ADD COLUMN leaf BIGINT;
CREATE UNIQUE INDEX revision_leaf ON revision (leaf) WHERE leaf IS NOT NULL;

CREATE TABLE log_entry (
  number    BIGINT NOT NULL PRIMARY KEY,
  event_seq BIGINT NOT NULL,
  entry     BYTEA NOT NULL
);

CREATE TABLE log_tile (
  number BIGINT NOT NULL PRIMARY KEY,
  marks  BYTEA NOT NULL
);

CREATE TABLE log_hash (
  level  BIGINT NOT NULL,
  number BIGINT NOT NULL,
  hash   BYTEA NOT NULL,
  PRIMARY KEY (level, number)
);
)sql";

struct LogSql {
  static constexpr std::string_view kEntries =
      "SELECT v.leaf, v.visibility, (SELECT b.visibility FROM revision b WHERE b.id = v.id "
      "AND b.version = v.version - 1), v.version, v.event_seq, v.hash, v.id, r.type, e.time, e.author "
      "FROM revision v JOIN record r ON r.id = v.id JOIN event e ON e.seq = v.event_seq "
      "WHERE v.leaf >= $1 ORDER BY v.leaf LIMIT $2";
  static constexpr std::string_view kEventOf =
      "SELECT leaf, event_seq FROM revision WHERE leaf >= $1 ORDER BY leaf LIMIT 1";
  static constexpr std::string_view kEntryOf = "SELECT leaf FROM revision WHERE id = $1 AND version = $2";
  /// The commit with so many revisions before it that wait.
  static constexpr std::string_view kCommitBehind =
      "SELECT event_seq FROM revision WHERE event_seq > $1 ORDER BY event_seq, ordinal LIMIT 1 OFFSET $2";
  /// Visibility 2 is open, 3 withdrawn.
  static constexpr std::string_view kNumberEntries =
      "UPDATE revision SET leaf = x.leaf FROM (SELECT v.id AS id, v.version AS version, "
      "$1 + row_number() OVER (ORDER BY v.event_seq, v.ordinal) - 1 AS leaf FROM revision v "
      "WHERE v.event_seq > $2 AND v.event_seq <= $3 AND (v.visibility = 2 OR (v.visibility = 3 "
      "AND EXISTS (SELECT 1 FROM revision o WHERE o.id = v.id AND o.version < v.version "
      "AND o.visibility = 2)))) AS x WHERE revision.id = x.id AND revision.version = x.version RETURNING "
      "CAST(1 AS BIGINT)";
};

}  // namespace entente::store::postgres
