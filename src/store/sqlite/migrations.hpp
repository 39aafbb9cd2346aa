// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "store/sqlite/connection.hpp"

namespace entente::store::sqlite {

/// One step of the schema. Steps are only ever added; one that has been released is never edited.
struct Migration {
  int number;  ///< from 1, without gaps
  std::string_view name;
  int oldest_reader;     ///< the lowest number a binary must know to use the schema after this step
  std::string_view sql;  ///< run in one transaction together with the note that it was run
};

/// All of them, in order.
std::span<const Migration> migrations();

/// Makes sure that the file is a register (not another program's database) and brings its schema up to the
/// last of `known`. `create` allows a file that holds nothing yet. Throws base::Conflict where a newer
/// binary's schema refuses this one.
void migrate(Connection&, std::span<const Migration> known, bool create);

}  // namespace entente::store::sqlite
