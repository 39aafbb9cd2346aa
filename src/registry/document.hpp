// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "registry/views.hpp"
#include "search/index.hpp"

namespace entente::registry {

/// What the index is told of a partnership, its parties, what was promised to it and what it reports.
search::Document document_of(const Held<model::Partnership>&, const std::vector<Party>&,
                             const std::vector<Held<model::Commitment>>&, const Reporting&,
                             const std::vector<Held<model::Report>>& reports = {});

/// The value of the goal facet for a goal or target: "6" and "6.1" of the SDG, "mdg:7" and "mdg:7.C".
/// Empty where the framework has no such goal.
std::string goal_value(const model::Goal&);

}  // namespace entente::registry
