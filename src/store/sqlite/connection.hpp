// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "base/id.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace entente::store::sqlite {

class Connection;

/// Bytes to bind to a BLOB column (a plain string_view goes to TEXT).
struct Bytes {
  std::string_view bytes;
};

/// One run of a prepared statement: bound, stepped through, and handed back when it goes out of scope.
class Query {
 public:
  template <class... Args>
  Query(Connection& connection, sqlite3_stmt* statement, const Args&... args)
      : connection_(connection), statement_(statement) {
    [[maybe_unused]] int at = 0;
    (bind(++at, args), ...);
  }
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  /// The next row; false at the end.
  bool next();

  // Columns of the row, counted from 0.
  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::string_view bytes(int column) const;  ///< TEXT or BLOB; valid until the next row
  std::string text(int column) const { return std::string(bytes(column)); }
  base::Uuid uuid(int column) const;
  std::optional<base::Uuid> optional_uuid(int column) const;
  base::Sha256 sha256(int column) const;
  base::Instant instant(int column) const { return {integer(column)}; }

  // Parameters, counted from 1. Text and Bytes are not copied: they must outlive the query.
  void bind(int at, std::int64_t);
  void bind(int at, std::string_view text);
  void bind(int at, Bytes);
  void bind(int at, const base::Uuid&);
  void bind(int at, const std::optional<std::int64_t>&);
  void bind(int at, const std::optional<base::Uuid>&);
  void bind(int at, const base::Sha256&);
  void bind(int at, base::Instant time) { bind(at, time.ms); }
  void bind(int at, const std::optional<base::Instant>&);

 private:
  template <std::size_t N>
  std::array<std::uint8_t, N> fixed(int column) const;
  void check(int code) const;

  Connection& connection_;
  sqlite3_stmt* statement_;
};

/// One connection to an SQLite database, with its prepared statements. One thread at a time may use it.
/// No function of it hands SQLite a callback, so no exception can cross C code.
class Connection {
 public:
  enum class Mode { read, write, create };
  /// Another process (a backup, sqlite3 on the command line) may hold the lock for a moment.
  static constexpr int kPatienceMs = 5000;

  Connection(std::filesystem::path file, Mode);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Runs statements whose rows nobody wants.
  void run(const std::string& sql);

  /// Prepares (once) and binds. `sql` must live as long as the connection: a constant. One text is in use
  /// once at a time; a query is therefore drained before its caller calls another function.
  template <class... Args>
  Query query(std::string_view sql, const Args&... args) {
    return Query(*this, prepared(sql), args...);
  }
  /// As query(), run to its end.
  template <class... Args>
  void execute(std::string_view sql, const Args&... args) {
    Query running(*this, prepared(sql), args...);
    while (running.next()) {
    }
  }

  /// False also after SQLite has rolled back by itself (full disk, failed disk).
  bool in_transaction() const;
  /// How long a statement waits for another process's lock.
  void set_patience(int milliseconds);
  const std::filesystem::path& file() const { return file_; }
  [[noreturn]] void fail(int code) const;
  /// For content that no version of Entente can have written.
  [[noreturn]] void fail_damaged() const;

 private:
  friend class Query;
  sqlite3_stmt* prepared(std::string_view sql);

  std::filesystem::path file_;
  sqlite3* handle_ = nullptr;
  std::unordered_map<std::string_view, sqlite3_stmt*> statements_;
};

/// A transaction that rolls back unless it is committed.
class Transaction {
 public:
  /// `read` sees one moment (from its first query on); `write` takes the write lock at once.
  enum class Kind { read, write };
  Transaction(Connection&, Kind);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Connection& connection_;
};

}  // namespace entente::store::sqlite
