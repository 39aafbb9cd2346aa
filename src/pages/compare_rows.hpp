// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/messages.hpp"
#include "pages/page.hpp"
#include "registry/views.hpp"

namespace entente::pages {

/// What one partnership has in one row: lines that are read one below the other.
struct ComparedLine {
  std::string text;
  std::string language = {};                      ///< of the text, where it is not the reader's; else ""
  std::optional<registry::Freshness> light = {};  ///< drawn, in the place of a text
  bool operator==(const ComparedLine&) const = default;
};
using ComparedCell = std::vector<ComparedLine>;

/// One thing that all of them are compared by.
struct ComparedRow {
  std::string label;
  std::vector<ComparedCell> cells;  ///< one for each partnership, in their order; empty = not stated
  /// Whether any two cells differ.
  bool differs() const;
};

/// Everything partnerships are compared by, in the order of their own pages.
std::vector<ComparedRow> compared_rows(const std::vector<registry::PartnershipView>&, const base::Messages&);

}  // namespace entente::pages
