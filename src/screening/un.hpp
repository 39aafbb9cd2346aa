// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "screening/list_reading.hpp"

/// The United Nations Security Council Consolidated List, XML.
namespace entente::screening {

inline constexpr std::string_view kUnDataset = "un-sc";

/// Whether a file begins as one.
bool looks_like_un(std::string_view bytes);

/// All of it: names 1 to 4, original script, aliases with their quality and those joined by ";", days of
/// birth exact, approximate, between and of aliases, documents with when and where they were issued,
/// nationalities, addresses, designations, who submitted it, days of listing and of changes. An element that
/// is not known is a fault. Throws BadInput where the file is truncated, something else, or beyond bounds.
ListReading read_un(const ListFile& file);

}  // namespace entente::screening
