// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/messages.hpp"
#include "pages/page.hpp"
#include "registry/views.hpp"

namespace entente::pages {

/// A figure as it is shown: in the language's own form where it is a number we can hold exactly and the
/// measure counts, with its sign of per cent; else as published.
std::string figure_text(const std::string& published, const std::string& measure, const base::Messages&);
/// "sex: female; age: 15–24"; "" for the whole.
std::string slice_text(const std::vector<model::Dimension>&);

/// {rows: results with their indicators, left_out}; the results and indicators that find no room are counted.
/// `places` are those of the partnership, which figures may be of.
View results_view(const std::vector<registry::Held<model::Result>>&, const std::vector<model::Place>& places,
                  const base::Messages&);

}  // namespace entente::pages
