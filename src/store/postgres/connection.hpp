// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "store/postgres/values.hpp"

struct pg_conn;
struct pg_result;

namespace entente::store::postgres {

/// Where a register is, and how long to wait for it.
struct Target {
  std::string url;   ///< a connection URI or keyword string, as libpq reads it
  std::string name;  ///< how errors name it
  /// Longest wait for an answer; after it the database counts as lost.
  std::chrono::milliseconds patience{30'000};
};

/// The rows of one statement, walked through once.
class Rows {
 public:
  Rows(pg_result* result, const std::string& name);

  /// The next row; false at the end.
  bool next() { return ++at_ < count_; }

  // Columns of the row, counted from 0.
  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::string_view bytes(int column) const;  ///< TEXT or BYTEA; valid as long as the rows
  std::string text(int column) const { return std::string(bytes(column)); }
  base::Uuid uuid(int column) const;
  std::optional<base::Uuid> optional_uuid(int column) const;
  base::Sha256 sha256(int column) const;
  base::Instant instant(int column) const { return {integer(column)}; }
  std::string_view tag() const;  ///< the command that ran: "COMMIT"

 private:
  template <std::size_t N>
  std::array<std::uint8_t, N> fixed(int column) const;

  std::shared_ptr<pg_result> result_;
  const std::string* name_;
  int at_ = -1, count_ = 0;
};

/// One connection to PostgreSQL, with its prepared statements, in libpq's pipeline mode: statements are
/// queued, and go out together with the first that is waited for. One thread at a time may use it.
/// A connection that failed half way through an answer is not usable any more; the caller drops it.
class Connection {
 public:
  /// Throws Lost where the database cannot be reached.
  explicit Connection(Target);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Runs a script: statements without parameters whose rows nobody wants.
  void run(const std::string& script);

  /// Queues a statement (prepared once a connection). `sql` must live as long as the connection: a constant.
  template <class... Args>
  void send(std::string_view sql, const Args&... args) {
    send(sql, Parameters(args...));
  }
  void send(std::string_view sql, const Parameters&);
  /// Sends what is queued, and waits for all of it. One Rows for each statement, in order. Where a statement
  /// fails, those after it are not run, and its failure is thrown.
  std::vector<Rows> sync();
  /// Queues, sends and waits: the rows of this statement.
  template <class... Args>
  Rows query(std::string_view sql, const Args&... args) {
    send(sql, Parameters(args...));
    return std::move(sync().back());
  }

  bool usable() const;
  bool in_transaction() const;
  /// In a transaction in which nothing has failed.
  bool in_order() const;
  /// "15.18 (Debian …)" as the server says it.
  std::string server_version() const;
  const std::string& name() const { return target_.name; }
  /// For content that no version of Entente can have written.
  [[noreturn]] void fail_damaged() const;

 private:
  struct Queued {
    std::string_view prepares;  ///< the text that this prepares; empty for a statement that runs
  };
  struct Failure {
    std::string state, message;
  };
  void wait(bool writing);
  void flush();
  void enter_pipeline();
  pg_result* next_result();
  [[noreturn]] void lose(std::string_view why);

  Target target_;
  pg_conn* handle_ = nullptr;
  bool broken_ = false;
  std::size_t named_ = 0;  ///< statements named so far
  std::unordered_map<std::string_view, std::string> statements_;
  std::vector<Queued> queue_;
};

/// A transaction that rolls back unless it is committed.
class Transaction {
 public:
  /// `read` sees one moment, from its first query on. Queues BEGIN, which goes out with what follows.
  enum class Kind { read, write };
  Transaction(Connection&, Kind);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  /// Sends COMMIT together with what is queued, and waits.
  void commit();

 private:
  Connection& connection_;
};

}  // namespace entente::store::postgres
