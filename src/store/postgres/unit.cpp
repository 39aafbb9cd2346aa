// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/postgres/unit.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "store/form.hpp"

namespace entente::store::postgres {

namespace {

/// Bytes held back before they go out by themselves: a bound on memory.
constexpr std::size_t kMostHeld = 8UL << 20;

}  // namespace

Batch::Batch(Connection& connection, bool alone)
    : connection_(connection), alone_(alone), transaction_(connection, Transaction::Kind::write) {
  connection_.send("SELECT event_seq, leaf_index, leaf_event FROM head WHERE id = 1 FOR UPDATE");
  // A statement of its own: it sees what was committed while the one before waited for the lock.
  connection_.send("SELECT id FROM record ORDER BY id DESC LIMIT 1");
  auto answers = connection_.sync();  // BEGIN's is the first
  if (!answers.at(1).next()) connection_.fail_damaged();
  first_event_ = last_event_ = answers[1].integer(0);
  first_leaf_ = next_leaf_ = answers[1].integer(1);
  logs_ = answers[1].integer(2) == first_event_;
  if (answers.at(2).next()) newest_ = answers[2].uuid(0);
}

std::optional<std::int64_t> Batch::used(std::string_view key) const {
  const auto found = done_.keys.find(key);
  if (found == done_.keys.end()) return std::nullopt;
  return found->second.first;
}

void Batch::finish(const base::Uuid& writer, std::int64_t mark, base::Instant now) {
  done_.send(connection_);
  if (logs_ && (last_event_ != first_event_ || next_leaf_ != first_leaf_))
    connection_.send("UPDATE head SET event_seq = $1, leaf_index = $2, leaf_event = $3 WHERE id = 1",
                     last_event_, next_leaf_, last_event_);
  else if (last_event_ != first_event_)
    connection_.send("UPDATE head SET event_seq = $1 WHERE id = 1", last_event_);
  connection_.send(
      "INSERT INTO attempt (writer, mark, time) VALUES ($1, $2, $3) "
      "ON CONFLICT (writer) DO UPDATE SET mark = excluded.mark, time = excluded.time",
      writer, mark, now);
}

std::int64_t Batch::next_pack() {
  if (!last_pack_) {
    auto row = connection_.query("SELECT coalesce(max(id), 0) FROM pack");
    if (!row.next()) connection_.fail_damaged();
    last_pack_ = row.integer(0);
  }
  return ++*last_pack_;
}

Unit::Unit(Batch& batch, std::string author, base::Instant now)
    // What this unit reads may be taken back again: no other reader is to find it in a cache.
    : Reading(batch.connection_,
              Texts(
                  std::make_shared<PackCache>(), [this](std::int64_t id) { return pack(id); }, &packing_)),
      batch_(batch),
      author_(std::move(author)),
      now_(now),
      next_leaf_(batch_.next_leaf_),
      packing_({[this] { return batch_.next_pack(); },
                [this](std::int64_t id, const Packed& full) {
                  mine_.add(Pending::OfPack{id, full.encoding(), std::string(full.bytes())});
                }}),
      accounts_(connection_, [this](const std::function<void()>& write) { write_now(write); }),
      claims_(connection_, [this](const std::function<void()>& write) { write_now(write); }),
      concerns_(connection_, [this](const std::function<void()>& write) { write_now(write); }),
      diligence_(connection_, [this](const std::function<void()>& write) { write_now(write); }),
      screening_(connection_, [this](const std::function<void()>& write) { write_now(write); }),
      hooks_(connection_, [this](const std::function<void()>& write) { write_now(write); }),
      lists_(connection_, [this](const std::function<void()>& write) { write_now(write); }),
      log_(connection_, [this](const std::function<void()>& write) { write_now(write); }) {}

void Unit::write_now(const std::function<void()>& write) {
  let_out();
  write();
}

std::string Unit::pack(std::int64_t id) {
  for (const auto* pending : {&mine_, &batch_.done_})
    for (const auto& one : pending->packs)
      if (one.id == id) return unpack(one.encoding, one.bytes, kMostPack);
  return load_pack(connection_, id);
}

Revision Unit::revision_of(const Pending::OfRevision& p) const {
  Revision r;
  r.id = p.revision.id;
  r.type = p.revision.type;
  r.version = p.version;
  r.event_seq = p.event_seq;
  r.time = p.time;
  r.author = p.author;
  r.visibility = p.revision.visibility;
  r.hash = p.revision.hash;
  r.body = texts_.text(p.encoding, p.revision.body, kMostBody);
  return r;
}

const Pending::OfRevision* Unit::pending_head(const base::Uuid& id) const {
  const auto* mine = mine_.head(id);
  return mine != nullptr ? mine : batch_.done_.head(id);
}

void Unit::settle() {
  if (mine_.empty() && batch_.done_.empty()) return;
  let_out();
  for (const auto& one : mine_.revisions) batch_.newest_ = std::max(batch_.newest_, one.revision.id);
  mine_.send(connection_);
  connection_.sync();
}

/// From here on some of this unit is in the database, and is taken back there.
void Unit::let_out() {
  if (let_out_) return;
  for (const auto& one : batch_.done_.revisions) batch_.newest_ = std::max(batch_.newest_, one.revision.id);
  batch_.done_.send(connection_);  // what is not this unit's stands before the mark
  if (!batch_.alone_) connection_.send("SAVEPOINT unit");
  let_out_ = batch_.let_out_ = true;
}

void Unit::relieve() {
  if (mine_.bytes >= kMostHeld) settle();
}

std::int64_t Unit::last_event() {
  return event_seq_ != 0 ? event_seq_ : batch_.last_event_;
}

std::optional<Revision> Unit::head(const base::Uuid& id) {
  if (const auto* pending = pending_head(id)) return revision_of(*pending);
  return kept_head(id);
}

std::optional<base::Uuid> Unit::find_key(std::string_view scheme, std::string_view value) {
  if (!is_text(scheme) || !is_text(value)) return std::nullopt;
  const std::pair key(std::string(scheme), kept_key(value));
  for (const auto* pending : {&mine_, &batch_.done_})
    if (const auto owner = pending->owners.find(key); owner != pending->owners.end()) return owner->second;
  return kept_owner(scheme, key.second);
}

std::optional<std::string> Unit::note(std::string_view name) {
  for (const auto* pending : {&mine_, &batch_.done_})
    if (const auto set = pending->notes.find(name); set != pending->notes.end())
      return set->second.empty() ? std::nullopt : std::optional(set->second);
  return is_text(name) ? kept_note(name) : std::nullopt;
}

bool Unit::was_public(const base::Uuid& id) {
  for (const auto* pending : {&mine_, &batch_.done_})
    for (const auto& one : pending->revisions)
      if (one.revision.id == id && one.revision.visibility == Visibility::open) return true;
  return kept_was_open(id);
}

std::optional<std::int64_t> Unit::leaf_of(const NewRevision& revision) {
  if (!batch_.logs_) return std::nullopt;
  const bool was_open = revision.visibility == Visibility::withdrawn && was_public(revision.id);
  // Whether it was published or changed is told by the version before, once somebody reads the entry.
  if (!public_act(revision.visibility, std::nullopt, was_open)) return std::nullopt;
  return next_leaf_++;
}

std::int64_t Unit::put(const NewRevision& revision) {
  require_form(revision);
  std::int64_t stands = 0;
  if (const auto* pending = pending_head(revision.id)) {
    stands = pending->version;
    require_type(revision, pending->revision.type);
  } else if (revision.id <= batch_.newest_) {
    auto row = connection_.query("SELECT version, type FROM record WHERE id = $1", revision.id);
    if (row.next()) {
      stands = row.integer(0);
      require_type(revision, row.bytes(1));
    }
  }
  require_expected(revision, stands);
  if (event_seq_ == 0) event_seq_ = batch_.last_event_ + 1;
  const auto leaf = leaf_of(revision);
  const auto body = packing_.body(revision);
  Pending::OfRevision pending{revision,        stands + 1, event_seq_, ordinal_,
                              body.encoding(), now_,       author_,    leaf};
  pending.revision.body = body.bytes();
  mine_.add(std::move(pending));
  ++ordinal_;
  relieve();
  return stands + 1;
}

void Unit::set_key(std::string_view scheme, std::string_view value, const base::Uuid& id) {
  require_text("scheme of an identifier", scheme);
  require_text("identifier", value);
  if (const auto owner = find_key(scheme, value)) {
    if (*owner != id) fail_owned(scheme, value, *owner);
    return;
  }
  mine_.owners.emplace(std::pair(std::string(scheme), kept_key(value)), id);
}

void Unit::put_blob(const base::Sha256& hash, std::string_view bytes) {
  require_blob(hash, bytes);
  if (mine_.blobs.contains(hash) || batch_.done_.blobs.contains(hash)) return;
  const auto packed = packing_.blob(bytes);
  mine_.bytes += packed.bytes().size();
  mine_.blobs.emplace(hash, Pending::OfBlob{hash, static_cast<std::int64_t>(bytes.size()), packed.encoding(),
                                            std::string(packed.bytes())});
  relieve();
}

void Unit::take_out(Kind kind, std::int64_t encoding, std::string_view kept) {
  if (encoding != kPlaced) return;
  const auto place = place_of(kept);
  const auto content = without(load_pack(connection_, place.pack), place);
  const Packed packed(kind, content);
  connection_.query("UPDATE pack SET encoding = $2, bytes = $3 WHERE id = $1", place.pack, packed.encoding(),
                    Bytes{packed.bytes()});
}

void Unit::log_rewriting(const base::Uuid& id, std::int64_t version, const base::Sha256& hash) {
  const auto revision = this->revision(id, version);
  if (!revision || revision->hash == hash) return;
  require_caught_up(!batch_.logs_);
  const auto entry = log_.entry_of(id, version);
  if (!entry) return;
  if (!log_.is_kept(*entry)) log_.keep_entry(*entry, revision->event_seq, log_.entry(*entry));
  const auto event = event_seq_ != 0 ? event_seq_ : batch_.last_event_ + 1;
  log_.keep_entry(static_cast<std::uint64_t>(next_leaf_++), event,
                  ledger::bytes_of(rehashed(*revision, hash, event, now_, author_)));
}

void Unit::rewrite(const base::Uuid& id, std::int64_t version, std::string_view body,
                   const base::Sha256& hash) {
  require_text("body", body);
  let_out();
  auto row =
      connection_.query("SELECT encoding, body FROM revision WHERE id = $1 AND version = $2", id, version);
  if (!row.next()) fail_nothing_to_rewrite("version " + std::to_string(version) + " of " + id.str());
  log_rewriting(id, version, hash);
  const Packed packed(Kind::body, body);
  connection_.query("UPDATE revision SET encoding = $3, hash = $4, body = $5 WHERE id = $1 AND version = $2",
                    id, version, packed.encoding(), hash, Bytes{packed.bytes()});
  take_out(Kind::pack_of_bodies, row.integer(0), row.bytes(1));
}

void Unit::rewrite_blob(const base::Sha256& hash, std::string_view bytes) {
  require_blob(hash, bytes);
  let_out();
  auto row = connection_.query("SELECT encoding, bytes FROM blob WHERE hash = $1", hash);
  if (!row.next()) fail_nothing_to_rewrite("file " + base::hex(hash));
  const Packed packed(Kind::blob, bytes);
  connection_.query("UPDATE blob SET size = $2, encoding = $3, bytes = $4 WHERE hash = $1", hash,
                    static_cast<std::int64_t>(bytes.size()), packed.encoding(), Bytes{packed.bytes()});
  take_out(Kind::pack_of_blobs, row.integer(0), row.bytes(1));
}

void Unit::set_note(std::string_view name, std::string_view value) {
  require_text("name of a note", name);
  require_text("note", value);
  mine_.notes[std::string(name)] = value;
}

void Unit::put_job_run(const JobRun& run) {
  require_form(run);
  mine_.runs[run.id] = run;
}

std::int64_t Unit::finish(std::string_view idempotency_key, std::string_view key_with_content) {
  if (!connection_.in_order())
    throw base::Error(connection_.name(), "an earlier step of this change failed, so none of it was kept",
                      "Repeat the whole change.");
  packing_.close();
  for (const auto key : {idempotency_key, key_with_content})
    if (!key.empty()) mine_.keys.emplace(std::string(key), std::pair(event_seq_, now_));
  if (event_seq_ != 0) batch_.last_event_ = event_seq_;
  batch_.next_leaf_ = next_leaf_;
  batch_.done_.append(std::move(mine_));
  return event_seq_;
}

bool Unit::undo() {
  if (!let_out_) return connection_.in_order();
  if (batch_.alone_ || !connection_.in_transaction()) return false;
  connection_.query("ROLLBACK TO SAVEPOINT unit");
  return true;
}

}  // namespace entente::store::postgres
