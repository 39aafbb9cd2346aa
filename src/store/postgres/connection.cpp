// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/postgres/connection.hpp"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "store/postgres/failure.hpp"

namespace entente::store::postgres {

namespace {

constexpr int kBinary = 1;

// What the URL says goes before these: it is expanded where "dbname" stands, and the last word counts.
constexpr std::array kKeywords{"connect_timeout",     "keepalives_idle",
                               "keepalives_interval", "keepalives_count",
                               "tcp_user_timeout",    "target_session_attrs",
                               "application_name",    "dbname",
                               "client_encoding",     static_cast<const char*>(nullptr)};

void keep_quiet(void*, const char*) {}

}  // namespace

Rows::Rows(pg_result* result, const std::string& name)
    : result_(result, PQclear), name_(&name), count_(PQntuples(result)) {}

bool Rows::is_null(int column) const {
  return PQgetisnull(result_.get(), at_, column) != 0;
}

std::string_view Rows::bytes(int column) const {
  return {PQgetvalue(result_.get(), at_, column),
          static_cast<std::size_t>(PQgetlength(result_.get(), at_, column))};
}

template <std::size_t N>
std::array<std::uint8_t, N> Rows::fixed(int column) const {
  const auto kept = bytes(column);
  if (kept.size() != N) throw_failure(*name_, "XX001", "unexpected content");
  std::array<std::uint8_t, N> out{};
  std::memcpy(out.data(), kept.data(), N);
  return out;
}

std::int64_t Rows::integer(int column) const {
  std::uint64_t bits = 0;
  for (const auto byte : fixed<8>(column)) bits = bits << 8 | byte;
  return static_cast<std::int64_t>(bits);
}

base::Uuid Rows::uuid(int column) const {
  return base::Uuid(fixed<16>(column));
}

base::Sha256 Rows::sha256(int column) const {
  return fixed<32>(column);
}

std::string_view Rows::tag() const {
  return PQcmdStatus(result_.get());
}

std::optional<base::Uuid> Rows::optional_uuid(int column) const {
  if (is_null(column)) return std::nullopt;
  return uuid(column);
}

Connection::Connection(Target target) : target_(std::move(target)) {
  const std::array values{"5",       "10",
                          "5",       "3",
                          "15000",   "read-write",
                          "entente", target_.url.c_str(),
                          "UTF8",    static_cast<const char*>(nullptr)};
  static_assert(kKeywords.size() == values.size());
  handle_ = PQconnectdbParams(kKeywords.data(), values.data(), 1);
  if (handle_ == nullptr) throw std::bad_alloc();
  try {
    if (PQstatus(handle_) != CONNECTION_OK) {
      const std::string said = PQerrorMessage(handle_);
      // libpq gives no SQLSTATE here; these are the faults that asking again cannot mend.
      if (said.find("authentication failed") != std::string::npos ||
          said.find("pg_hba.conf") != std::string::npos)
        throw_failure(name(), "28000",
                      said.substr(said.find("FATAL") == std::string::npos ? 0 : said.find("FATAL")));
      if (said.find("does not exist") != std::string::npos && said.find("database") != std::string::npos)
        throw_failure(name(), "3D000",
                      said.substr(said.find("FATAL") == std::string::npos ? 0 : said.find("FATAL")));
      if (said.find("connection option") != std::string::npos || said.find("URI") != std::string::npos ||
          said.find("connection info string") != std::string::npos)
        throw base::BadInput("address of the database", said.substr(0, said.find('\n')),
                             "Write it as postgresql://USER@HOST:PORT/DATABASE.");
      throw_failure(name(), "08001", said);
    }
    PQsetNoticeProcessor(handle_, keep_quiet, nullptr);
    const char* encoding = PQparameterStatus(handle_, "server_encoding");
    if (encoding == nullptr || std::string_view(encoding) != "UTF8")
      throw base::Error(name(), "its database does not keep text as UTF-8",
                        "Make one with createdb --encoding=UTF8 --template=template0.");
    PQsetnonblocking(handle_, 1);
    enter_pipeline();
  } catch (...) {
    PQfinish(handle_);
    throw;
  }
}

Connection::~Connection() {
  PQfinish(handle_);
}

void Connection::enter_pipeline() {
  if (PQenterPipelineMode(handle_) != 1) lose("the connection is not idle");
}

void Connection::lose(std::string_view why) {
  broken_ = true;
  throw_failure(name(), "08006", why);
}

void Connection::wait(bool writing) {
  pollfd socket{PQsocket(handle_), static_cast<short>(POLLIN | (writing ? POLLOUT : 0)), 0};
  if (socket.fd < 0) lose(PQerrorMessage(handle_));
  int ready = 0;
  const auto until = std::chrono::steady_clock::now() + target_.patience;
  do {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    ready = ::poll(&socket, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
  } while (ready < 0 && errno == EINTR);
  if (ready <= 0) lose("no answer within " + std::to_string(target_.patience.count() / 1000) + " seconds");
  if ((socket.revents & (POLLIN | POLLERR | POLLHUP)) != 0 && PQconsumeInput(handle_) != 1)
    lose(PQerrorMessage(handle_));
}

void Connection::flush() {
  for (;;) {
    const int left = PQflush(handle_);
    if (left == 0) return;
    if (left < 0) lose(PQerrorMessage(handle_));
    wait(true);
  }
}

pg_result* Connection::next_result() {
  while (PQisBusy(handle_) != 0) wait(false);
  return PQgetResult(handle_);
}

void Connection::run(const std::string& script) {
  if (PQexitPipelineMode(handle_) != 1) lose("the connection is not idle");
  if (PQsendQuery(handle_, script.c_str()) != 1) lose(PQerrorMessage(handle_));
  flush();
  std::optional<Failure> failure;
  while (auto* result = next_result()) {
    if (PQresultStatus(result) == PGRES_FATAL_ERROR && !failure) {
      const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
      const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
      failure =
          Failure{state == nullptr ? "08006" : state, message == nullptr ? PQerrorMessage(handle_) : message};
    }
    PQclear(result);
    if (PQstatus(handle_) != CONNECTION_OK) break;
  }
  if (PQstatus(handle_) != CONNECTION_OK) lose(failure ? failure->message : PQerrorMessage(handle_));
  enter_pipeline();
  if (failure) throw_failure(name(), failure->state, failure->message);
}

void Connection::send(std::string_view sql, const Parameters& parameters) {
  const auto& values = parameters.values();
  const auto count = static_cast<int>(values.size());
  auto known = statements_.find(sql);
  if (known == statements_.end()) {
    known = statements_.emplace(sql, "s" + std::to_string(++named_)).first;
    std::vector<Oid> types;
    for (const auto& value : values) types.push_back(static_cast<Oid>(value.type));
    if (PQsendPrepare(handle_, known->second.c_str(), std::string(sql).c_str(), count, types.data()) != 1)
      lose(PQerrorMessage(handle_));
    queue_.push_back({sql});
  }
  std::vector<const char*> bytes;
  std::vector<int> lengths, formats;
  for (const auto& value : values) {
    bytes.push_back(value.null ? nullptr : value.bytes.data());
    lengths.push_back(static_cast<int>(value.bytes.size()));
    formats.push_back(kBinary);
  }
  if (PQsendQueryPrepared(handle_, known->second.c_str(), count, bytes.data(), lengths.data(), formats.data(),
                          kBinary) != 1)
    lose(PQerrorMessage(handle_));
  queue_.push_back({});
}

std::vector<Rows> Connection::sync() {
  if (broken_) lose("the connection is broken");
  if (PQpipelineSync(handle_) != 1) lose(PQerrorMessage(handle_));
  flush();
  std::vector<Rows> all;
  std::optional<Failure> failure;
  std::size_t at = 0;
  const auto queue = std::exchange(queue_, {});
  for (;;) {
    auto* result = next_result();
    if (result == nullptr) {  // the end of one statement's results
      if (PQstatus(handle_) != CONNECTION_OK) lose(PQerrorMessage(handle_));
      ++at;
      continue;
    }
    const auto status = PQresultStatus(result);
    if (status == PGRES_PIPELINE_SYNC) {
      PQclear(result);
      break;
    }
    const auto prepares = at < queue.size() ? queue[at].prepares : std::string_view();
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
      if (prepares.empty())
        all.emplace_back(result, target_.name);
      else
        PQclear(result);
      continue;
    }
    if (!prepares.empty()) statements_.erase(prepares);  // it was not prepared after all
    if (status != PGRES_PIPELINE_ABORTED && !failure) {
      const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
      const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
      failure =
          Failure{state == nullptr ? "08006" : state, message == nullptr ? PQerrorMessage(handle_) : message};
    }
    PQclear(result);
    if (PQstatus(handle_) != CONNECTION_OK) lose(failure ? failure->message : PQerrorMessage(handle_));
  }
  if (failure) throw_failure(name(), failure->state, failure->message);
  return all;
}

bool Connection::usable() const {
  return !broken_ && queue_.empty() && PQstatus(handle_) == CONNECTION_OK &&
         PQtransactionStatus(handle_) == PQTRANS_IDLE;
}

bool Connection::in_transaction() const {
  const auto status = PQtransactionStatus(handle_);
  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

bool Connection::in_order() const {
  return !broken_ && PQtransactionStatus(handle_) == PQTRANS_INTRANS;
}

std::string Connection::server_version() const {
  const char* version = PQparameterStatus(handle_, "server_version");
  return version == nullptr ? "" : version;
}

void Connection::fail_damaged() const {
  throw_failure(name(), "XX001", "unexpected content");
}

Transaction::Transaction(Connection& connection, Kind kind) : connection_(connection) {
  connection_.send(kind == Kind::write ? "BEGIN ISOLATION LEVEL READ COMMITTED"
                                       : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
}

Transaction::~Transaction() {
  try {
    if (connection_.in_transaction()) connection_.query("ROLLBACK");
  } catch (const std::exception&) {
    // A connection that cannot roll back is broken: the server rolls back when it closes.
  }
}

void Transaction::commit() {
  const auto answer = connection_.query("COMMIT");
  // A transaction in which something failed answers COMMIT with ROLLBACK, and calls that a success.
  if (answer.tag() != "COMMIT")
    throw base::Error(connection_.name(), "an earlier step of this change failed, so none of it was kept",
                      "Repeat the whole change.");
}

}  // namespace entente::store::postgres
