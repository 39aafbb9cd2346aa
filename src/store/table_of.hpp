// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

/// Internal to store: statements in the SQL that both engines read, and their rows as values. Parameters are
/// written $1, $2 …, and stand in each statement first in that order, which is how SQLite numbers them.
namespace entente::store {

/// `Engine` names a connection and what it takes for bytes; `Tables` has a read(row, value) for each value.
template <class Engine, class Tables>
class TableOf {
 public:
  using Connection = typename Engine::Connection;
  using Bytes = typename Engine::Bytes;
  /// What stands round each statement that writes.
  using Guard = std::function<void(const std::function<void()>&)>;

 protected:
  TableOf(Connection& connection, Guard guard) : connection_(connection), guard_(std::move(guard)) {}

  template <class T, class... Args>
  std::vector<T> all(std::string_view sql, const Args&... args) {
    std::vector<T> found;
    auto rows = connection_.query(sql, args...);
    while (rows.next()) static_cast<Tables*>(this)->read(rows, found.emplace_back());
    return found;
  }
  template <class T, class... Args>
  std::optional<T> one(std::string_view sql, const Args&... args) {
    auto found = all<T>(sql, args...);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
  }
  template <class... Args>
  std::int64_t number(std::string_view sql, const Args&... args) {
    auto row = connection_.query(sql, args...);
    return row.next() ? row.integer(0) : 0;
  }
  /// A limit as the engines count.
  static std::int64_t bounded(std::size_t limit) {
    return static_cast<std::int64_t>(
        std::min(limit, static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max())));
  }
  /// Runs a statement that writes; the number of rows it returns.
  template <class... Args>
  std::int64_t change(std::string_view sql, const Args&... args) {
    std::int64_t returned = 0;
    guard_([&] {
      auto rows = connection_.query(sql, args...);
      while (rows.next()) ++returned;
    });
    return returned;
  }

  Connection& connection_;
  const Guard guard_;
};

/// Statements that write, without anything round them.
inline void unguarded(const std::function<void()>& write) {
  write();
}

}  // namespace entente::store
