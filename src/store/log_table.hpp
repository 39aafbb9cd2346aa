// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "ledger/tiles.hpp"
#include "store/log.hpp"
#include "store/store.hpp"
#include "store/table_of.hpp"

/// Internal to store: the public log. As in account_table.hpp; how an engine finds revisions by entry stands
/// in its own statements (Engine::LogSql).
namespace entente::store {

namespace log_sql {

inline constexpr std::string_view kHead = "SELECT event_seq, leaf_event, leaf_index FROM head WHERE id = 1";
inline constexpr std::string_view kCaughtUp = "UPDATE head SET leaf_index = $1, leaf_event = $2 WHERE id = 1";

inline constexpr std::string_view kKept =
    "SELECT number, entry FROM log_entry WHERE number >= $1 AND number < $2";
inline constexpr std::string_view kEventOfKept = "SELECT event_seq FROM log_entry WHERE number = $1";
inline constexpr std::string_view kKeep =
    "INSERT INTO log_entry (number, event_seq, entry) VALUES ($1, $2, $3)";

inline constexpr std::string_view kTiles = "SELECT coalesce(max(number) + 1, 0) FROM log_tile";
inline constexpr std::string_view kMarks = "SELECT marks FROM log_tile WHERE number = $1";
inline constexpr std::string_view kPutMarks = "INSERT INTO log_tile (number, marks) VALUES ($1, $2)";
inline constexpr std::string_view kHashes =
    "SELECT hash FROM log_hash WHERE level = $1 AND number >= $2 AND number < $3 ORDER BY number";
inline constexpr std::string_view kPutHash = "INSERT INTO log_hash (level, number, hash) VALUES ($1, $2, $3)";

}  // namespace log_sql

template <class Engine>
class LogTable final : public LogWriter, private TableOf<Engine, LogTable<Engine>> {
  using Tables = TableOf<Engine, LogTable<Engine>>;
  friend Tables;
  using Bytes = typename Tables::Bytes;
  using Sql = typename Engine::LogSql;
  using Tables::change;
  using Tables::connection_;

 public:
  explicit LogTable(typename Engine::Connection& connection, typename Tables::Guard guard = unguarded)
      : Tables(connection, std::move(guard)) {}

  std::uint64_t size() override { return head().size; }
  bool is_behind() override {
    const auto at = head();
    return at.leaf_event < at.event_seq;
  }

  std::vector<std::string> entries(std::uint64_t from, std::size_t count) override {
    const auto size = head().size;
    if (from >= size) return {};
    return entries_between(from, from + std::min<std::uint64_t>(count, size - from));
  }

  std::optional<std::uint64_t> entry_of(const base::Uuid& id, std::int64_t version) override {
    auto row = connection_.query(Sql::kEntryOf, id, version);
    if (!row.next() || row.is_null(0)) return std::nullopt;
    return index_of(row.integer(0));
  }

  std::optional<std::int64_t> event_of(std::uint64_t entry) override {
    if (entry >= head().size) return std::nullopt;
    {
      auto row = connection_.query(log_sql::kEventOfKept, number_of(entry));
      if (row.next()) return row.integer(0);
    }
    auto row = connection_.query(Sql::kEventOf, number_of(entry));
    if (!row.next() || index_of(row.integer(0)) != entry) return std::nullopt;
    return row.integer(1);
  }

  std::uint64_t kept_tiles() override { return index_of(this->number(log_sql::kTiles)); }

  std::optional<LogTile> tile(std::uint64_t index) override {
    LogTile tile{.index = index, .root = {}, .marks = {}};
    {
      auto row = connection_.query(log_sql::kMarks, number_of(index));
      if (!row.next()) return std::nullopt;
      tile.marks = row.text(0);
    }
    const auto root = hashes(1, index, 1);
    if (root.empty()) connection_.fail_damaged();
    tile.root = root.front();
    return tile;
  }

  std::vector<ledger::Hash> hashes(unsigned level, std::uint64_t from, std::size_t count) override {
    std::vector<ledger::Hash> all;
    auto rows =
        connection_.query(log_sql::kHashes, std::int64_t{level}, number_of(from), number_of(from + count));
    while (rows.next()) all.push_back(rows.sha256(0));
    return all;
  }

  void keep(const LogTile& tile) override {
    constexpr auto kWidth = ledger::kTileWidth;
    if (tile.index != kept_tiles() || (tile.index + 1) * kWidth > head().size)
      throw base::Conflict("tile " + std::to_string(tile.index) + " of the log",
                           "is not the next that is to be kept", "Read again which are.");
    if (tile.marks.size() != kWidth * kLogMark)
      throw base::Error("tile " + std::to_string(tile.index) + " of the log",
                        "has not a mark for each entry");
    change(log_sql::kPutMarks, number_of(tile.index), Bytes{tile.marks});
    auto hash = tile.root;
    auto number = tile.index;
    for (unsigned level = 1;; ++level, number /= kWidth) {
      change(log_sql::kPutHash, std::int64_t{level}, number_of(number), hash);
      if (number % kWidth != kWidth - 1) break;
      ledger::Edge above;
      for (const auto& each : hashes(level, number + 1 - kWidth, kWidth)) above.add(each);
      if (above.size() != kWidth) connection_.fail_damaged();
      hash = above.root();
    }
  }

  bool catch_up(std::size_t revisions) override {
    const auto at = head();
    if (at.leaf_event >= at.event_seq) return false;
    auto upto = at.event_seq;
    {
      auto row = connection_.query(
          Sql::kCommitBehind, at.leaf_event,
          static_cast<std::int64_t>(std::min<std::size_t>(revisions, std::numeric_limits<int>::max())));
      if (row.next()) upto = row.integer(0);
    }
    const auto made = change(Sql::kNumberEntries, number_of(at.size), at.leaf_event, upto);
    change(log_sql::kCaughtUp, number_of(at.size) + made, upto);
    return upto < at.event_seq;
  }

  /// Keeps an entry that does not follow from its revision.
  void keep_entry(std::uint64_t number, std::int64_t event_seq, std::string_view entry) {
    change(log_sql::kKeep, number_of(number), event_seq, Bytes{entry});
  }

  /// One that may have come with this very transaction, before the head tells of it. Throws base::Error where
  /// there is none.
  std::string entry(std::uint64_t number) { return entries_between(number, number + 1).at(0); }

  /// Whether it is kept as it was already.
  bool is_kept(std::uint64_t number) {
    return connection_.query(log_sql::kEventOfKept, number_of(number)).next();
  }

 private:
  struct Head {
    std::int64_t event_seq = 0, leaf_event = 0;
    std::uint64_t size = 0;
  };
  std::vector<std::string> entries_between(std::uint64_t from, std::uint64_t end) {
    std::map<std::uint64_t, std::string> kept;
    {
      auto rows = connection_.query(log_sql::kKept, number_of(from), number_of(end));
      while (rows.next()) kept.emplace(index_of(rows.integer(0)), rows.text(1));
    }
    std::vector<std::string> all;
    all.reserve(static_cast<std::size_t>(end - from));
    const auto take_kept = [&] {
      for (auto next = kept.find(from + all.size()); next != kept.end(); next = kept.find(from + all.size()))
        all.push_back(std::move(next->second));
    };
    auto rows = connection_.query(Sql::kEntries, number_of(from), number_of(end - from));
    while (rows.next()) {
      take_kept();
      const auto at = index_of(rows.integer(0));
      if (at >= end || from + all.size() >= end) break;
      if (at < from + all.size()) continue;  // it is kept as it was
      if (at > from + all.size()) break;
      all.push_back(ledger::bytes_of(statement_of(rows)));
    }
    take_kept();
    if (all.size() < end - from)
      throw base::Error("entry " + std::to_string(from + all.size()) + " of the log",
                        "the revision that it tells of is gone",
                        "Restore the register from a backup, and look for what changed the database.");
    return all;
  }

  Head head() {
    auto row = connection_.query(log_sql::kHead);
    if (!row.next()) connection_.fail_damaged();
    return {row.integer(0), row.integer(1), index_of(row.integer(2))};
  }
  static std::int64_t number_of(std::uint64_t index) {
    return static_cast<std::int64_t>(
        std::min<std::uint64_t>(index, std::numeric_limits<std::int64_t>::max()));
  }
  std::uint64_t index_of(std::int64_t number) const {
    if (number < 0) connection_.fail_damaged();
    return static_cast<std::uint64_t>(number);
  }
  Visibility visibility_of(std::int64_t value) const {
    if (value < 0 || value > static_cast<std::int64_t>(Visibility::withdrawn)) connection_.fail_damaged();
    return static_cast<Visibility>(value);
  }

  /// A row of Sql::kEntries: entry, visibility, that of the version before, version, commit, hash, record,
  /// type, time, author.
  template <class Row>
  ledger::Statement statement_of(const Row& row) const {
    const auto before = row.is_null(2) ? std::nullopt : std::optional(visibility_of(row.integer(2)));
    const auto act = public_act(visibility_of(row.integer(1)), before, true);
    if (!act) connection_.fail_damaged();
    return {.act = *act,
            .by = hand_of(row.bytes(9)),
            .event_seq = row.integer(4),
            .hash = row.sha256(5),
            .id = row.uuid(6),
            .time = row.instant(8),
            .type = row.text(7),
            .version = row.integer(3),
            .was = std::nullopt};
  }
};

}  // namespace entente::store
