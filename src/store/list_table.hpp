// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/compress.hpp"
#include "base/error.hpp"
#include "store/form.hpp"
#include "store/lists.hpp"
#include "store/table_of.hpp"

/// Internal to store: lists that are screened against, and their files.
namespace entente::store {

namespace list_sql {

inline constexpr std::string_view kNewest =
    "SELECT dataset, version, format, hash, dated, entries, faults, size, brought_by, accepted, brought "
    "FROM screening_list WHERE version = (SELECT max(version) FROM screening_list AS other WHERE "
    "other.dataset = screening_list.dataset) ORDER BY dataset";
inline constexpr std::string_view kVersions =
    "SELECT dataset, version, format, hash, dated, entries, faults, size, brought_by, accepted, brought "
    "FROM screening_list WHERE dataset = $1 ORDER BY version DESC LIMIT $2";
inline constexpr std::string_view kVersion =
    "SELECT dataset, version, format, hash, dated, entries, faults, size, brought_by, accepted, brought "
    "FROM screening_list WHERE dataset = $1 AND version = $2";
inline constexpr std::string_view kFiles =
    "SELECT name, packed FROM screening_list_file WHERE dataset = $1 AND version = $2 ORDER BY ordinal";
inline constexpr std::string_view kLast =
    "SELECT coalesce(max(version), 0) FROM screening_list WHERE dataset = $1";
inline constexpr std::string_view kAddVersion =
    "INSERT INTO screening_list (dataset, version, format, hash, dated, entries, faults, size, brought_by, "
    "accepted, brought) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
inline constexpr std::string_view kAddFile =
    "INSERT INTO screening_list_file (dataset, version, ordinal, name, packed) VALUES ($1, $2, $3, $4, $5)";

}  // namespace list_sql

template <class Engine>
class ListTable final : public ListWriter, private TableOf<Engine, ListTable<Engine>> {
  using Tables = TableOf<Engine, ListTable<Engine>>;
  friend Tables;
  using Bytes = typename Tables::Bytes;
  using Tables::bounded;
  using Tables::change;
  using Tables::connection_;
  using Tables::number;

 public:
  explicit ListTable(typename Engine::Connection& connection, typename Tables::Guard guard = unguarded)
      : Tables(connection, std::move(guard)) {}

  std::vector<ListVersion> newest() override { return this->template all<ListVersion>(list_sql::kNewest); }
  std::vector<ListVersion> versions(std::string_view dataset, std::size_t limit) override {
    if (!is_text(dataset)) return {};
    return this->template all<ListVersion>(list_sql::kVersions, dataset, bounded(limit));
  }
  std::optional<ListVersion> version(std::string_view dataset, std::int64_t version) override {
    if (!is_text(dataset)) return std::nullopt;
    return this->template one<ListVersion>(list_sql::kVersion, dataset, version);
  }
  std::vector<KeptListFile> files(std::string_view dataset, std::int64_t version) override {
    if (!is_text(dataset)) return {};
    return this->template all<KeptListFile>(list_sql::kFiles, dataset, version);
  }

  std::int64_t add(const ListVersion& v, std::span<const KeptListFile> files) override {
    if (v.dataset.empty()) throw base::BadInput("list", "has no name");
    for (const auto& text : {v.dataset, v.format, v.dated, v.brought_by, v.accepted})
      require_text("word about a list", text);
    const auto given = number(list_sql::kLast, std::string_view(v.dataset)) + 1;
    change(list_sql::kAddVersion, view(v.dataset), given, view(v.format), v.hash, view(v.dated), v.entries,
           v.faults, v.bytes, view(v.brought_by), view(v.accepted), v.brought);
    std::int64_t ordinal = 0;
    for (const auto& file : files) {
      require_text("name of a list's file", file.name);
      const auto packed = base::zstd_compress(file.bytes);
      change(list_sql::kAddFile, view(v.dataset), given, ++ordinal, view(file.name), Bytes{packed});
    }
    return given;
  }

 private:
  /// More than any list that was taken.
  static constexpr std::size_t kLargestFile = std::size_t{1} << 30U;

  static std::string_view view(const std::string& s) { return s; }

  // One row as a value, its columns in the order of the statements above.
  template <class Row>
  void read(const Row& row, ListVersion& v) {
    v = {row.text(0),    row.integer(1), row.text(2), row.sha256(3), row.text(4),    row.integer(5),
         row.integer(6), row.integer(7), row.text(8), row.text(9),   row.instant(10)};
  }
  template <class Row>
  void read(const Row& row, KeptListFile& f) {
    f = {row.text(0), base::zstd_decompress(row.text(1), kLargestFile)};
  }
};

}  // namespace entente::store
