// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/unit.hpp"

#include <utility>

#include "base/error.hpp"
#include "store/form.hpp"
#include "store/sqlite/failure.hpp"

namespace entente::store::sqlite {

/// Marks the unit as broken unless all the statements of one write succeed.
class Unit::Step {
 public:
  explicit Step(Unit& unit) : unit_(unit) {
    // SQLite rolls back by itself on a full or failing disk; what followed would commit on its own.
    unit_.require_whole();
    unit_.whole_ = false;
  }
  void done() { unit_.whole_ = true; }

 private:
  Unit& unit_;
};

Unit::Unit(Connection& connection, std::string author, base::Instant now)
    // What this unit reads may be taken back again: no other reader is to find it in a cache.
    : Reading(connection, Texts(
                              std::make_shared<PackCache>(),
                              [this](std::int64_t id) { return load_pack(connection_, id); }, &packing_)),
      author_(std::move(author)),
      now_(now),
      numbers_(connection),
      packing_({[this] { return next_pack(); },
                [this](std::int64_t id, const Packed& pack) {
                  connection_.execute("INSERT INTO pack (id, encoding, bytes) VALUES (?1, ?2, ?3)", id,
                                      pack.encoding(), Bytes{pack.bytes()});
                }}),
      accounts_(connection, [this](const std::function<void()>& write) { step(write); }),
      claims_(connection, [this](const std::function<void()>& write) { step(write); }),
      concerns_(connection, [this](const std::function<void()>& write) { step(write); }),
      diligence_(connection, [this](const std::function<void()>& write) { step(write); }),
      screening_(connection, [this](const std::function<void()>& write) { step(write); }),
      hooks_(connection, [this](const std::function<void()>& write) { step(write); }),
      lists_(connection, [this](const std::function<void()>& write) { step(write); }),
      log_(connection, [this](const std::function<void()>& write) { step(write); }) {}

void Unit::step(const std::function<void()>& write) {
  Step step(*this);
  write();
  step.done();
}

std::int64_t Unit::next_pack() {
  if (last_pack_ == 0) {
    auto row = connection_.query("SELECT coalesce(max(id), 0) FROM pack");
    if (!row.next()) connection_.fail_damaged();
    last_pack_ = row.integer(0);
  }
  return ++last_pack_;
}

void Unit::number(std::int64_t first) {
  if (event_seq_ != 0) return;
  {
    auto row = connection_.query(
        "UPDATE head SET event_seq = event_seq + 1, "
        "leaf_event = CASE WHEN leaf_event = event_seq THEN event_seq + 1 ELSE leaf_event END "
        "WHERE id = 1 RETURNING event_seq, leaf_event");
    if (!row.next()) connection_.fail_damaged();
    event_seq_ = row.integer(0);
    logs_ = row.integer(1) == event_seq_;
    while (row.next()) {
    }
  }
  connection_.execute("INSERT INTO event (seq, time, author, first) VALUES (?1, ?2, ?3, ?4)", event_seq_,
                      now_, std::string_view(author_), first);
}

std::int64_t Unit::take_leaf() {
  if (!next_leaf_) {
    auto row = connection_.query("SELECT leaf_index FROM head WHERE id = 1");
    if (!row.next()) connection_.fail_damaged();
    next_leaf_ = row.integer(0);
  }
  return (*next_leaf_)++;
}

std::optional<std::int64_t> Unit::leaf_of(const NewRevision& revision, std::int64_t version) {
  if (!logs_) return std::nullopt;
  const bool was_open_before =
      revision.visibility == Visibility::withdrawn && version > 1 && was_open(revision.id, version);
  // Whether it was published or changed is told by the version before, once somebody reads the entry.
  if (!public_act(revision.visibility, std::nullopt, was_open_before)) return std::nullopt;
  return take_leaf();
}

std::int64_t Unit::count(std::string_view type) {
  return Reading::count(type) + numbers_.counted(type);
}

std::int64_t Unit::put(const NewRevision& revision) {
  require_form(revision);
  const auto standing = numbers_.standing(revision.id);
  const auto stands = standing ? standing->version : 0;
  if (stands != 0) require_type(revision, standing->type);
  require_expected(revision, stands);
  const auto version = stands + 1;

  Step step(*this);
  const auto latest = numbers_.next_revision();
  number(latest);
  const auto leaf = leaf_of(revision, version);
  const auto body = packing_.body(revision);
  const auto record = standing ? standing->number : latest;
  const bool hangs = revision.partnership.has_value();
  numbers_.took(revision.id, hangs, record);
  const auto type = numbers_.type(revision.type, hangs);
  const auto number_of = [&](const std::optional<base::Uuid>& id) -> std::optional<std::int64_t> {
    if (!id) return std::nullopt;
    return *id == revision.id ? record : numbers_.record(*id);
  };
  const auto partnership = number_of(revision.partnership), organisation = number_of(revision.organisation);
  if (stands == 0) numbers_.count(revision.type);
  // The first revision of a record has its number, and neither row says so.
  const auto other = record == latest ? std::nullopt : std::optional(record);
  if (!standing)
    connection_.execute(
        "INSERT INTO record (number, id, type, partnership, organisation, version) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        record, revision.id, type, partnership, organisation, version);
  else
    connection_.execute(
        "UPDATE record SET type = ?2, partnership = ?3, organisation = ?4, version = ?5, latest = ?6 "
        "WHERE number = ?1",
        record, type, partnership, organisation, version, latest);
  connection_.execute(
      "INSERT INTO revision (number, record, version, event_seq, visibility, encoding, hash, body, leaf) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
      latest, other, version, event_seq_, static_cast<std::int64_t>(revision.visibility), body.encoding(),
      revision.hash, Bytes{body.bytes()}, leaf);
  step.done();
  return version;
}

void Unit::set_key(std::string_view scheme, std::string_view value, const base::Uuid& id) {
  require_text("scheme of an identifier", scheme);
  require_text("identifier", value);
  const auto kept = kept_key(value);
  if (const auto owner = find_key(scheme, value)) {
    if (*owner != id) fail_owned(scheme, value, *owner);
    return;
  }
  Step step(*this);
  connection_.execute("INSERT INTO identifier (scheme, value, id) VALUES (?1, ?2, ?3)", scheme,
                      std::string_view(kept), id);
  step.done();
}

void Unit::put_blob(const base::Sha256& hash, std::string_view bytes) {
  require_blob(hash, bytes);
  {
    auto known = connection_.query("SELECT 1 FROM blob WHERE hash = ?1", hash);
    if (known.next()) return;
  }
  Step step(*this);
  const auto packed = packing_.blob(bytes);
  connection_.execute("INSERT INTO blob (hash, size, encoding, bytes) VALUES (?1, ?2, ?3, ?4)", hash,
                      static_cast<std::int64_t>(bytes.size()), packed.encoding(), Bytes{packed.bytes()});
  step.done();
}

void Unit::take_out(Kind pack, std::int64_t encoding, std::string_view kept) {
  // What leaves nothing by being written over may have been moved about before.
  connection_.execute(
      "INSERT INTO meta (name, value) VALUES ('vacuum', 'due') ON CONFLICT (name) DO NOTHING");
  if (encoding != kPlaced) return;
  const auto place = place_of(kept);
  const auto content = without(load_pack(connection_, place.pack), place);
  const Packed packed(pack, content);
  connection_.execute("UPDATE pack SET encoding = ?2, bytes = ?3 WHERE id = ?1", place.pack,
                      packed.encoding(), Bytes{packed.bytes()});
}

void Unit::log_rewriting(const base::Uuid& id, std::int64_t version, const base::Sha256& hash) {
  const auto revision = this->revision(id, version);
  if (!revision || revision->hash == hash) return;
  require_caught_up(log_.is_behind());
  const auto entry = log_.entry_of(id, version);
  if (!entry) return;
  if (!log_.is_kept(*entry)) log_.keep_entry(*entry, revision->event_seq, log_.entry(*entry));
  const auto event = event_seq_ != 0 ? event_seq_ : last_event() + 1;
  log_.keep_entry(static_cast<std::uint64_t>(take_leaf()), event,
                  ledger::bytes_of(rehashed(*revision, hash, event, now_, author_)));
}

void Unit::rewrite(const base::Uuid& id, std::int64_t version, std::string_view body,
                   const base::Sha256& hash) {
  require_text("body", body);
  std::int64_t number = 0, encoding = 0;
  std::string kept;
  {
    auto row = connection_.query(
        "SELECT v.number, v.encoding, v.body FROM record r CROSS JOIN revision v ON v.number = coalesce("
        "(SELECT l.number FROM revision l WHERE l.record = r.number AND l.version = ?2), r.number) "
        "WHERE r.id = ?1 AND v.version = ?2 AND v.event_seq <> ?3",
        id, version, event_seq_);
    if (!row.next()) fail_nothing_to_rewrite("version " + std::to_string(version) + " of " + id.str());
    number = row.integer(0);
    encoding = row.integer(1);
    kept = row.bytes(2);
  }
  log_rewriting(id, version, hash);
  Step step(*this);
  const Packed packed(Kind::body, body);
  connection_.execute("UPDATE revision SET encoding = ?2, hash = ?3, body = ?4 WHERE number = ?1", number,
                      packed.encoding(), hash, Bytes{packed.bytes()});
  take_out(Kind::pack_of_bodies, encoding, kept);
  step.done();
}

void Unit::rewrite_blob(const base::Sha256& hash, std::string_view bytes) {
  require_blob(hash, bytes);
  std::int64_t encoding = 0;
  std::string kept;
  {
    auto row = connection_.query("SELECT encoding, bytes FROM blob WHERE hash = ?1", hash);
    if (!row.next()) fail_nothing_to_rewrite("file " + base::hex(hash));
    encoding = row.integer(0);
    kept = row.bytes(1);
  }
  if (encoding == kPlaced && packing_.open(place_of(kept).pack) != nullptr)
    fail_nothing_to_rewrite("file " + base::hex(hash));
  Step step(*this);
  const Packed packed(Kind::blob, bytes);
  connection_.execute("UPDATE blob SET size = ?2, encoding = ?3, bytes = ?4 WHERE hash = ?1", hash,
                      static_cast<std::int64_t>(bytes.size()), packed.encoding(), Bytes{packed.bytes()});
  take_out(Kind::pack_of_blobs, encoding, kept);
  step.done();
}

void Unit::set_note(std::string_view name, std::string_view value) {
  require_text("name of a note", name);
  require_text("note", value);
  Step step(*this);
  if (value.empty())
    connection_.execute("DELETE FROM note WHERE name = ?1", name);
  else
    connection_.execute(
        "INSERT INTO note (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = "
        "excluded.value",
        name, value);
  step.done();
}

void Unit::put_job_run(const JobRun& run) {
  require_form(run);
  Step step(*this);
  connection_.execute(
      "INSERT INTO job_run (id, name, started, finished, state, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
      "ON CONFLICT (id) DO UPDATE SET name = excluded.name, started = excluded.started, "
      "finished = excluded.finished, state = excluded.state, detail = excluded.detail",
      run.id, std::string_view(run.name), run.started, run.finished, std::string_view(run.state),
      std::string_view(run.detail));
  step.done();
}

void Unit::require_whole() const {
  if (!whole_ || !connection_.in_transaction())
    throw base::Error(register_name(connection_.file()),
                      "an earlier write of this change failed, so none of it was kept",
                      "Repeat the whole change.");
}

std::int64_t Unit::finish() {
  Step step(*this);
  packing_.close();
  numbers_.keep_counts();
  if (next_leaf_) connection_.execute("UPDATE head SET leaf_index = ?1 WHERE id = 1", *next_leaf_);
  step.done();
  return event_seq_;
}

}  // namespace entente::store::sqlite
