// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "registry/views.hpp"

namespace entente::registry {

/// The CSV form of partnerships: id, version, the record's own columns, then the parties by role and those
/// that have confirmed. Titles and names in `language`; goals, places and roles as codes.
std::vector<std::string> csv_header();
std::vector<std::string> csv_row(const PartnershipView&, std::string_view language);

}  // namespace entente::registry
