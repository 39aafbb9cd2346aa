// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screening/list_reading.hpp"

/// A register's own list of whom it excludes: CSV with a header line.
namespace entente::screening {

inline constexpr std::string_view kOwnDataset = "own";

/// Whether a file begins as one: a header line with the columns "id" and "name".
bool looks_like_own(std::string_view bytes);

/// Columns, in any order: id, name, and, where wanted, aliases, weak_aliases, original_names, kind, born,
/// gender, countries, documents, addresses, programmes, notes, listed_on, updated_on. Several values of a
/// cell are joined by ";"; a document is "type:number" or "type:number:CC". Throws BadInput naming the line
/// of an unknown column, a missing name, an unknown kind, country or date: whoever writes the list can
/// correct it.
ListReading read_own(const ListFile& file);

}  // namespace entente::screening
