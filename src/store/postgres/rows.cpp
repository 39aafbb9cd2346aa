// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/postgres/rows.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace entente::store::postgres {

namespace {

/// Bytes of rows that go out together.
constexpr std::size_t kMostBuffered = 4UL << 20;

std::vector<Table> tables_of(Connection& connection) {
  std::vector<Table> all;
  auto rows = connection.query(
      "SELECT CAST(c.table_name AS TEXT), CAST(c.column_name AS TEXT), CAST(c.data_type AS TEXT) "
      "FROM information_schema.columns c WHERE c.table_schema = CAST(current_schema() AS TEXT) "
      "AND c.table_name NOT IN ('meta', 'attempt', 'session', 'one_time_link', 'failed_attempt', "
      "'letter', 'role_offer') "
      "ORDER BY CAST(c.table_name AS TEXT) COLLATE \"C\", CAST(c.column_name AS TEXT) COLLATE \"C\"");
  while (rows.next()) {
    if (all.empty() || all.back().name != rows.bytes(0)) all.push_back({rows.text(0), {}});
    const auto type = rows.bytes(2);
    all.back().columns.push_back({rows.text(1), type == "bigint" ? ColumnKind::integer
                                                : type == "text" ? ColumnKind::text
                                                                 : ColumnKind::bytes});
  }
  return all;
}

std::string columns_of(const Table& table) {
  std::string out;
  for (const auto& column : table.columns) out += (out.empty() ? "" : ", ") + column.name;
  return out;
}

Type type_of(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::integer:
      return Type::integer;
    case ColumnKind::text:
      return Type::text;
    case ColumnKind::bytes:
      break;
  }
  return Type::bytes;
}

class Walk final : public Dump {
 public:
  explicit Walk(const Target& target)
      : connection_(target), transaction_(connection_, Transaction::Kind::read) {
    connection_.query("SELECT event_seq FROM head");  // the moment that is seen
  }
  std::vector<Table> tables() override { return tables_of(connection_); }
  void each(const Table& table, const std::function<void(const Row&)>& take) override {
    // A cursor, because a table may be larger than memory.
    const auto cursor = "walk_" + table.name;
    connection_.run("DECLARE " + cursor + " CURSOR FOR SELECT " + columns_of(table) + " FROM " + table.name);
    const auto [fetch, fresh] = statements_.try_emplace(table.name, "FETCH 200 FROM " + cursor);
    Row row(table.columns.size());
    for (;;) {
      auto rows = connection_.query(fetch->second);
      bool any = false;
      while (rows.next()) {
        any = true;
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
      if (!any) break;
    }
    connection_.run("CLOSE " + cursor);
  }

 private:
  std::map<std::string, std::string> statements_;  // outlive the connection, which keeps views of them
  Connection connection_;
  Transaction transaction_;
};

class Filling final : public Fill {
 public:
  explicit Filling(const Target& target)
      : name_(target.name), connection_(target), transaction_(connection_, Transaction::Kind::write) {
    auto head = connection_.query("SELECT event_seq FROM head WHERE id = 1 FOR UPDATE");
    if (!head.next()) connection_.fail_damaged();
    const bool accounts = connection_.query("SELECT 1 FROM account LIMIT 1").next();
    if (head.integer(0) != 0 || accounts)
      throw base::Conflict(name_, head.integer(0) != 0 ? "holds records already" : "holds accounts already",
                           "Name a database, or a schema, that is empty.");
    for (const auto& table : tables()) connection_.run("DELETE FROM " + table.name);
  }
  std::vector<Table> tables() override { return tables_of(connection_); }
  void add(const Table& table, const Row& row) override {
    if (table.name != table_.name) {
      let_out();
      table_ = table;
      columns_.clear();
      for (const auto& column : table.columns) columns_.emplace_back(type_of(column.kind));
    }
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (const auto* number = std::get_if<std::int64_t>(&row[i]))
        columns_[i].add(*number);
      else if (const auto* bytes = std::get_if<std::string>(&row[i])) {
        columns_[i].add(std::string_view(*bytes));
        held_ += bytes->size();
      } else {
        columns_[i].add_null();
      }
      held_ += 16;
    }
    if (held_ >= kMostBuffered) let_out();
  }
  void commit() override {
    let_out();
    transaction_.commit();
  }

 private:
  void let_out() {
    if (columns_.empty() || columns_.front().size() == 0) return;
    auto [sql, fresh] = statements_.try_emplace(table_.name);
    if (fresh) {
      sql->second = "INSERT INTO " + table_.name + " (" + columns_of(table_) + ") SELECT * FROM unnest(";
      for (std::size_t i = 0; i < columns_.size(); ++i)
        sql->second += (i == 0 ? "$" : ", $") + std::to_string(i + 1);
      sql->second += ")";
    }
    Parameters parameters;
    for (const auto& column : columns_) parameters.add(column);
    connection_.send(sql->second, parameters);
    connection_.sync();
    for (auto& column : columns_) column = Column(column.element());
    held_ = 0;
  }

  const std::string name_;
  std::map<std::string, std::string> statements_;
  Connection connection_;
  Transaction transaction_;
  Table table_;
  std::vector<Column> columns_;
  std::size_t held_ = 0;
};

}  // namespace

std::unique_ptr<Dump> dump_rows(const Target& target) {
  return std::make_unique<Walk>(target);
}

std::unique_ptr<Fill> fill_rows(const Target& target) {
  return std::make_unique<Filling>(target);
}

}  // namespace entente::store::postgres
