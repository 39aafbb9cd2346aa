// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <memory>

#include "store/store.hpp"

namespace entente::store {

struct SqliteOptions {
  std::filesystem::path file;  ///< the database file; its folder must exist
  bool create = false;         ///< make it where it is absent; otherwise absence throws base::NotFound
  bool exclusive = false;      ///< take the folder's lock: a second holder gets base::Conflict
  std::size_t readers = 8;     ///< most connections that read at once; a further read waits
  const base::Clock* clock = nullptr;  ///< gives commits their time; the system's where null
};

/// SQLite 3.40 in WAL mode with synchronous=FULL and STRICT tables. Applies the numbered migrations
/// it lacks; a database made by a newer Entente that says this one is too old throws base::Conflict
/// with a sentence that says so.
std::unique_ptr<Store> open_sqlite(const SqliteOptions&);

}  // namespace entente::store
