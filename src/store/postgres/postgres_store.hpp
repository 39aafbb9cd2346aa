// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "store/store.hpp"

namespace entente::store {

struct PostgresOptions {
  std::string url;  ///< postgresql://USER@HOST:PORT/DATABASE?sslmode=…, as libpq reads it
  bool create =
      false;  ///< make the tables where there are none; otherwise their absence throws base::NotFound
  std::size_t readers = 8;  ///< most connections that read at once; a further read waits. One more writes.
  /// How long a write goes on trying after the database was lost, and the longest wait for one answer.
  std::chrono::milliseconds patience{30'000};
  const base::Clock* clock = nullptr;  ///< gives commits their time; the system's where null
};

/// Whether an address names a PostgreSQL database.
bool is_postgres(std::string_view url);

/// PostgreSQL 15 or what speaks its protocol. Several processes may write to one database: they take turns
/// at the head's row. A unit is run again after a conflict, and after the database was lost; where it was
/// lost during COMMIT, the engine finds out whether that went through.
std::unique_ptr<Store> open_postgres(const PostgresOptions&);

/// What a failover of this database could lose though it was acknowledged, in a sentence: it has standbys,
/// and waits for none of them. Empty where that is not so. Asks the server once.
std::string failover_warning(const PostgresOptions&);

}  // namespace entente::store
