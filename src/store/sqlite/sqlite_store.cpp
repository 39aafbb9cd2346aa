// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/sqlite_store.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "store/group.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/failure.hpp"
#include "store/sqlite/file_lock.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/reader_pool.hpp"
#include "store/sqlite/rows.hpp"
#include "store/sqlite/unit.hpp"

namespace entente::store {

namespace {

using sqlite::Connection, sqlite::Transaction, sqlite::register_name;

const base::SystemClock kSystemClock;

/// Another patience for a while.
class Patience {
 public:
  Patience(Connection& connection, int milliseconds) : connection_(connection) {
    connection_.set_patience(milliseconds);
  }
  ~Patience() { connection_.set_patience(Connection::kPatienceMs); }
  Patience(const Patience&) = delete;
  Patience& operator=(const Patience&) = delete;

 private:
  Connection& connection_;
};

class SqliteStore final : public Store {
 public:
  SqliteStore(std::unique_ptr<sqlite::FileLock> lock, std::unique_ptr<Connection> writer,
              const SqliteOptions& options)
      : lock_(std::move(lock)),
        writer_(std::move(writer)),
        readers_(std::make_shared<sqlite::ReaderPool>(writer_->file(), options.readers)),
        clock_(options.clock == nullptr ? kSystemClock : *options.clock),
        group_(register_name(writer_->file()), [this](Group::Batch batch) { commit(batch); }) {}

  Committed write(const WriteOptions& options, const std::function<void(UnitOfWork&)>& work) override {
    return group_.write(options, work);
  }
  std::unique_ptr<Reader> read() override { return readers_->read(); }
  std::string maintain() override;
  std::unique_ptr<Dump> dump() override { return sqlite::dump_rows(writer_->file()); }
  std::unique_ptr<Fill> fill() override { return sqlite::fill_rows(writer_->file()); }
  std::string engine() const override { return std::string("SQLite ") + sqlite3_libversion(); }

 private:
  void commit(Group::Batch);
  void run_unit(Write&, bool alone);
  bool is_due();

  // In this order: the readers close first, the writer tidies up its log, the lock is let go last.
  std::unique_ptr<sqlite::FileLock> lock_;
  std::unique_ptr<Connection> writer_;
  std::shared_ptr<sqlite::ReaderPool> readers_;
  const base::Clock& clock_;
  Group group_;
};

std::optional<std::int64_t> known_key(Connection& connection, std::string_view key) {
  auto row = connection.query("SELECT event_seq FROM idempotency WHERE key = ?1", key);
  if (!row.next()) return std::nullopt;
  return row.integer(0);
}

/// Runs one unit inside the open transaction. Where it fails, what it wrote is taken back, and the others of
/// its batch go on.
void SqliteStore::run_unit(Write& write, bool alone) {
  const std::string_view key = write.options.idempotency_key;
  const auto content = key_with_content(write.options);
  if (!key.empty())
    if (const auto first = known_key(*writer_, key)) {
      if (!content.empty() && !known_key(*writer_, content))
        write.failed = key_of_another();
      else
        write.done = {*first, true};
      return;
    }
  if (!alone) writer_->execute("SAVEPOINT unit");
  try {
    const auto now = clock_.now();
    sqlite::Unit unit(*writer_, write.options.author, now);
    write.work(unit);
    const auto event_seq = unit.finish();
    for (const std::string_view each : {key, std::string_view(content)})
      if (!each.empty())
        writer_->execute("INSERT INTO idempotency (key, event_seq, time) VALUES (?1, ?2, ?3)", each,
                         event_seq, now);
    write.done = {event_seq, false};
  } catch (...) {
    write.failed = std::current_exception();
    // On a full or failing disk SQLite rolls back by itself, the others' writes too.
    if (!writer_->in_transaction()) throw;
    if (!alone) writer_->execute("ROLLBACK TO unit");
  }
  if (!alone) writer_->execute("RELEASE unit");
}

void SqliteStore::commit(Group::Batch batch) {
  const bool alone = batch.size() == 1;
  try {
    Transaction transaction(*writer_, Transaction::Kind::write);
    for (auto* write : batch) run_unit(*write, alone);
    if (std::ranges::any_of(batch, [](const Write* write) { return write->failed == nullptr; }))
      transaction.commit();
    return;
  } catch (...) {
    if (alone) throw;
  }
  // The transaction failed as a whole: whose fault it was shows when each has one of its own.
  for (auto* write : batch) try {
      write->failed = nullptr;
      commit(Group::Batch(&write, 1));
    } catch (...) {
      write->failed = std::current_exception();
    }
}

/// Whether something was erased since the file was written anew: pages that rows moved out of may keep bytes
/// of them.
bool SqliteStore::is_due() {
  return writer_->query("SELECT 1 FROM meta WHERE name = 'vacuum'").next();
}

std::string SqliteStore::maintain() {
  // Readers may hold on to the log; the writers behind this turn should not wait long for them.
  constexpr int kShortPatienceMs = 200;
  std::int64_t busy = 0, pages = 0;
  group_.alone([&] {
    writer_->execute("DELETE FROM idempotency WHERE time < ?1", clock_.now().ms - kKeysKeptMs);
    writer_->execute("PRAGMA optimize");
    if (is_due()) {
      writer_->run("VACUUM");
      writer_->execute("DELETE FROM meta WHERE name = 'vacuum'");
    }
    const Patience patience(*writer_, kShortPatienceMs);
    {
      auto row = writer_->query("PRAGMA wal_checkpoint(PASSIVE)");
      if (row.next()) pages = row.integer(2);
    }
    {
      auto row = writer_->query("PRAGMA wal_checkpoint(TRUNCATE)");
      if (row.next()) busy = row.integer(0);
    }
  });
  return fmt::format(
      "Looked after the statistics and moved {} pages of the write-ahead log into the register; {}.", pages,
      busy == 0 ? "the log is empty" : "the log stays, because readers still use it");
}

/// Says what is wrong with the path before SQLite, which has one answer for most of it.
void require_file(const std::filesystem::path& file, bool create) {
  std::error_code error;
  if (!std::filesystem::is_directory(file.parent_path(), error))
    throw base::NotFound(register_name(file), "its folder does not exist", "Make the folder first.");
  const auto status = std::filesystem::status(file, error);
  if (status.type() == std::filesystem::file_type::not_found) {
    if (create) return;
    throw base::NotFound(register_name(file), "there is no such file",
                         "Check the path, or make a new register there.");
  }
  if (std::filesystem::is_directory(status))
    throw base::BadInput(register_name(file), "is a folder", "Name the register's file inside it.");
}

}  // namespace

std::unique_ptr<Store> open_sqlite(const SqliteOptions& options) {
  // Absolute, because the process may change its folder, and because "file:x" would be read as a URI.
  const auto file = std::filesystem::absolute(options.file);
  require_file(file, options.create);
  auto lock = options.exclusive ? std::make_unique<sqlite::FileLock>(file) : nullptr;
  auto writer =
      std::make_unique<Connection>(file, options.create ? Connection::Mode::create : Connection::Mode::write);
  writer->run(
      // What is written over is gone from the file, whatever SQLite was built with: docs/decisions/0072.
      "PRAGMA secure_delete = ON;"
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32768;"
      "PRAGMA journal_size_limit = 67108864");
  sqlite::migrate(*writer, sqlite::migrations(), options.create);
  return std::make_unique<SqliteStore>(std::move(lock), std::move(writer), options);
}

}  // namespace entente::store
