// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "exchange/iati/element.hpp"
#include "exchange/iati/xml_text.hpp"
#include "model/published_values.hpp"

/// How an activity is classified beside its sectors and tags: by policy markers, by the defaults of its
/// flows, by the emergencies and appeals it answers, by items of a country's budget.
namespace entente::exchange::iati {

using Classifications = std::vector<model::Classification>;

/// The activity's own @humanitarian.
void read_humanitarian(const Element& activity, Classifications&);
/// Of a <policy-marker>, <humanitarian-scope>, <country-budget-items>, <capital-spend> or default of the
/// activity. A policy marker that says "not targeted" stands in the original alone, as does whatever has no
/// code.
void read_classification(const Element&, Classifications&);

/// "1" for @humanitarian, "" where nothing was said.
std::string_view humanitarian_flag(const Classifications&);
/// All elements from country-budget-items to default-tied-status, in the schema's order.
void write_classifications(const Classifications&, XmlText&);
/// <capital-spend>, which stands further on.
void write_capital_spend(const Classifications&, XmlText&);

}  // namespace entente::exchange::iati
