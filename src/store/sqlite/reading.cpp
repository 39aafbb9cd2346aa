// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/reading.hpp"

#include <algorithm>
#include <limits>

#include "store/form.hpp"

namespace entente::store::sqlite {

namespace {

constexpr auto kMost = std::numeric_limits<std::int64_t>::max();

std::int64_t as_limit(std::size_t limit) {
  return static_cast<std::int64_t>(std::min(limit, static_cast<std::size_t>(kMost)));
}

/// Sought for in one commit: more than any holds, and added to the number of a revision without overflow.
constexpr std::int64_t kMostSkipped = 1LL << 40;

// A connection keeps what it has prepared by the text's address: statements outlive it.
const std::string kChanges =
    "SELECT v.event_seq, r.id, t.name, v.version, p.id, o.id "
    "FROM revision v CROSS JOIN record r ON r.number = coalesce(v.record, v.number) "
    "CROSS JOIN record_type t ON t.number = r.type "
    "LEFT JOIN record p ON p.number = r.partnership LEFT JOIN record o ON o.number = r.organisation "
    "WHERE ";
const std::string kChangesAfter =
    kChanges +
    "v.number >= (SELECT first FROM event WHERE seq > ?1 ORDER BY seq LIMIT 1) "
    "AND v.number < coalesce((SELECT first FROM event WHERE seq > ?2 ORDER BY seq LIMIT 1), "
    "9223372036854775807) ORDER BY v.number";
const std::string kChangesIn =
    kChanges +
    "v.number >= (SELECT first FROM event WHERE seq = ?1) + ?2 "
    "AND v.number < coalesce((SELECT first FROM event WHERE seq > ?1 ORDER BY seq LIMIT 1), "
    "9223372036854775807) ORDER BY v.number LIMIT ?3";

std::vector<Change> changes_of(Query&& rows) {
  std::vector<Change> all;
  while (rows.next())
    all.push_back({rows.integer(0), rows.uuid(1), rows.text(2), rows.integer(3), rows.optional_uuid(4),
                   rows.optional_uuid(5)});
  return all;
}

const std::string kColumns =
    "SELECT r.id, t.name, v.version, v.event_seq, e.time, e.author, v.visibility, v.encoding, v.hash, "
    "v.body ";
// CROSS JOIN keeps SQLite from turning the order round, whatever its statistics say. What a record's row does
// not say is its own number: that of its latest revision while that is the first.
std::string heads_from(const std::string& record) {
  return kColumns + "FROM " + record +
         " CROSS JOIN record_type t ON t.number = r.type "
         "CROSS JOIN revision v ON v.number = coalesce(r.latest, r.number) "
         "CROSS JOIN event e ON e.seq = v.event_seq ";
}
/// `number`: of the revisions wanted.
std::string revisions_where(const std::string& number) {
  return kColumns +
         "FROM record r CROSS JOIN record_type t ON t.number = r.type "
         "CROSS JOIN revision v ON v.number " +
         number + " CROSS JOIN event e ON e.seq = v.event_seq WHERE r.id = ?1 ";
}

const std::string kHead = heads_from("record r") + "WHERE r.id = ?1";
const std::string kRevision =
    revisions_where(
        "= coalesce((SELECT l.number FROM revision l WHERE l.record = r.number AND l.version = ?2), "
        "r.number)") +
    "AND v.version = ?2";
// The first revision of a record has the record's number; the others name it.
constexpr std::string_view kWasOpen =
    "SELECT 1 WHERE EXISTS (SELECT 1 FROM record r CROSS JOIN revision v ON v.number = r.number "
    "WHERE r.id = ?1 AND v.version < ?2 AND v.visibility = ?3) "
    "OR EXISTS (SELECT 1 FROM record r CROSS JOIN revision v ON v.record = r.number "
    "WHERE r.id = ?1 AND v.version < ?2 AND v.visibility = ?3)";
const std::string kHistory =
    revisions_where(
        "IN (SELECT r.number UNION ALL SELECT l.number FROM revision l WHERE l.record = r.number)") +
    "ORDER BY v.version DESC";
const std::string kOfPartnership =
    heads_from("record r") + "WHERE r.partnership = (SELECT number FROM record WHERE id = ?1) AND r.id <> ?1";
const std::string kOfPartnershipType = kOfPartnership + " AND t.name = ?2";
const std::string kOfOrganisation = heads_from("record r") +
                                    "WHERE r.organisation = (SELECT number FROM record WHERE id = ?1) "
                                    "AND r.type = (SELECT number FROM record_type WHERE name = ?2)";
const std::string kHeadsOfType =
    heads_from("record r INDEXED BY record_type_id") +
    "WHERE r.type = ?1 AND r.partnership IS NULL AND r.id > ?2 ORDER BY r.id LIMIT ?3";
// Only what goes through everything asks for all that hang on partnerships: no index lists them.
const std::string kHeadsThatHang =
    heads_from("record r INDEXED BY record_id") + "WHERE r.type = ?1 AND r.id > ?2 ORDER BY r.id LIMIT ?3";

std::vector<Revision> by_id(std::vector<Revision> all) {
  std::ranges::sort(all, {}, &Revision::id);
  return all;
}

Visibility visibility_of(Connection& connection, std::int64_t value) {
  if (value < 0 || value > static_cast<std::int64_t>(Visibility::withdrawn)) connection.fail_damaged();
  return static_cast<Visibility>(value);
}

std::vector<JobRun> job_runs_of(Query&& rows) {
  std::vector<JobRun> all;
  while (rows.next()) {
    auto& run = all.emplace_back();
    run.id = rows.uuid(0);
    run.name = rows.text(1);
    run.started = rows.instant(2);
    if (!rows.is_null(3)) run.finished = rows.instant(3);
    run.state = rows.text(4);
    run.detail = rows.text(5);
  }
  return all;
}

}  // namespace

std::string load_pack(Connection& connection, std::int64_t id) {
  auto row = connection.query("SELECT encoding, bytes FROM pack WHERE id = ?1", id);
  if (!row.next()) connection.fail_damaged();
  return unpack(row.integer(0), row.bytes(1), kMostPack);
}

template <class Port>
Revision Reading<Port>::revision_of(const Query& row) {
  Revision r;
  r.id = row.uuid(0);
  r.type = row.text(1);
  r.version = row.integer(2);
  r.event_seq = row.integer(3);
  r.time = row.instant(4);
  r.author = row.text(5);
  r.visibility = visibility_of(connection_, row.integer(6));
  r.hash = row.sha256(8);
  r.body = texts_.text(row.integer(7), row.bytes(9), kMostBody);
  return r;
}

template <class Port>
std::vector<Revision> Reading<Port>::all_of(Query&& rows) {
  std::vector<Revision> all;
  while (rows.next()) all.push_back(revision_of(rows));
  return all;
}

template <class Port>
std::optional<Revision> Reading<Port>::one_of(Query&& row) {
  if (!row.next()) return std::nullopt;
  return revision_of(row);
}

template <class Port>
std::int64_t Reading<Port>::last_event() {
  auto row = connection_.query("SELECT event_seq FROM head WHERE id = 1");
  if (!row.next()) connection_.fail_damaged();
  return row.integer(0);
}

template <class Port>
std::optional<Revision> Reading<Port>::head(const base::Uuid& id) {
  return one_of(connection_.query(kHead, id));
}

template <class Port>
std::optional<Revision> Reading<Port>::revision(const base::Uuid& id, std::int64_t version) {
  return one_of(connection_.query(kRevision, id, version));
}

template <class Port>
bool Reading<Port>::was_open(const base::Uuid& id, std::int64_t before) {
  return connection_.query(kWasOpen, id, before, static_cast<std::int64_t>(Visibility::open)).next();
}

template <class Port>
std::vector<Revision> Reading<Port>::history(const base::Uuid& id) {
  return all_of(connection_.query(kHistory, id));
}

template <class Port>
std::vector<Revision> Reading<Port>::of_partnership(const base::Uuid& partnership) {
  return by_id(all_of(connection_.query(kOfPartnership, partnership)));
}

template <class Port>
std::vector<Revision> Reading<Port>::of_partnership(const base::Uuid& partnership, std::string_view type) {
  return by_id(all_of(connection_.query(kOfPartnershipType, partnership, type)));
}

template <class Port>
std::vector<Revision> Reading<Port>::of_organisation(const base::Uuid& organisation, std::string_view type) {
  return by_id(all_of(connection_.query(kOfOrganisation, organisation, type)));
}

template <class Port>
std::vector<Revision> Reading<Port>::heads(std::string_view type, const base::Uuid& after,
                                           std::size_t limit) {
  std::int64_t number = 0;
  bool hangs = false;
  {
    auto row = connection_.query("SELECT number, hangs FROM record_type WHERE name = ?1", type);
    if (!row.next()) return {};
    number = row.integer(0);
    hangs = row.integer(1) != 0;
  }
  return all_of(connection_.query(hangs ? kHeadsThatHang : kHeadsOfType, number, after, as_limit(limit)));
}

template <class Port>
std::int64_t Reading<Port>::count(std::string_view type) {
  auto row = connection_.query("SELECT records FROM record_type WHERE name = ?1", type);
  return row.next() ? row.integer(0) : 0;
}

template <class Port>
std::optional<base::Uuid> Reading<Port>::find_key(std::string_view scheme, std::string_view value) {
  const auto kept = kept_key(value);
  auto row = connection_.query("SELECT id FROM identifier WHERE scheme = ?1 AND value = ?2", scheme,
                               std::string_view(kept));
  if (!row.next()) return std::nullopt;
  return row.uuid(0);
}

template <class Port>
std::vector<Change> Reading<Port>::changes(std::int64_t after, std::int64_t commits) {
  after = std::max<std::int64_t>(after, 0);
  commits = std::clamp<std::int64_t>(commits, 0, kMost - after);
  return changes_of(connection_.query(kChangesAfter, after, after + commits));
}

template <class Port>
std::vector<Change> Reading<Port>::changes_in(std::int64_t event_seq, std::int64_t skip, std::size_t limit) {
  // The revisions of a commit have numbers without a gap.
  skip = std::clamp<std::int64_t>(skip, 0, kMostSkipped);
  return changes_of(connection_.query(kChangesIn, event_seq, skip, as_limit(limit)));
}

template <class Port>
std::vector<Written> Reading<Port>::written_by(const base::Uuid& account, std::size_t limit) {
  const auto author = account.str();
  // The length is what the index of authors is bounded by.
  auto rows = connection_.query(
      "SELECT r.id, t.name, v.version, e.time FROM event e CROSS JOIN revision v ON v.number >= e.first "
      "AND v.number < coalesce((SELECT n.first FROM event n WHERE n.seq > e.seq ORDER BY n.seq LIMIT 1), "
      "9223372036854775807) "
      "CROSS JOIN record r ON r.number = coalesce(v.record, v.number) "
      "CROSS JOIN record_type t ON t.number = r.type "
      "WHERE e.author = ?1 AND length(e.author) = 36 ORDER BY e.seq DESC, v.number DESC LIMIT ?2",
      std::string_view(author), as_limit(limit));
  std::vector<Written> all;
  while (rows.next()) all.push_back({rows.uuid(0), rows.text(1), rows.integer(2), rows.instant(3)});
  return all;
}

template <class Port>
std::optional<std::string> Reading<Port>::blob(const base::Sha256& hash) {
  auto row = connection_.query("SELECT encoding, size, bytes FROM blob WHERE hash = ?1", hash);
  if (!row.next()) return std::nullopt;
  const auto size = row.integer(1);
  if (size < 0 || size > static_cast<std::int64_t>(kMostBlob)) connection_.fail_damaged();
  auto bytes = texts_.text(row.integer(0), row.bytes(2), static_cast<std::size_t>(size));
  if (bytes.size() != static_cast<std::size_t>(size)) connection_.fail_damaged();
  return bytes;
}

template <class Port>
std::optional<std::string> Reading<Port>::note(std::string_view name) {
  auto row = connection_.query("SELECT value FROM note WHERE name = ?1", name);
  if (!row.next()) return std::nullopt;
  return row.text(0);
}

template <class Port>
std::vector<JobRun> Reading<Port>::job_runs(std::string_view name, std::size_t limit) {
  if (name.empty())
    return job_runs_of(
        connection_.query("SELECT id, name, started, finished, state, detail FROM job_run "
                          "ORDER BY started DESC, id DESC LIMIT ?1",
                          as_limit(limit)));
  return job_runs_of(
      connection_.query("SELECT id, name, started, finished, state, detail FROM job_run "
                        "WHERE name = ?1 ORDER BY started DESC, id DESC LIMIT ?2",
                        name, as_limit(limit)));
}

template class Reading<Reader>;
template class Reading<UnitOfWork>;

}  // namespace entente::store::sqlite
