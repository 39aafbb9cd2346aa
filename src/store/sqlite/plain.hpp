// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "store/dump.hpp"

/// Events, records and revisions have numbers inside the file instead of ids and names (docs/decisions/0062).
/// A dump, and whatever was kept before, tells them *plainly*, as every engine does.
namespace entente::store::sqlite {

struct PlainTable {
  std::string_view name;
  std::vector<TableColumn> columns;  ///< in order of name
  std::string_view rows;             ///< the statement that reads them, in the order of the columns
};

/// Null for a table that is kept as it is told.
const PlainTable* plain_table(std::string_view name);

/// The table that takes the plain rows of another, until they are numbered.
inline constexpr std::string_view kPlainPrefix = "plain_";
/// Makes these tables, for this connection alone.
extern const std::string_view kMakePlainTables;
/// Numbers what stands in the plain tables and puts it into the ones that are kept, which are empty.
/// `leaves`: they say which revisions are entries of the log.
std::string number_plain_rows(bool leaves);

}  // namespace entente::store::sqlite
