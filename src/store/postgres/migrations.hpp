// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "store/postgres/connection.hpp"

namespace entente::store::postgres {

/// One step of the schema. Steps are only ever added; one that has been released is never edited.
/// A step bears the number of the step in SQLite that makes the same tables.
struct Migration {
  int number;  ///< from 1, without gaps
  std::string_view name;
  int oldest_reader;     ///< the lowest number a binary must know to use the schema after this step
  std::string_view sql;  ///< run in one transaction together with the note that it was run
};

/// All of them, in order.
std::span<const Migration> migrations();

/// Makes sure that the schema the connection looks into holds a register (and not another program's
/// tables) and brings it up to the last of `known`. `create` allows one that holds nothing yet. Several nodes
/// may do so at once. Throws base::Conflict where a newer binary's schema refuses this one.
void migrate(Connection&, std::span<const Migration> known, bool create);

}  // namespace entente::store::postgres
