// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

/// A register as the rows of its tables: for carrying the whole of it from one engine to another, without a
/// use case having to know of every table. Engines have the same tables under the same names.
namespace entente::store {

enum class ColumnKind : std::uint8_t { integer, text, bytes };

struct TableColumn {
  std::string name;
  ColumnKind kind;
  bool operator==(const TableColumn&) const = default;
};

/// Columns in order of name.
struct Table {
  std::string name;
  std::vector<TableColumn> columns;
  bool operator==(const Table&) const = default;
};

/// NULL, a number, or the bytes of a text or of a BLOB.
using Value = std::variant<std::monostate, std::int64_t, std::string>;
using Row = std::vector<Value>;

/// A consistent view of all rows.
class Dump {
 public:
  virtual ~Dump() = default;
  /// In order of name; without those that an engine keeps for itself (the state of its schema, say).
  virtual std::vector<Table> tables() = 0;
  /// Every row of a table, in no order.
  virtual void each(const Table&, const std::function<void(const Row&)>&) = 0;
};

/// Rows on their way into an empty register: all of them, or none.
class Fill {
 public:
  virtual ~Fill() = default;
  virtual std::vector<Table> tables() = 0;
  /// Rows of one table come together.
  virtual void add(const Table&, const Row&) = 0;
  /// Makes them durable. Without it, nothing is kept.
  virtual void commit() = 0;
};

}  // namespace entente::store
