// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

/// Internal to store: how revisions are found by entry of the log. Entries are in the order of revisions, and
/// an index holds one in 256 of them, from which the others are reached.
namespace entente::store::sqlite {

inline constexpr std::string_view kLogTables = R"sql(
ALTER TABLE head ADD COLUMN leaf_event INTEGER NOT NULL DEFAULT 0;
ALTER TABLE revision ADD COLUMN leaf INTEGER;
CREATE INDEX revision_leaf ON revision (leaf) WHERE leaf % 256 = 0;

-- Entries that do not follow from their revision.
CREATE TABLE log_entry (
  number    INTEGER NOT NULL PRIMARY KEY,
  event_seq INTEGER NOT NULL,
  entry     BLOB NOT NULL
) STRICT;

CREATE TABLE log_tile (
  number INTEGER NOT NULL PRIMARY KEY,
  marks  BLOB NOT NULL
) STRICT;

CREATE TABLE log_hash (
  level  INTEGER NOT NULL,
  number INTEGER NOT NULL,
  hash   BLOB NOT NULL,
  PRIMARY KEY (level, number)
) STRICT, WITHOUT ROWID;
)sql";

struct LogSql {
  static constexpr std::string_view kEntries =
      "SELECT v.leaf, v.visibility, CASE WHEN v.version > 1 THEN (SELECT b.visibility FROM revision b "
      "WHERE b.number = coalesce((SELECT l.number FROM revision l WHERE l.record = r.number "
      "AND l.version = v.version - 1), r.number)) END, v.version, v.event_seq, v.hash, r.id, t.name, e.time, "
      "e.author FROM revision v CROSS JOIN record r ON r.number = coalesce(v.record, v.number) "
      "CROSS JOIN record_type t ON t.number = r.type CROSS JOIN event e ON e.seq = v.event_seq "
      "WHERE v.number >= coalesce((SELECT s.number FROM revision s INDEXED BY revision_leaf "
      "WHERE s.leaf % 256 = 0 AND s.leaf <= ?1 ORDER BY s.leaf DESC LIMIT 1), 0) AND v.leaf >= ?1 "
      "ORDER BY v.number LIMIT ?2";
  static constexpr std::string_view kEventOf =
      "SELECT v.leaf, v.event_seq FROM revision v "
      "WHERE v.number >= coalesce((SELECT s.number FROM revision s INDEXED BY revision_leaf "
      "WHERE s.leaf % 256 = 0 AND s.leaf <= ?1 ORDER BY s.leaf DESC LIMIT 1), 0) AND v.leaf >= ?1 "
      "ORDER BY v.number LIMIT 1";
  static constexpr std::string_view kEntryOf =
      "SELECT v.leaf FROM record r CROSS JOIN revision v ON v.number = coalesce((SELECT l.number "
      "FROM revision l WHERE l.record = r.number AND l.version = ?2), r.number) "
      "WHERE r.id = ?1 AND v.version = ?2";
  /// The commit with so many revisions before it that wait.
  static constexpr std::string_view kCommitBehind =
      "SELECT event_seq FROM revision WHERE number >= (SELECT first FROM event WHERE seq > ?1 ORDER BY seq "
      "LIMIT 1) ORDER BY number LIMIT 1 OFFSET ?2";
  /// Visibility 2 is open, 3 withdrawn.
  static constexpr std::string_view kNumberEntries =
      "UPDATE revision SET leaf = x.leaf FROM (SELECT v.number AS number, "
      "?1 + row_number() OVER (ORDER BY v.number) - 1 AS leaf FROM revision v "
      "WHERE v.number >= (SELECT first FROM event WHERE seq > ?2 ORDER BY seq LIMIT 1) "
      "AND v.number < coalesce((SELECT first FROM event WHERE seq > ?3 ORDER BY seq LIMIT 1), "
      "9223372036854775807) AND (v.visibility = 2 OR (v.visibility = 3 AND (EXISTS (SELECT 1 FROM revision o "
      "WHERE o.number = v.record AND o.visibility = 2) OR EXISTS (SELECT 1 FROM revision o "
      "WHERE o.record = v.record AND o.version < v.version AND o.visibility = 2))))) AS x "
      "WHERE revision.number = x.number RETURNING 1";
};

}  // namespace entente::store::sqlite
