// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/plain.hpp"

#include <algorithm>
#include <array>

namespace entente::store::sqlite {

// No migration: these may change with what engines tell.
const std::string_view kMakePlainTables = R"sql(
CREATE TEMP TABLE plain_event (
  seq    INTEGER NOT NULL PRIMARY KEY,
  time   INTEGER NOT NULL,
  author TEXT NOT NULL
) STRICT;
CREATE TEMP TABLE plain_record (
  id           BLOB NOT NULL PRIMARY KEY,
  type         TEXT NOT NULL,
  partnership  BLOB,
  organisation BLOB,
  version      INTEGER NOT NULL,
  event_seq    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE plain_revision (
  id         BLOB NOT NULL,
  version    INTEGER NOT NULL,
  event_seq  INTEGER NOT NULL,
  ordinal    INTEGER NOT NULL,
  visibility INTEGER NOT NULL,
  encoding   INTEGER NOT NULL,
  hash       BLOB NOT NULL,
  body       BLOB NOT NULL,
  leaf       INTEGER
) STRICT;
)sql";

// The head's event_seq is that of its revision, so it is not read.
namespace {

constexpr std::string_view kNumberRecords = R"sql(
CREATE TEMP TABLE numbered (
  number    INTEGER PRIMARY KEY,
  place     INTEGER NOT NULL,
  id        BLOB NOT NULL,
  version   INTEGER NOT NULL,
  event_seq INTEGER NOT NULL
) STRICT;
INSERT INTO numbered (number, place, id, version, event_seq)
  SELECT row_number() OVER (ORDER BY event_seq, ordinal), rowid, id, version, event_seq FROM plain_revision;
CREATE INDEX temp.numbered_event ON numbered (event_seq, number);

CREATE TEMP TABLE known (id BLOB NOT NULL PRIMARY KEY, number INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO known (id, number) SELECT id, number FROM numbered WHERE version = 1;
INSERT INTO known (id, number)
  SELECT id, -row_number() OVER (ORDER BY id)
  FROM (SELECT partnership AS id FROM plain_record UNION SELECT organisation FROM plain_record)
  WHERE id IS NOT NULL AND id NOT IN (SELECT id FROM known);

INSERT INTO record_type (number, name, records, hangs)
  SELECT row_number() OVER (ORDER BY type), type, count(*), max(partnership IS NOT NULL)
  FROM plain_record GROUP BY type;
INSERT INTO event (seq, time, author, first)
  SELECT e.seq, e.time, e.author, coalesce(
    (SELECT n.number FROM numbered n WHERE n.event_seq >= e.seq ORDER BY n.event_seq, n.number LIMIT 1),
    (SELECT count(*) + 1 FROM numbered))
  FROM plain_event e;
INSERT INTO record (number, id, version) SELECT number, id, 0 FROM known WHERE number < 0;
INSERT INTO record (number, id, type, partnership, organisation, version)
  SELECT n.number, n.id, t.number, p.number, o.number, r.version
  FROM numbered n
    JOIN plain_record r ON r.id = n.id
    JOIN record_type t ON t.name = r.type
    LEFT JOIN known p ON p.id = r.partnership
    LEFT JOIN known o ON o.id = r.organisation
  WHERE n.version = 1 ORDER BY n.number;
)sql";

constexpr std::string_view kNumberRevisions = R"sql(
INSERT INTO revision (number, record, version, event_seq, visibility, encoding, hash, body)
  SELECT n.number, CASE WHEN n.version > 1 THEN k.number END, n.version, n.event_seq, r.visibility, r.encoding,
    r.hash, r.body
)sql";
constexpr std::string_view kNumberRevisionsAndLeaves = R"sql(
INSERT INTO revision (number, record, version, event_seq, visibility, encoding, hash, body, leaf)
  SELECT n.number, CASE WHEN n.version > 1 THEN k.number END, n.version, n.event_seq, r.visibility, r.encoding,
    r.hash, r.body, r.leaf
)sql";
constexpr std::string_view kNumberHeads = R"sql(
  FROM numbered n JOIN plain_revision r ON r.rowid = n.place JOIN known k ON k.id = n.id
  ORDER BY n.number;
UPDATE record SET latest =
  (SELECT v.number FROM revision v WHERE v.record = record.number AND v.version = record.version)
  WHERE version > 1;
DROP TABLE temp.known;
DROP TABLE temp.numbered;
)sql";

}  // namespace

std::string number_plain_rows(bool leaves) {
  return std::string(kNumberRecords)
      .append(leaves ? kNumberRevisionsAndLeaves : kNumberRevisions)
      .append(kNumberHeads);
}

namespace {

constexpr auto kInteger = ColumnKind::integer;
constexpr auto kText = ColumnKind::text;
constexpr auto kBytes = ColumnKind::bytes;

const std::array<PlainTable, 3>& plain_tables() {
  static const std::array<PlainTable, 3> all{
      PlainTable{"event",
                 {{"author", kText}, {"seq", kInteger}, {"time", kInteger}},
                 "SELECT author, seq, time FROM event"},
      PlainTable{"record",
                 {{"event_seq", kInteger},
                  {"id", kBytes},
                  {"organisation", kBytes},
                  {"partnership", kBytes},
                  {"type", kText},
                  {"version", kInteger}},
                 "SELECT v.event_seq, r.id, o.id, p.id, t.name, r.version FROM record r "
                 "CROSS JOIN revision v ON v.number = coalesce(r.latest, r.number) "
                 "CROSS JOIN record_type t ON t.number = r.type "
                 "LEFT JOIN record o ON o.number = r.organisation "
                 "LEFT JOIN record p ON p.number = r.partnership"},
      PlainTable{"revision",
                 {{"body", kBytes},
                  {"encoding", kInteger},
                  {"event_seq", kInteger},
                  {"hash", kBytes},
                  {"id", kBytes},
                  {"leaf", kInteger},
                  {"ordinal", kInteger},
                  {"version", kInteger},
                  {"visibility", kInteger}},
                 "SELECT v.body, v.encoding, v.event_seq, v.hash, r.id, v.leaf, v.number - e.first, "
                 "v.version, v.visibility FROM revision v "
                 "CROSS JOIN record r ON r.number = coalesce(v.record, v.number) "
                 "CROSS JOIN event e ON e.seq = v.event_seq"},
  };
  return all;
}

}  // namespace

const PlainTable* plain_table(std::string_view name) {
  const auto& all = plain_tables();
  const auto found = std::ranges::find(all, name, &PlainTable::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace entente::store::sqlite
