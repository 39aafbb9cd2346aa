// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "search/index.hpp"

/// SQLite's FTS5 over the same documents, with the facets counted by us: packed rows, walked.
class Peer {
 public:
  explicit Peer(const std::filesystem::path& file);
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  void add(const entente::search::Document&);
  void done();
  /// Documents that have the word, all facets counted, and the first twenty by its BM25.
  std::size_t find(const std::string& word);

 private:
  void run(const char* sql);
  sqlite3* db_ = nullptr;
  sqlite3_stmt *insert_ = nullptr, *all_ = nullptr, *best_ = nullptr;
  std::map<std::pair<entente::search::Facet, std::string>, std::uint32_t> codes_;
  std::vector<std::uint32_t> rows_;
  std::vector<std::size_t> starts_ = {0};
};
