// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/postgres/connection.hpp"
#include "store/postgres/failure.hpp"
#include "store/postgres/postgres_store.hpp"

namespace entente::store {

std::string failover_warning(const PostgresOptions& options) {
  postgres::Connection connection({options.url, postgres::register_name(options.url), options.patience / 3});
  // Everybody is shown the rows and who they say they are, if not more. A copy that is being made, and what
  // keeps the log of writes, are none that take over.
  auto row = connection.query(
      "SELECT (SELECT count(*) FROM pg_stat_replication WHERE state IS DISTINCT FROM 'backup' AND "
      "coalesce(application_name, '') NOT IN ('pg_basebackup', 'pg_receivewal')), "
      "current_setting('synchronous_standby_names'), current_setting('synchronous_commit')");
  if (!row.next() || row.integer(0) == 0) return {};
  // "off" is turned on for what writes here.
  const bool named = !row.text(1).empty(), local = row.text(2) == "local";
  if (named && !local) return {};
  return "the database has standbys (" + std::to_string(row.integer(0)) + ") and waits for none of them (" +
         (named ? "synchronous_commit is local" : "synchronous_standby_names is empty") +
         "): after a failover, writes that were acknowledged may be gone, and entries of the log that were "
         "published; where that is seen, nothing more is signed. Make a standby synchronous.";
}

}  // namespace entente::store
