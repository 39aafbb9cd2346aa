// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite/rows.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "base/error.hpp"
#include "store/sqlite/connection.hpp"
#include "store/sqlite/failure.hpp"
#include "store/sqlite/plain.hpp"

namespace entente::store::sqlite {

namespace {

ColumnKind kind_of(std::string_view type) {
  if (type == "INTEGER") return ColumnKind::integer;
  return type == "TEXT" ? ColumnKind::text : ColumnKind::bytes;
}

std::vector<Table> tables_of(Connection& connection) {
  std::vector<Table> all;
  auto rows = connection.query(
      "SELECT t.name, c.name, c.type FROM sqlite_schema t JOIN pragma_table_info(t.name) c "
      "WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name NOT IN "
      "('meta', 'session', 'one_time_link', 'failed_attempt', 'letter', 'role_offer', 'record_type') ORDER "
      "BY t.name, "
      "c.name");
  while (rows.next()) {
    if (all.empty() || all.back().name != rows.bytes(0)) {
      const auto* plain = plain_table(rows.bytes(0));
      all.push_back({rows.text(0), plain == nullptr ? std::vector<TableColumn>() : plain->columns});
    }
    if (plain_table(rows.bytes(0)) != nullptr) continue;
    all.back().columns.push_back({rows.text(1), kind_of(rows.bytes(2))});
  }
  return all;
}

std::string columns_of(const Table& table) {
  std::string out;
  for (const auto& column : table.columns) out += (out.empty() ? "" : ", ") + column.name;
  return out;
}

class Rows final : public Dump {
 public:
  explicit Rows(const std::filesystem::path& file)
      : connection_(file, Connection::Mode::read), transaction_(connection_, Transaction::Kind::read) {
    connection_.query("SELECT event_seq FROM head").next();  // the moment that is seen
  }
  std::vector<Table> tables() override { return tables_of(connection_); }
  void each(const Table& table, const std::function<void(const Row&)>& take) override {
    const auto* plain = plain_table(table.name);
    const auto [sql, fresh] = statements_.try_emplace(
        table.name,
        plain != nullptr ? std::string(plain->rows) : "SELECT " + columns_of(table) + " FROM " + table.name);
    auto rows = connection_.query(sql->second);
    Row row(table.columns.size());
    while (rows.next()) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        const auto column = static_cast<int>(i);
        if (rows.is_null(column))
          row[i] = std::monostate{};
        else if (table.columns[i].kind == ColumnKind::integer)
          row[i] = rows.integer(column);
        else
          row[i] = rows.text(column);
      }
      take(row);
    }
  }

 private:
  std::map<std::string, std::string> statements_;  // outlive the connection, which keeps views of them
  Connection connection_;
  Transaction transaction_;
};

class Filling final : public Fill {
 public:
  explicit Filling(const std::filesystem::path& file)
      : connection_(file, Connection::Mode::write),
        transaction_(durable(connection_), Transaction::Kind::write) {
    {
      auto head = connection_.query("SELECT event_seq FROM head");
      if (!head.next()) connection_.fail_damaged();
      auto account = connection_.query("SELECT 1 FROM account");
      const bool accounts = account.next();
      if (head.integer(0) != 0 || accounts)
        throw base::Conflict(register_name(file),
                             head.integer(0) != 0 ? "holds records already" : "holds accounts already",
                             "Name one that is empty, or a place where there is none yet.");
    }
    // Rows come table by table, in order of their names.
    connection_.run("PRAGMA defer_foreign_keys = ON");
    for (const auto& table : tables()) connection_.run("DELETE FROM " + table.name);
    connection_.run(std::string(kMakePlainTables));
  }
  std::vector<Table> tables() override { return tables_of(connection_); }
  void add(const Table& table, const Row& row) override {
    auto [sql, fresh] = statements_.try_emplace(table.name);
    if (fresh) {
      sql->second = "INSERT INTO ";
      if (plain_table(table.name) != nullptr) sql->second += kPlainPrefix;
      sql->second += table.name + " (" + columns_of(table) + ") VALUES (";
      for (std::size_t i = 0; i < row.size(); ++i)
        sql->second += (i == 0 ? "?" : ", ?") + std::to_string(i + 1);
      sql->second += ")";
    }
    auto insert = connection_.query(sql->second);
    for (std::size_t i = 0; i < row.size(); ++i) {
      const auto at = static_cast<int>(i) + 1;
      if (const auto* number = std::get_if<std::int64_t>(&row[i]))
        insert.bind(at, *number);
      else if (const auto* bytes = std::get_if<std::string>(&row[i])) {
        if (table.columns[i].kind == ColumnKind::text)
          insert.bind(at, std::string_view(*bytes));
        else
          insert.bind(at, Bytes{*bytes});
      }
    }
    insert.next();
  }
  void commit() override {
    connection_.run(number_plain_rows(true));
    transaction_.commit();
  }

 private:
  /// Inside a transaction it is too late to say so.
  static Connection& durable(Connection& connection) {
    connection.run("PRAGMA synchronous = FULL");
    return connection;
  }

  std::map<std::string, std::string> statements_;
  Connection connection_;
  Transaction transaction_;
};

}  // namespace

std::unique_ptr<Dump> dump_rows(const std::filesystem::path& file) {
  return std::make_unique<Rows>(file);
}

std::unique_ptr<Fill> fill_rows(const std::filesystem::path& file) {
  return std::make_unique<Filling>(file);
}

}  // namespace entente::store::sqlite
