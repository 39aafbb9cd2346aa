// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/hash.hpp"
#include "base/id.hpp"

/// Values in PostgreSQL's binary form: no text is quoted, no number printed and read again.
namespace entente::store::postgres {

/// Bytes for a BYTEA column (a plain string_view goes to TEXT).
struct Bytes {
  std::string_view bytes;
};

// Oids of the types in use (pg_type.dat): fixed since they exist.
enum class Type : unsigned {
  bytes = 17,
  integer = 20,
  text = 25,
  bytes_array = 1001,
  integer_array = 1016,
  text_array = 1009
};

/// Puts numbers in network order behind one another.
void append_int32(std::string& out, std::int32_t);
void append_int64(std::string& out, std::int64_t);

/// One column of many rows, for INSERT … SELECT … FROM unnest($1, $2, …): one statement a table, however
/// many rows.
class Column {
 public:
  explicit Column(Type element) : element_(element) {}
  void add(std::int64_t);
  void add(std::string_view);
  void add(Bytes);
  void add(const base::Uuid&);
  void add(const std::optional<base::Uuid>&);
  void add(const base::Sha256&);
  void add_null();

  Type element() const { return element_; }
  std::size_t size() const { return count_; }
  /// The array in binary form.
  std::string array() const;

 private:
  void add_raw(std::string_view raw);

  Type element_;
  std::size_t count_ = 0;
  bool has_null_ = false;
  std::string elements_;
};

/// The parameters of one statement.
class Parameters {
 public:
  template <class... Args>
  explicit Parameters(const Args&... args) {
    values_.reserve(sizeof...(args));
    (add(args), ...);
  }
  void add(std::int64_t);
  void add(std::string_view);
  void add(Bytes);
  void add(const base::Uuid&);
  void add(const std::optional<base::Uuid>&);
  void add(const base::Sha256&);
  void add(base::Instant time) { add(time.ms); }
  void add(const std::optional<base::Instant>&);
  void add(const Column&);

  struct Value {
    Type type;
    bool null = false;
    std::string bytes;
  };
  const std::vector<Value>& values() const { return values_; }

 private:
  std::vector<Value> values_;
};

}  // namespace entente::store::postgres
