// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/reader_pool.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "store/sqlite/accounts.hpp"
#include "store/sqlite/failure.hpp"
#include "store/sqlite/reading.hpp"

namespace entente::store::sqlite {

namespace {
constexpr std::chrono::seconds kLongestWait{30};
}

/// A connection on loan.
class ReaderPool::Lease {
 public:
  explicit Lease(std::shared_ptr<ReaderPool> pool) : pool_(std::move(pool)), connection_(pool_->take()) {}
  ~Lease() { pool_->give_back(std::move(connection_)); }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  Connection& connection() { return *connection_; }
  const std::shared_ptr<PackCache>& packs() const { return pool_->packs_; }

 private:
  std::shared_ptr<ReaderPool> pool_;
  std::unique_ptr<Connection> connection_;
};

/// The lease is a base so that it is there before Reading and goes after the transaction.
class ReaderPool::Snapshot final : private Lease, public Reading<Reader> {
 public:
  explicit Snapshot(std::shared_ptr<ReaderPool> pool)
      : Lease(std::move(pool)),
        Reading<Reader>(
            Lease::connection(),
            Texts(Lease::packs(), [this](std::int64_t id) { return load_pack(Lease::connection(), id); })),
        transaction_(Lease::connection(), Transaction::Kind::read) {
    last_event();  // SQLite takes the snapshot with the first read, not with BEGIN
  }
  AccountReader& accounts() override { return accounts_; }
  ClaimReader& claims() override { return claims_; }
  ConcernReader& concerns() override { return concerns_; }
  DiligenceReader& diligence() override { return diligence_; }
  HookReader& hooks() override { return hooks_; }
  ScreeningReader& screening() override { return screening_; }
  ListReader& lists() override { return lists_; }
  LogReader& log() override { return log_; }

 private:
  Transaction transaction_;
  Accounts accounts_{Lease::connection()};
  Claims claims_{Lease::connection()};
  Concerns concerns_{Lease::connection()};
  Diligence diligence_{Lease::connection()};
  Screenings screening_{Lease::connection()};
  Hooks hooks_{Lease::connection()};
  Lists lists_{Lease::connection()};
  Log log_{Lease::connection()};
};

ReaderPool::ReaderPool(std::filesystem::path file, std::size_t most)
    : file_(std::move(file)), most_(std::max<std::size_t>(most, 1)) {}

std::unique_ptr<Reader> ReaderPool::read() {
  return std::make_unique<Snapshot>(shared_from_this());
}

std::unique_ptr<Connection> ReaderPool::take() {
  {
    std::unique_lock lock(mutex_);
    if (!returned_.wait_for(lock, kLongestWait, [&] { return out_ < most_; }))
      throw base::Conflict(
          register_name(file_),
          "all " + std::to_string(most_) + " reading connections have been in use for half a minute",
          "Try again; if it stays so, raise the number of readers.");
    ++out_;
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  try {
    auto connection = std::make_unique<Connection>(file_, Connection::Mode::read);
    connection->run("PRAGMA cache_size = -4096");  // KiB
    return connection;
  } catch (...) {
    give_back(nullptr);
    throw;
  }
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::scoped_lock lock(mutex_);
    --out_;
    // One that cannot end its transaction would show the next reader the past.
    if (connection && !connection->in_transaction()) idle_.push_back(std::move(connection));
  }
  returned_.notify_one();
}

}  // namespace entente::store::sqlite
