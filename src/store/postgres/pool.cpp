// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/postgres/pool.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "store/postgres/accounts.hpp"
#include "store/postgres/failure.hpp"
#include "store/postgres/reading.hpp"

namespace entente::store::postgres {

namespace {
constexpr std::chrono::seconds kLongestWait{30};
}

/// A connection on loan.
class Pool::Lease {
 public:
  explicit Lease(std::shared_ptr<Pool> pool) : pool_(std::move(pool)), connection_(pool_->take()) {}
  ~Lease() { pool_->give_back(std::move(connection_)); }
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;
  Connection& connection() { return *connection_; }
  const std::shared_ptr<PackCache>& packs() const { return pool_->packs_; }

 private:
  std::shared_ptr<Pool> pool_;
  std::unique_ptr<Connection> connection_;
};

/// The lease is a base so that it is there before Reading and goes after the transaction.
class Pool::Snapshot final : private Lease, public Reading<Reader> {
 public:
  explicit Snapshot(std::shared_ptr<Pool> pool)
      : Lease(std::move(pool)),
        Reading<Reader>(
            Lease::connection(),
            Texts(Lease::packs(), [this](std::int64_t id) { return load_pack(Lease::connection(), id); })),
        transaction_(Lease::connection(), Transaction::Kind::read) {
    last_event();  // the snapshot is taken with the first question, not with BEGIN
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

Pool::Pool(Target target, std::size_t most)
    : target_(std::move(target)), most_(std::max<std::size_t>(most, 1)) {}

std::unique_ptr<Reader> Pool::read() {
  try {
    return std::make_unique<Snapshot>(shared_from_this());
  } catch (const Lost&) {
    forget();
    return std::make_unique<Snapshot>(shared_from_this());
  }
}

std::unique_ptr<Connection> Pool::take() {
  {
    std::unique_lock lock(mutex_);
    if (!returned_.wait_for(lock, kLongestWait, [&] { return out_ < most_; }))
      throw base::Conflict(
          target_.name,
          "all " + std::to_string(most_) + " reading connections have been in use for half a minute",
          "Try again; if it stays so, raise database.connections.");
    ++out_;
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  try {
    return std::make_unique<Connection>(target_);
  } catch (...) {
    give_back(nullptr);
    throw;
  }
}

void Pool::give_back(std::unique_ptr<Connection> connection) {
  {
    const std::scoped_lock lock(mutex_);
    --out_;
    // One that could not end its transaction would show the next reader the past.
    if (connection && connection->usable()) idle_.push_back(std::move(connection));
  }
  returned_.notify_one();
}

void Pool::forget() {
  packs_->clear();
  const std::scoped_lock lock(mutex_);
  idle_.clear();
}

}  // namespace entente::store::postgres
