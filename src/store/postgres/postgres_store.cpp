// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/postgres/postgres_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <thread>
#include <utility>

#include "base/error.hpp"
#include "store/group.hpp"
#include "store/postgres/connection.hpp"
#include "store/postgres/failure.hpp"
#include "store/postgres/migrations.hpp"
#include "store/postgres/pool.hpp"
#include "store/postgres/rows.hpp"
#include "store/postgres/unit.hpp"

namespace entente::store {

namespace postgres {

namespace {

const base::SystemClock kSystemClock;

/// One unit of a batch failed in a way that cost the transaction: each is to have one of its own.
struct Spoilt {};

std::int64_t random_mark() {
  static thread_local std::mt19937_64 source{std::random_device{}()};
  return static_cast<std::int64_t>(source() >> 1) + 1;
}

}  // namespace

class PostgresStore final : public Store {
 public:
  PostgresStore(const PostgresOptions& options, const Target& target, std::unique_ptr<Connection> writer)
      : target_(target),
        patience_(options.patience),
        clock_(options.clock == nullptr ? kSystemClock : *options.clock),
        writer_(std::move(writer)),
        readers_(std::make_shared<Pool>(target, options.readers)),
        id_(base::Uuid::v7(kSystemClock.now())),
        engine_("PostgreSQL " + writer_->server_version().substr(0, writer_->server_version().find(' '))),
        group_(target.name, [this](Group::Batch batch) { commit(batch); }) {}

  Committed write(const WriteOptions& options, const std::function<void(UnitOfWork&)>& work) override {
    return group_.write(options, work);
  }
  std::unique_ptr<Reader> read() override { return readers_->read(); }
  std::string maintain() override;
  std::unique_ptr<Dump> dump() override { return dump_rows(patient()); }
  std::unique_ptr<Fill> fill() override { return fill_rows(patient()); }
  std::string engine() const override { return engine_; }

 private:
  void commit(Group::Batch);
  void commit_each(Group::Batch);
  void attempt(Group::Batch);
  void run_units(Batch&, Group::Batch, const std::map<std::string, std::int64_t>& known_keys);
  std::map<std::string, std::int64_t> known_keys(Group::Batch);
  bool went_through(Connection&, std::int64_t mark);
  Connection& writer();
  /// For statements that touch everything.
  Target patient() const { return {target_.url, target_.name, std::chrono::minutes(30)}; }

  const Target target_;
  const std::chrono::milliseconds patience_;
  const base::Clock& clock_;
  std::unique_ptr<Connection> writer_;  ///< null after it was lost
  std::shared_ptr<Pool> readers_;
  const base::Uuid id_;  ///< names this process's row in `attempt`
  const std::string engine_;
  /// The mark of a COMMIT whose answer did not come: its batch may stand or not.
  std::optional<std::int64_t> unsure_;
  Group group_;
};

namespace {

[[noreturn]] void fail_unsure(const base::Error& error) {
  throw base::Error(error.thing(), error.cause() + "; whether the last change was saved is not known",
                    "Look whether it stands before you repeat it.");
}

/// What a connection that writes insists on, whatever the server's settings say.
std::unique_ptr<Connection> connect_writer(const Target& target) {
  auto connection = std::make_unique<Connection>(target);
  auto durable = connection->query("SHOW synchronous_commit");
  if (durable.next() && durable.bytes(0) == "off") connection->run("SET synchronous_commit = on");
  // A node that vanished must not keep the others from the head's row for ever.
  connection->run("SET idle_in_transaction_session_timeout = '60s'");
  return connection;
}

}  // namespace

Connection& PostgresStore::writer() {
  if (writer_ && !writer_->usable()) writer_.reset();
  if (!writer_) writer_ = connect_writer(target_);
  return *writer_;
}

bool PostgresStore::went_through(Connection& connection, std::int64_t mark) {
  auto row = connection.query("SELECT mark FROM attempt WHERE writer = $1", id_);
  return row.next() && row.integer(0) == mark;
}

std::map<std::string, std::int64_t> PostgresStore::known_keys(Group::Batch batch) {
  std::map<std::string, std::int64_t> known;
  Column asked(Type::text);
  for (const auto* write : batch)
    for (const auto& key : {write->options.idempotency_key, key_with_content(write->options)})
      if (!key.empty()) asked.add(key);
  if (asked.size() == 0) return known;
  auto rows = writer_->query("SELECT key, event_seq FROM idempotency WHERE key = ANY ($1)", asked);
  while (rows.next()) known.emplace(rows.text(0), rows.integer(1));
  return known;
}

void PostgresStore::run_units(Batch& batch, Group::Batch writes,
                              const std::map<std::string, std::int64_t>& known) {
  for (auto* write : writes) {
    write->failed = nullptr;
    const auto& key = write->options.idempotency_key;
    const auto content = key_with_content(write->options);
    const auto used = [&](const std::string& each) {
      const auto first = known.find(each);
      return first != known.end() ? std::optional(first->second) : batch.used(each);
    };
    if (const auto first = key.empty() ? std::nullopt : used(key)) {
      if (!content.empty() && !used(content))
        write->failed = key_of_another();
      else
        write->done = {*first, true};
      continue;
    }
    Unit unit(batch, write->options.author, clock_.now());
    try {
      write->work(unit);
      write->done = {unit.finish(key, content), false};
    } catch (const Lost&) {
      throw;
    } catch (const Again&) {
      throw;
    } catch (...) {
      write->failed = std::current_exception();
      if (writes.size() > 1 && !unit.undo()) throw Spoilt{};
    }
  }
}

void PostgresStore::attempt(Group::Batch writes) {
  auto& connection = writer();
  Batch batch(connection, writes.size() == 1);
  // The lock is ours, so whatever became of the earlier attempt has become of it.
  if (unsure_ && went_through(connection, *std::exchange(unsure_, std::nullopt))) return;
  run_units(batch, writes, known_keys(writes));
  if (std::ranges::none_of(writes, [](const Write* write) { return write->failed == nullptr; })) return;
  if (batch.empty()) return;
  const auto mark = random_mark();
  batch.finish(id_, mark, kSystemClock.now());
  unsure_ = mark;
  try {
    batch.commit();
  } catch (const Lost&) {
    throw;
  } catch (...) {
    unsure_.reset();  // it was answered, and refused
    throw;
  }
  unsure_.reset();
}

void PostgresStore::commit_each(Group::Batch writes) {
  for (auto* write : writes) try {
      commit(Group::Batch(&write, 1));
    } catch (...) {
      write->failed = std::current_exception();
    }
}

void PostgresStore::commit(Group::Batch writes) {
  constexpr std::chrono::milliseconds kFirstPause{10}, kLongestPause{500};
  const auto until = std::chrono::steady_clock::now() + patience_;
  unsure_.reset();
  for (auto pause = kFirstPause;; pause = std::min(pause * 2, kLongestPause)) {
    const bool last = std::chrono::steady_clock::now() >= until;
    try {
      return attempt(writes);
    } catch (const Spoilt&) {
      return commit_each(writes);
    } catch (const Again&) {
      if (last) throw;
    } catch (const Lost& lost) {
      writer_.reset();
      readers_->forget();
      if (last && unsure_) fail_unsure(lost);
      if (last) throw;
    } catch (const base::Error& error) {
      if (unsure_) fail_unsure(error);
      if (writes.size() == 1) throw;
      return commit_each(writes);  // whose fault it is shows when each has a transaction of its own
    }
    std::this_thread::sleep_for(pause);
  }
}

std::string PostgresStore::maintain() {
  constexpr std::int64_t kKeptMs = 30LL * 24 * 3600 * 1000;
  std::string said;
  group_.alone([&] {
    writer().query("DELETE FROM idempotency WHERE time < $1", clock_.now().ms - kKeysKeptMs);
    auto gone = writer().query("DELETE FROM attempt WHERE time < $1", kSystemClock.now().ms - kKeptMs);
    said =
        fmt::format("Forgot {} processes that wrote long ago; the database looks after its own statistics.",
                    std::string(gone.tag().substr(gone.tag().rfind(' ') + 1)));
  });
  return said;
}

}  // namespace postgres

bool is_postgres(std::string_view url) {
  return url.starts_with("postgresql://") || url.starts_with("postgres://");
}

std::unique_ptr<Store> open_postgres(const PostgresOptions& options) {
  // So that there is time for another try after an answer that never came.
  const postgres::Target target{options.url, postgres::register_name(options.url), options.patience / 3};
  auto writer = postgres::connect_writer(target);
  postgres::migrate(*writer, postgres::migrations(), options.create);
  return std::make_unique<postgres::PostgresStore>(options, target, std::move(writer));
}

}  // namespace entente::store
