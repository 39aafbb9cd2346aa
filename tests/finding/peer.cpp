// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "peer.hpp"

#include <array>
#include <stdexcept>

using entente::search::Document;

Peer::Peer(const std::filesystem::path& file) {
  if (sqlite3_open(file.c_str(), &db_) != SQLITE_OK) throw std::runtime_error("FTS5: cannot open its file");
  run("PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY; PRAGMA cache_size=-200000;"
      "CREATE VIRTUAL TABLE t USING fts5(title, party, purpose, rest, content='', tokenize='unicode61 "
      "remove_diacritics 2');"
      "BEGIN");
  sqlite3_prepare_v2(db_, "INSERT INTO t(rowid, title, party, purpose, rest) VALUES (?,?,?,?,?)", -1,
                     &insert_, nullptr);
  sqlite3_prepare_v2(db_, "SELECT rowid FROM t WHERE t MATCH ?", -1, &all_, nullptr);
  sqlite3_prepare_v2(db_, "SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t, 6, 3, 2, 1) LIMIT 20", -1,
                     &best_, nullptr);
  if (insert_ == nullptr || all_ == nullptr || best_ == nullptr)
    throw std::runtime_error(sqlite3_errmsg(db_));
}

Peer::~Peer() {
  for (auto* statement : {insert_, all_, best_}) sqlite3_finalize(statement);
  sqlite3_close(db_);
}

void Peer::run(const char* sql) {
  if (sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    throw std::runtime_error(sqlite3_errmsg(db_));
}

void Peer::add(const Document& d) {
  std::array<std::string, 4> zones;
  for (const auto& [zone, text, language] : d.texts) zones[static_cast<std::size_t>(zone)] += text + "\n";
  sqlite3_bind_int64(insert_, 1, static_cast<sqlite3_int64>(starts_.size()));
  for (int i = 0; i < 4; ++i) {
    const auto& text = zones[static_cast<std::size_t>(i)];
    sqlite3_bind_text(insert_, 2 + i, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }
  if (sqlite3_step(insert_) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db_));
  sqlite3_reset(insert_);
  for (const auto& value : d.facets)
    rows_.push_back(codes_.try_emplace(value, static_cast<std::uint32_t>(codes_.size())).first->second);
  starts_.push_back(rows_.size());
}

void Peer::done() {
  run("COMMIT");
  run("INSERT INTO t(t) VALUES('optimize')");
}

std::size_t Peer::find(const std::string& word) {
  const auto quoted = '"' + word + '"';
  std::vector<std::uint32_t> counts(codes_.size());
  std::size_t found = 0;
  sqlite3_bind_text(all_, 1, quoted.data(), static_cast<int>(quoted.size()), SQLITE_STATIC);
  while (sqlite3_step(all_) == SQLITE_ROW) {
    const auto doc = static_cast<std::size_t>(sqlite3_column_int64(all_, 0)) - 1;
    for (auto i = starts_[doc]; i < starts_[doc + 1]; ++i) ++counts[rows_[i]];
    ++found;
  }
  sqlite3_reset(all_);
  sqlite3_bind_text(best_, 1, quoted.data(), static_cast<int>(quoted.size()), SQLITE_STATIC);
  while (sqlite3_step(best_) == SQLITE_ROW) continue;
  sqlite3_reset(best_);
  return found;
}
