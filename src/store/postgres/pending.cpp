// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <iterator>

#include "store/postgres/unit.hpp"

namespace entente::store::postgres {

namespace {

// The order of the columns is the order of the parameters.
constexpr std::string_view kEvents = "INSERT INTO event (seq, time, author) SELECT * FROM unnest($1, $2, $3)";
constexpr std::string_view kRecords =
    "INSERT INTO record (id, type, partnership, organisation, version, event_seq) "
    "SELECT * FROM unnest($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE SET "
    "partnership = excluded.partnership, organisation = excluded.organisation, version = excluded.version, "
    "event_seq = excluded.event_seq";
constexpr std::string_view kRevisions =
    "INSERT INTO revision (id, version, event_seq, ordinal, visibility, encoding, hash, body, leaf) "
    "SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)";
constexpr std::string_view kPacks = "INSERT INTO pack (id, encoding, bytes) SELECT * FROM unnest($1, $2, $3)";
constexpr std::string_view kIdentifiers =
    "INSERT INTO identifier (scheme, value, id) SELECT * FROM unnest($1, $2, $3)";
constexpr std::string_view kBlobs =
    "INSERT INTO blob (hash, size, encoding, bytes) SELECT * FROM unnest($1, $2, $3, $4) "
    "ON CONFLICT (hash) DO NOTHING";
constexpr std::string_view kKeys =
    "INSERT INTO idempotency (key, event_seq, time) SELECT * FROM unnest($1, $2, $3)";
constexpr std::string_view kSetNote =
    "INSERT INTO note (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
constexpr std::string_view kRemoveNote = "DELETE FROM note WHERE name = $1";
constexpr std::string_view kRun =
    "INSERT INTO job_run (id, name, started, finished, state, detail) VALUES ($1, $2, $3, $4, $5, $6) "
    "ON CONFLICT (id) DO UPDATE SET name = excluded.name, started = excluded.started, "
    "finished = excluded.finished, state = excluded.state, detail = excluded.detail";

void send_revisions(Connection& connection, const Pending& pending) {
  Column seq(Type::integer), times(Type::integer), authors(Type::text);
  Column ids(Type::bytes), versions(Type::integer), events(Type::integer), ordinals(Type::integer),
      visibilities(Type::integer), encodings(Type::integer), hashes(Type::bytes), bodies(Type::bytes),
      leaves(Type::integer);
  for (const auto& one : pending.revisions) {
    if (one.ordinal == 0) {
      seq.add(one.event_seq);
      times.add(one.time.ms);
      authors.add(one.author);
    }
    ids.add(one.revision.id);
    versions.add(one.version);
    events.add(one.event_seq);
    ordinals.add(one.ordinal);
    visibilities.add(static_cast<std::int64_t>(one.revision.visibility));
    encodings.add(one.encoding);
    hashes.add(one.revision.hash);
    bodies.add(Bytes{one.revision.body});
    if (one.leaf)
      leaves.add(*one.leaf);
    else
      leaves.add_null();
  }
  // The heads: of a record that was put more than once, the last.
  Column records(Type::bytes), types(Type::text), partnerships(Type::bytes), organisations(Type::bytes),
      stands(Type::integer), moved(Type::integer);
  for (const auto& [id, at] : pending.latest) {
    const auto& one = pending.revisions[at];
    records.add(id);
    types.add(std::string_view(one.revision.type));
    partnerships.add(one.revision.partnership);
    organisations.add(one.revision.organisation);
    stands.add(one.version);
    moved.add(one.event_seq);
  }
  if (seq.size() != 0) connection.send(kEvents, seq, times, authors);
  connection.send(kRecords, records, types, partnerships, organisations, stands, moved);
  connection.send(kRevisions, ids, versions, events, ordinals, visibilities, encodings, hashes, bodies,
                  leaves);
}

void send_packs(Connection& connection, const Pending& pending) {
  Column ids(Type::integer), encodings(Type::integer), bytes(Type::bytes);
  for (const auto& one : pending.packs) {
    ids.add(one.id);
    encodings.add(one.encoding);
    bytes.add(Bytes{one.bytes});
  }
  connection.send(kPacks, ids, encodings, bytes);
}

void send_identifiers(Connection& connection, const Pending& pending) {
  Column schemes(Type::text), values(Type::text), ids(Type::bytes);
  for (const auto& [key, id] : pending.owners) {
    schemes.add(std::string_view(key.first));
    values.add(std::string_view(key.second));
    ids.add(id);
  }
  connection.send(kIdentifiers, schemes, values, ids);
}

void send_blobs(Connection& connection, const Pending& pending) {
  Column hashes(Type::bytes), sizes(Type::integer), encodings(Type::integer), bytes(Type::bytes);
  for (const auto& [hash, one] : pending.blobs) {
    hashes.add(hash);
    sizes.add(one.size);
    encodings.add(one.encoding);
    bytes.add(Bytes{one.bytes});
  }
  connection.send(kBlobs, hashes, sizes, encodings, bytes);
}

void send_keys(Connection& connection, const Pending& pending) {
  Column keys(Type::text), events(Type::integer), times(Type::integer);
  for (const auto& [key, used] : pending.keys) {
    keys.add(std::string_view(key));
    events.add(used.first);
    times.add(used.second.ms);
  }
  connection.send(kKeys, keys, events, times);
}

}  // namespace

bool Pending::empty() const {
  return packs.empty() && revisions.empty() && owners.empty() && blobs.empty() && notes.empty() &&
         runs.empty() && keys.empty();
}

const Pending::OfRevision* Pending::head(const base::Uuid& id) const {
  const auto found = latest.find(id);
  return found == latest.end() ? nullptr : &revisions[found->second];
}

void Pending::add(OfRevision&& one) {
  bytes += one.revision.body.size();
  latest[one.revision.id] = revisions.size();
  revisions.push_back(std::move(one));
}

void Pending::add(OfPack&& one) {
  bytes += one.bytes.size();
  packs.push_back(std::move(one));
}

void Pending::append(Pending&& other) {
  for (auto& one : other.packs) add(std::move(one));
  for (auto& one : other.revisions) add(std::move(one));
  owners.merge(other.owners);
  for (auto& [hash, one] : other.blobs) {
    bytes += one.bytes.size();
    blobs.try_emplace(hash, std::move(one));
  }
  for (auto& [name, value] : other.notes) notes[name] = std::move(value);
  for (auto& [id, run] : other.runs) runs[id] = std::move(run);
  keys.merge(other.keys);
  other = {};
}

void Pending::send(Connection& connection) {
  if (!packs.empty()) send_packs(connection, *this);
  if (!revisions.empty()) send_revisions(connection, *this);
  if (!owners.empty()) send_identifiers(connection, *this);
  if (!blobs.empty()) send_blobs(connection, *this);
  for (const auto& [name, value] : notes) {
    if (value.empty())
      connection.send(kRemoveNote, std::string_view(name));
    else
      connection.send(kSetNote, std::string_view(name), std::string_view(value));
  }
  for (const auto& [id, run] : runs)
    connection.send(kRun, id, std::string_view(run.name), run.started, run.finished,
                    std::string_view(run.state), std::string_view(run.detail));
  if (!keys.empty()) send_keys(connection, *this);
  *this = {};
}

}  // namespace entente::store::postgres
