// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "store/postgres/accounts.hpp"
#include "store/postgres/reading.hpp"

namespace entente::store::postgres {

/// Rows that wait to be written: they go out together, one statement a table, when somebody asks the
/// database something that depends on them, or at the end.
struct Pending {
  struct OfRevision {
    NewRevision revision;  ///< its body is the packed one
    std::int64_t version, event_seq, ordinal, encoding;
    base::Instant time;
    std::string author;
    std::optional<std::int64_t> leaf;  ///< the entry of the log that it is
  };
  struct OfBlob {
    base::Sha256 hash;
    std::int64_t size, encoding;
    std::string bytes;
  };
  struct OfPack {
    std::int64_t id, encoding;
    std::string bytes;
  };
  std::vector<OfPack> packs;
  std::vector<OfRevision> revisions;
  std::unordered_map<base::Uuid, std::size_t> latest;  ///< the place of a record's last revision
  std::map<std::pair<std::string, std::string>, base::Uuid> owners;  ///< by scheme and kept value
  std::map<base::Sha256, OfBlob> blobs;
  std::map<std::string, std::string, std::less<>> notes;  ///< an empty value removes
  std::map<base::Uuid, JobRun> runs;
  std::map<std::string, std::pair<std::int64_t, base::Instant>, std::less<>> keys;  ///< of idempotency
  std::size_t bytes = 0;  ///< of packs, bodies and blobs

  bool empty() const;
  const OfRevision* head(const base::Uuid& id) const;
  void add(OfRevision&&);
  void add(OfPack&&);
  void append(Pending&&);
  /// Queues the statements, and is empty afterwards.
  void send(Connection&);
};

/// One transaction that takes the writes of several units: it has the head's row locked from its beginning,
/// so that writers, of whatever node, take turns, and each sees all that the others committed.
class Batch {
 public:
  /// `alone`: one unit is to come, so that its failure may cost the whole transaction.
  Batch(Connection&, bool alone);

  /// The number an idempotency key was used for by an earlier unit of this batch.
  std::optional<std::int64_t> used(std::string_view idempotency_key) const;
  /// Whether there is nothing to commit.
  bool empty() const { return !let_out_ && done_.empty(); }
  /// Lets out what is left, together with the mark of this attempt in the row of `writer`, and waits.
  void finish(const base::Uuid& writer, std::int64_t mark, base::Instant now);
  void commit() { transaction_.commit(); }

 private:
  friend class Unit;
  std::int64_t next_pack();

  Connection& connection_;
  const bool alone_;
  Transaction transaction_;
  std::int64_t first_event_ = 0, last_event_ = 0;
  std::int64_t first_leaf_ = 0, next_leaf_ = 0;  ///< of the log
  bool logs_ = false;                            ///< no earlier revision waits to become an entry
  /// No record that stands in the database has a greater id: one that has is new, and needs no question.
  base::Uuid newest_;
  std::optional<std::int64_t> last_pack_;  ///< the greatest number of one, once somebody asked
  bool let_out_ = false;                   ///< something has gone to the database
  Pending done_;                           ///< of the units that ended well
};

/// The writes of one unit, inside a batch.
class Unit final : public Reading<UnitOfWork> {
 public:
  Unit(Batch&, std::string author, base::Instant now);

  std::int64_t last_event() override;
  std::optional<Revision> head(const base::Uuid& id) override;
  std::optional<base::Uuid> find_key(std::string_view scheme, std::string_view value) override;
  std::optional<std::string> note(std::string_view name) override;

  std::int64_t put(const NewRevision&) override;
  void set_key(std::string_view scheme, std::string_view value, const base::Uuid& id) override;
  void put_blob(const base::Sha256& hash, std::string_view bytes) override;
  void rewrite(const base::Uuid& id, std::int64_t version, std::string_view body,
               const base::Sha256& hash) override;
  void rewrite_blob(const base::Sha256& hash, std::string_view bytes) override;
  void set_note(std::string_view name, std::string_view value) override;
  void put_job_run(const JobRun&) override;
  AccountWriter& accounts() override { return accounts_; }
  ClaimWriter& claims() override { return claims_; }
  ConcernWriter& concerns() override { return concerns_; }
  DiligenceWriter& diligence() override { return diligence_; }
  HookWriter& hooks() override { return hooks_; }
  ScreeningWriter& screening() override { return screening_; }
  ListWriter& lists() override { return lists_; }
  LogWriter& log() override { return log_; }

  /// Hands its writes to the batch; returns the number the unit took, 0 where it put no revision. Throws
  /// where a question failed half way, so that a closure that swallowed the error cannot have half of it
  /// kept.
  std::int64_t finish(std::string_view idempotency_key, std::string_view key_with_content);
  /// Takes back what it wrote. False where that costs the whole batch.
  bool undo();

 private:
  void settle() override;
  void let_out();
  /// Runs one statement that writes to the database at once.
  void write_now(const std::function<void()>& write);
  /// Takes what a row kept out of its pack, where it stood in one.
  void take_out(Kind pack, std::int64_t encoding, std::string_view kept);
  void relieve();
  /// The entry of the log that a revision becomes.
  std::optional<std::int64_t> leaf_of(const NewRevision&);
  /// Whether a version of it was in public view, what waits to be written included.
  bool was_public(const base::Uuid& id);
  /// Keeps the entry that a version is as it says now, and adds one of the hash that it is about to have.
  void log_rewriting(const base::Uuid& id, std::int64_t version, const base::Sha256& hash);
  const Pending::OfRevision* pending_head(const base::Uuid& id) const;
  Revision revision_of(const Pending::OfRevision&) const;
  std::string pack(std::int64_t id);

  Batch& batch_;
  std::string author_;
  base::Instant now_;
  std::int64_t event_seq_ = 0;  ///< taken by the first put
  std::int64_t ordinal_ = 0;
  std::int64_t next_leaf_;  ///< of the log
  bool let_out_ = false;    ///< some of its writes have gone to the database
  Pending mine_;
  Packing packing_;
  Accounts accounts_;
  Claims claims_;
  Concerns concerns_;
  Diligence diligence_;
  Screenings screening_;
  Hooks hooks_;
  Lists lists_;
  Log log_;
};

}  // namespace entente::store::postgres
