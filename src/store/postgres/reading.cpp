// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/postgres/reading.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "store/form.hpp"

namespace entente::store::postgres {

namespace {

constexpr auto kMost = std::numeric_limits<std::int64_t>::max();

std::int64_t as_limit(std::size_t limit) {
  return static_cast<std::int64_t>(std::min(limit, static_cast<std::size_t>(kMost)));
}

const std::string kColumns =
    "SELECT v.id, r.type, v.version, v.event_seq, e.time, e.author, v.visibility, v.encoding, v.hash, "
    "v.body ";
const std::string kRevisionRows =
    kColumns + "FROM record r JOIN revision v ON v.id = r.id JOIN event e ON e.seq = v.event_seq ";
const std::string kHeads = kRevisionRows + "WHERE v.version = r.version AND ";

const std::string kHead = kHeads + "r.id = $1";
const std::string kRevision = kRevisionRows + "WHERE r.id = $1 AND v.version = $2";
constexpr std::string_view kWasOpen =
    "SELECT 1 FROM revision WHERE id = $1 AND version < $2 AND visibility = $3 LIMIT 1";
const std::string kHistory = kRevisionRows + "WHERE r.id = $1 ORDER BY v.version DESC";
const std::string kOfPartnership = kHeads + "r.partnership = $1 AND r.id <> $1 ORDER BY r.id";
const std::string kOfPartnershipType =
    kHeads + "r.partnership = $1 AND r.type = $2 AND r.id <> $1 ORDER BY r.id";
const std::string kOfOrganisation = kHeads + "r.organisation = $1 AND r.type = $2 ORDER BY r.id";
const std::string kHeadsOfType = kHeads + "r.type = $1 AND r.id > $2 ORDER BY r.id LIMIT $3";

Visibility visibility_of(Connection& connection, std::int64_t value) {
  if (value < 0 || value > static_cast<std::int64_t>(Visibility::withdrawn)) connection.fail_damaged();
  return static_cast<Visibility>(value);
}

/// Packs that are asked for together: a question of its own for each would wait for the network each time.
constexpr std::size_t kTogether = 64;

/// Brings into the cache the packs that rows from `first` on stand in; returns where they end.
std::size_t fetch_packs(Connection& connection, PackCache& cache,
                        const std::vector<std::optional<std::int64_t>>& packs, std::size_t first) {
  std::set<std::int64_t> seen;
  Column missing(Type::integer);
  auto at = first;
  for (; at < packs.size() && seen.size() < kTogether; ++at)
    if (packs[at] && seen.insert(*packs[at]).second && !cache.find(*packs[at])) missing.add(*packs[at]);
  if (missing.size() > 1) {
    auto rows = connection.query("SELECT id, encoding, bytes FROM pack WHERE id = ANY ($1)", missing);
    while (rows.next())
      cache.keep(rows.integer(0),
                 std::make_shared<const std::string>(unpack(rows.integer(1), rows.bytes(2), kMostPack)));
  }
  return at;
}

// A connection keeps what it has prepared by the text's address: statements outlive it.
const std::string kChanges =
    "SELECT v.event_seq, v.id, r.type, v.version, r.partnership, r.organisation "
    "FROM revision v JOIN record r ON r.id = v.id WHERE ";
const std::string kChangesAfter =
    kChanges + "v.event_seq > $1 AND v.event_seq <= $2 ORDER BY v.event_seq, v.ordinal";
const std::string kChangesIn = kChanges + "v.event_seq = $1 AND v.ordinal >= $2 ORDER BY v.ordinal LIMIT $3";

std::vector<Change> changes_of(Rows rows) {
  std::vector<Change> all;
  while (rows.next())
    all.push_back({rows.integer(0), rows.uuid(1), rows.text(2), rows.integer(3), rows.optional_uuid(4),
                   rows.optional_uuid(5)});
  return all;
}

std::vector<JobRun> job_runs_of(Rows rows) {
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
  auto row = connection.query("SELECT encoding, bytes FROM pack WHERE id = $1", id);
  if (!row.next()) connection.fail_damaged();
  return unpack(row.integer(0), row.bytes(1), kMostPack);
}

template <class Port>
Revision Reading<Port>::revision_of(const Rows& row) {
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
std::vector<Revision> Reading<Port>::all_of(Rows rows) {
  std::vector<std::optional<std::int64_t>> packs;
  for (auto ahead = rows; ahead.next();)
    packs.push_back(ahead.integer(7) == kPlaced ? std::optional(place_of(ahead.bytes(9)).pack)
                                                : std::nullopt);
  std::vector<Revision> all;
  all.reserve(packs.size());
  for (std::size_t fetched = 0; rows.next();) {
    if (all.size() == fetched) fetched = fetch_packs(connection_, texts_.cache(), packs, fetched);
    all.push_back(revision_of(rows));
  }
  return all;
}

template <class Port>
std::optional<Revision> Reading<Port>::one_of(Rows row) {
  if (!row.next()) return std::nullopt;
  return revision_of(row);
}

template <class Port>
std::int64_t Reading<Port>::last_event() {
  settle();
  auto row = connection_.query("SELECT event_seq FROM head WHERE id = 1");
  if (!row.next()) connection_.fail_damaged();
  return row.integer(0);
}

template <class Port>
std::optional<Revision> Reading<Port>::head(const base::Uuid& id) {
  settle();
  return kept_head(id);
}

template <class Port>
std::optional<Revision> Reading<Port>::kept_head(const base::Uuid& id) {
  return one_of(connection_.query(kHead, id));
}

template <class Port>
std::optional<Revision> Reading<Port>::revision(const base::Uuid& id, std::int64_t version) {
  settle();
  return one_of(connection_.query(kRevision, id, version));
}

template <class Port>
bool Reading<Port>::was_open(const base::Uuid& id, std::int64_t before) {
  settle();
  return connection_.query(kWasOpen, id, before, static_cast<std::int64_t>(Visibility::open)).next();
}

template <class Port>
bool Reading<Port>::kept_was_open(const base::Uuid& id) {
  return connection_
      .query(kWasOpen, id, std::numeric_limits<std::int64_t>::max(),
             static_cast<std::int64_t>(Visibility::open))
      .next();
}

template <class Port>
std::vector<Revision> Reading<Port>::history(const base::Uuid& id) {
  settle();
  return all_of(connection_.query(kHistory, id));
}

template <class Port>
std::vector<Revision> Reading<Port>::of_partnership(const base::Uuid& partnership) {
  settle();
  return all_of(connection_.query(kOfPartnership, partnership));
}

template <class Port>
std::vector<Revision> Reading<Port>::of_partnership(const base::Uuid& partnership, std::string_view type) {
  settle();
  return all_of(connection_.query(kOfPartnershipType, partnership, type));
}

template <class Port>
std::vector<Revision> Reading<Port>::of_organisation(const base::Uuid& organisation, std::string_view type) {
  settle();
  return all_of(connection_.query(kOfOrganisation, organisation, type));
}

template <class Port>
std::vector<Revision> Reading<Port>::heads(std::string_view type, const base::Uuid& after,
                                           std::size_t limit) {
  settle();
  return all_of(connection_.query(kHeadsOfType, type, after, as_limit(limit)));
}

template <class Port>
std::int64_t Reading<Port>::count(std::string_view type) {
  settle();
  auto row = connection_.query("SELECT count(*) FROM record WHERE type = $1", type);
  return row.next() ? row.integer(0) : 0;
}

template <class Port>
std::optional<base::Uuid> Reading<Port>::find_key(std::string_view scheme, std::string_view value) {
  if (!is_text(scheme) || !is_text(value)) return std::nullopt;
  settle();
  return kept_owner(scheme, kept_key(value));
}

template <class Port>
std::optional<base::Uuid> Reading<Port>::kept_owner(std::string_view scheme, std::string_view kept) {
  auto row = connection_.query("SELECT id FROM identifier WHERE scheme = $1 AND value = $2", scheme, kept);
  if (!row.next()) return std::nullopt;
  return row.uuid(0);
}

template <class Port>
std::vector<Change> Reading<Port>::changes(std::int64_t after, std::int64_t commits) {
  settle();
  after = std::max<std::int64_t>(after, 0);
  commits = std::clamp<std::int64_t>(commits, 0, kMost - after);
  return changes_of(connection_.query(kChangesAfter, after, after + commits));
}

template <class Port>
std::vector<Change> Reading<Port>::changes_in(std::int64_t event_seq, std::int64_t skip, std::size_t limit) {
  settle();
  // The revisions of a commit have ordinals from 0, without a gap.
  return changes_of(
      connection_.query(kChangesIn, event_seq, std::max<std::int64_t>(skip, 0), as_limit(limit)));
}

template <class Port>
std::vector<Written> Reading<Port>::written_by(const base::Uuid& account, std::size_t limit) {
  settle();
  const auto author = account.str();
  // The length is what the index of authors is bounded by.
  auto rows = connection_.query(
      "SELECT v.id, r.type, v.version, e.time FROM event e JOIN revision v ON v.event_seq = e.seq "
      "JOIN record r ON r.id = v.id WHERE e.author = $1 AND length(e.author) = 36 "
      "ORDER BY e.seq DESC, v.ordinal DESC LIMIT $2",
      std::string_view(author), as_limit(limit));
  std::vector<Written> all;
  while (rows.next()) all.push_back({rows.uuid(0), rows.text(1), rows.integer(2), rows.instant(3)});
  return all;
}

template <class Port>
std::optional<std::string> Reading<Port>::blob(const base::Sha256& hash) {
  settle();
  auto row = connection_.query("SELECT encoding, size, bytes FROM blob WHERE hash = $1", hash);
  if (!row.next()) return std::nullopt;
  const auto size = row.integer(1);
  if (size < 0 || size > static_cast<std::int64_t>(kMostBlob)) connection_.fail_damaged();
  auto bytes = texts_.text(row.integer(0), row.bytes(2), static_cast<std::size_t>(size));
  if (bytes.size() != static_cast<std::size_t>(size)) connection_.fail_damaged();
  return bytes;
}

template <class Port>
std::optional<std::string> Reading<Port>::note(std::string_view name) {
  if (!is_text(name)) return std::nullopt;
  settle();
  return kept_note(name);
}

template <class Port>
std::optional<std::string> Reading<Port>::kept_note(std::string_view name) {
  auto row = connection_.query("SELECT value FROM note WHERE name = $1", name);
  if (!row.next()) return std::nullopt;
  return row.text(0);
}

template <class Port>
std::vector<JobRun> Reading<Port>::job_runs(std::string_view name, std::size_t limit) {
  settle();
  if (name.empty())
    return job_runs_of(
        connection_.query("SELECT id, name, started, finished, state, detail FROM job_run "
                          "ORDER BY started DESC, id DESC LIMIT $1",
                          as_limit(limit)));
  return job_runs_of(
      connection_.query("SELECT id, name, started, finished, state, detail FROM job_run "
                        "WHERE name = $1 ORDER BY started DESC, id DESC LIMIT $2",
                        name, as_limit(limit)));
}

template class Reading<Reader>;
template class Reading<UnitOfWork>;

}  // namespace entente::store::postgres
