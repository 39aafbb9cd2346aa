// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/connection.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

#include "store/sqlite/failure.hpp"

namespace entente::store::sqlite {

namespace {

int flags_of(Connection::Mode mode) {
  // NOMUTEX: a connection is used by one thread at a time, so SQLite need not lock.
  constexpr int kAlways = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  switch (mode) {
    case Connection::Mode::read:
      return kAlways | SQLITE_OPEN_READONLY;
    case Connection::Mode::write:
      return kAlways | SQLITE_OPEN_READWRITE;
    case Connection::Mode::create:
      break;
  }
  return kAlways | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
}

}  // namespace

Query::~Query() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

void Query::check(int code) const {
  if (code != SQLITE_OK) connection_.fail(code);
}

bool Query::next() {
  errno = 0;  // see Connection::fail
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) connection_.fail(code);
  return false;
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

std::int64_t Query::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string_view Query::bytes(int column) const {
  // The order matters: the pointer first, then the size of what it points to.
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
  if (data == nullptr) return {};
  return {data, size};
}

template <std::size_t N>
std::array<std::uint8_t, N> Query::fixed(int column) const {
  const auto kept = bytes(column);
  if (kept.size() != N) connection_.fail_damaged();
  std::array<std::uint8_t, N> out{};
  std::copy(kept.begin(), kept.end(), out.begin());
  return out;
}

base::Uuid Query::uuid(int column) const {
  return base::Uuid(fixed<16>(column));
}

std::optional<base::Uuid> Query::optional_uuid(int column) const {
  if (is_null(column)) return std::nullopt;
  return uuid(column);
}

base::Sha256 Query::sha256(int column) const {
  return fixed<32>(column);
}

void Query::bind(int at, std::int64_t value) {
  check(sqlite3_bind_int64(statement_, at, value));
}

void Query::bind(int at, std::string_view text) {
  // A null pointer would bind NULL, and an empty view may hold one.
  const char* data = text.empty() ? "" : text.data();
  check(sqlite3_bind_text64(statement_, at, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Query::bind(int at, Bytes value) {
  const void* data = value.bytes.empty() ? "" : value.bytes.data();
  check(sqlite3_bind_blob64(statement_, at, data, value.bytes.size(), SQLITE_STATIC));
}

void Query::bind(int at, const base::Uuid& id) {
  check(sqlite3_bind_blob64(statement_, at, id.bytes().data(), id.bytes().size(), SQLITE_TRANSIENT));
}

void Query::bind(int at, const std::optional<std::int64_t>& number) {
  if (number)
    bind(at, *number);
  else
    check(sqlite3_bind_null(statement_, at));
}

void Query::bind(int at, const std::optional<base::Uuid>& id) {
  if (id)
    bind(at, *id);
  else
    check(sqlite3_bind_null(statement_, at));
}

void Query::bind(int at, const base::Sha256& hash) {
  check(sqlite3_bind_blob64(statement_, at, hash.data(), hash.size(), SQLITE_TRANSIENT));
}

void Query::bind(int at, const std::optional<base::Instant>& time) {
  if (time)
    bind(at, time->ms);
  else
    check(sqlite3_bind_null(statement_, at));
}

Connection::Connection(std::filesystem::path file, Mode mode) : file_(std::move(file)) {
  const int code = sqlite3_open_v2(file_.c_str(), &handle_, flags_of(mode), nullptr);
  if (code != SQLITE_OK) {
    const int system_errno = handle_ == nullptr ? 0 : sqlite3_system_errno(handle_);
    sqlite3_close(std::exchange(handle_, nullptr));
    throw_failure(file_, code, system_errno, sqlite3_errstr(code));
  }
  // Asked to write a file that it may only read, SQLite opens it for reading and says nothing.
  if (mode != Mode::read && sqlite3_db_readonly(handle_, "main") == 1) {
    sqlite3_close(std::exchange(handle_, nullptr));
    throw_failure(file_, SQLITE_READONLY, 0, {});
  }
  set_patience(kPatienceMs);
}

Connection::~Connection() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

void Connection::run(const std::string& sql) {
  errno = 0;
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

sqlite3_stmt* Connection::prepared(std::string_view sql) {
  if (const auto known = statements_.find(sql); known != statements_.end()) return known->second;
  sqlite3_stmt* statement = nullptr;
  errno = 0;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) fail(code);
  statements_.emplace(sql, statement);
  return statement;
}

bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

void Connection::set_patience(int milliseconds) {
  sqlite3_busy_timeout(handle_, milliseconds);
}

void Connection::fail(int code) const {
  // SQLite does not note what the system said of a COMMIT that failed; errno still tells.
  const int from_system = errno;
  const int noted = sqlite3_system_errno(handle_);
  throw_failure(file_, code, noted != 0 ? noted : from_system, sqlite3_errmsg(handle_));
}

void Connection::fail_damaged() const {
  throw_failure(file_, SQLITE_CORRUPT, 0, "unexpected content");
}

Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
  connection_.execute(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN DEFERRED");
}

Transaction::~Transaction() {
  if (!connection_.in_transaction()) return;
  try {
    connection_.execute("ROLLBACK");
  } catch (const std::exception&) {
    // What stands in the log without its commit mark is ignored by every later reader.
  }
}

void Transaction::commit() {
  connection_.execute("COMMIT");
}

}  // namespace entente::store::sqlite
