// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "base/id.hpp"
#include "store/accounts.hpp"
#include "store/claims.hpp"
#include "store/concerns.hpp"
#include "store/diligence.hpp"
#include "store/dump.hpp"
#include "store/hooks.hpp"
#include "store/lists.hpp"
#include "store/log.hpp"
#include "store/screening.hpp"

/// The storage port. An engine keeps revisions and never loses or overwrites one, but where personal data are
/// erased from it; it knows ids, types, heads, a few keys and the sequence, and nothing of what bodies mean.
/// Finding is the index's work.
namespace entente::store {

/// `withdrawn`: no longer stands (its source dropped it, say); its earlier revisions stay readable.
enum class Visibility : std::uint8_t { draft, restricted, open, withdrawn };
std::string_view to_string(Visibility);

/// A revision about to be written. The engine gives it the next version of its record.
struct NewRevision {
  base::Uuid id;
  std::string type;                                     ///< model type, e.g. "partnership"
  std::optional<base::Uuid> partnership, organisation;  ///< the records it hangs on (keys of the head)
  Visibility visibility = Visibility::open;
  std::string body;     ///< canonical JSON
  base::Sha256 hash{};  ///< SHA-256 of the body
  /// The head version this change was made from: 0 = the record must be new, -1 = whatever stands.
  /// put() throws base::Conflict where the head is another.
  std::int64_t expected_version = -1;
};

/// A revision as it stands. `event_seq` numbers the commit it came in with; versions of a record count
/// from 1.
struct Revision {
  base::Uuid id;
  std::string type;
  std::int64_t version = 0;
  std::int64_t event_seq = 0;
  base::Instant time;
  std::string author;
  Visibility visibility = Visibility::open;
  base::Sha256 hash{};
  std::string body;
};

/// A record touched by a commit, for whoever follows the sequence.
struct Change {
  std::int64_t event_seq = 0;
  base::Uuid id;
  std::string type;
  std::int64_t version = 0;
  std::optional<base::Uuid> partnership, organisation;
};

/// A revision that somebody wrote, without what it says.
struct Written {
  base::Uuid id;
  std::string type;
  std::int64_t version = 0;
  base::Instant time;
  bool operator==(const Written&) const = default;
};

/// One run of a job. `state` is "running", "done" or "failed".
struct JobRun {
  base::Uuid id;
  std::string name;
  base::Instant started;
  std::optional<base::Instant> finished;
  std::string state;
  std::string detail;  ///< one sentence: what it did, or why it failed
};

/// A consistent view. All calls of one reader see the same moment.
class Reader {
 public:
  virtual ~Reader() = default;

  /// Number of the last commit this view sees; 0 in an empty register.
  virtual std::int64_t last_event() = 0;
  virtual std::optional<Revision> head(const base::Uuid& id) = 0;
  virtual std::optional<Revision> revision(const base::Uuid& id, std::int64_t version) = 0;
  /// Whether any of its versions below `before` was open. Reads no bodies.
  virtual bool was_open(const base::Uuid& id, std::int64_t before) = 0;
  /// All revisions of a record, newest first, bodies included.
  virtual std::vector<Revision> history(const base::Uuid& id) = 0;
  /// Heads of the records that hang on a partnership (not the partnership itself), in order of id.
  virtual std::vector<Revision> of_partnership(const base::Uuid& partnership) = 0;
  /// The same of one type alone: a list needs the parties and not every delivery.
  virtual std::vector<Revision> of_partnership(const base::Uuid& partnership, std::string_view type) = 0;
  /// Heads of the records of `type` that hang on an organisation, in order of id.
  virtual std::vector<Revision> of_organisation(const base::Uuid& organisation, std::string_view type) = 0;
  /// Heads of all records of a type with id > after, in order of id, at most `limit`.
  virtual std::vector<Revision> heads(std::string_view type, const base::Uuid& after, std::size_t limit) = 0;
  /// Number of records of a type.
  virtual std::int64_t count(std::string_view type) = 0;
  /// The record that owns an identifier.
  virtual std::optional<base::Uuid> find_key(std::string_view scheme, std::string_view value) = 0;
  /// Records touched by the commits with event_seq in (after, after + commits], in order of the commit.
  virtual std::vector<Change> changes(std::int64_t after, std::int64_t commits) = 0;
  /// Of the records touched by one commit, in its order, at most `limit` behind the first `skip`. What it
  /// takes grows with `limit` alone: a commit of an import may hold hundreds of thousands.
  virtual std::vector<Change> changes_in(std::int64_t event_seq, std::int64_t skip, std::size_t limit) = 0;
  /// Revisions whose author is that account, newest first, at most `limit`.
  virtual std::vector<Written> written_by(const base::Uuid& account, std::size_t limit) = 0;
  /// A blob, decompressed.
  virtual std::optional<std::string> blob(const base::Sha256& hash) = 0;
  /// A small piece of named state (the progress of an import, say).
  virtual std::optional<std::string> note(std::string_view name) = 0;
  /// The latest runs of all jobs (or of one), newest first.
  virtual std::vector<JobRun> job_runs(std::string_view name, std::size_t limit) = 0;
  /// Accounts as this view sees them; as long as the reader lives.
  virtual AccountReader& accounts() = 0;
  /// Claims and offers of roles, likewise.
  virtual ClaimReader& claims() = 0;
  /// Concerns about records, likewise.
  virtual ConcernReader& concerns() = 0;
  /// Due diligence on organisations, likewise.
  virtual DiligenceReader& diligence() = 0;
  /// Addresses that are told of what is published, likewise.
  virtual HookReader& hooks() = 0;
  /// What screening found of parties, likewise.
  virtual ScreeningReader& screening() = 0;
  /// Lists that are screened against, likewise.
  virtual ListReader& lists() = 0;
  /// The public log, likewise. A unit sees the entries that earlier units made.
  virtual LogReader& log() = 0;
};

/// What a closure given to Store::write may do. Everything in it becomes durable together, or nothing does.
/// Its reads see its own writes.
class UnitOfWork : public Reader {
 public:
  /// Appends a revision and moves the head. Returns the version. Throws base::Conflict (see
  /// expected_version). Where it acts in public view (store/log.hpp) it becomes the next entry of the log, or
  /// waits to be one behind those that do.
  virtual std::int64_t put(const NewRevision&) = 0;
  /// Makes `id` the owner of an identifier. Throws base::Conflict where another record owns it.
  virtual void set_key(std::string_view scheme, std::string_view value, const base::Uuid& id) = 0;
  /// Keeps bytes under their SHA-256 (compressed by the engine). Keeping them twice is free.
  virtual void put_blob(const base::Sha256& hash, std::string_view bytes) = 0;
  /// What the erasure of personal data needs, and nothing else may use: puts another body, and the hash it
  /// has, in the place of a revision's. Nothing of the old one is left where it was kept; what the engine
  /// wrote it to besides (its log, its dead rows) goes with maintain(). No commit by itself. Where the
  /// revision is an entry of the public log, that one stays as it was; of another hash a further entry tells,
  /// which names this commit, or the next where this unit puts nothing. Throws base::NotFound where there is
  /// no such revision, or this unit has put it, and base::Conflict while revisions wait to become entries.
  virtual void rewrite(const base::Uuid& id, std::int64_t version, std::string_view body,
                       const base::Sha256& hash) = 0;
  /// The same of a blob, which keeps the hash it is found by. Throws base::NotFound where there is none.
  virtual void rewrite_blob(const base::Sha256& hash, std::string_view bytes) = 0;
  /// Sets a named state; an empty value removes it.
  virtual void set_note(std::string_view name, std::string_view value) = 0;
  /// Writes a run of a job, new or known by its id. Job runs are no commits: they take no event_seq.
  virtual void put_job_run(const JobRun&) = 0;
  /// Changes of accounts, of claims, of concerns, of assessments, of hooks, of hits and of lists are no
  /// commits either.
  AccountWriter& accounts() override = 0;
  ClaimWriter& claims() override = 0;
  ConcernWriter& concerns() override = 0;
  DiligenceWriter& diligence() override = 0;
  HookWriter& hooks() override = 0;
  ScreeningWriter& screening() override = 0;
  ListWriter& lists() override = 0;
  LogWriter& log() override = 0;
};

/// How long a key of a write is known; maintain() forgets those that are older.
inline constexpr std::int64_t kKeysKeptMs = 30LL * 24 * 3600 * 1000;

struct WriteOptions {
  std::string author;  ///< who acts: an account, "import", "system"
  /// Where not empty: a second write with the same key does nothing and returns the first one's number. A key
  /// is known for kKeysKeptMs at least.
  std::string idempotency_key = {};
  /// Of all that is asked under the key, a hash or the like. Where not empty, the key stands for it alone:
  /// the same key with another throws base::Conflict.
  std::string content = {};
};

struct Committed {
  std::int64_t event_seq = 0;  ///< 0 where the unit put no revision
  bool repeated = false;       ///< the idempotency key had been used before
};

/// One register's storage. All methods may be called from any thread. Writes take turns; those that come
/// while another is made durable are made durable together, each whole or not at all.
class Store {
 public:
  virtual ~Store() = default;

  /// Runs the closure in one transaction and returns when it is durable (a power cut after this loses
  /// nothing). One that throws leaves no trace. It may run in another writer's thread, and again after a
  /// conflict or a lost connection: it keeps no state. The commit takes the next event_seq, without a gap, if
  /// and only if it put a revision.
  virtual Committed write(const WriteOptions&, const std::function<void(UnitOfWork&)>& work) = 0;
  virtual std::unique_ptr<Reader> read() = 0;
  /// Asks the engine to tidy up (statistics, log files, keys of old writes). Returns a sentence of what it
  /// did.
  virtual std::string maintain() = 0;
  /// All rows as they stand now, whatever they mean.
  virtual std::unique_ptr<Dump> dump() = 0;
  /// Takes the rows of another register's dump. Throws base::Conflict where this one is not empty.
  virtual std::unique_ptr<Fill> fill() = 0;
  /// Name and version of the engine, for /readyz and the about page.
  virtual std::string engine() const = 0;
};

}  // namespace entente::store
