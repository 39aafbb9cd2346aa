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

/// @humanitarian of an activity or a transaction.
void read_humanitarian(const Element&, Classifications&);
/// That, @hierarchy and @budget-not-provided of an activity.
void read_flags(const Element& activity, Classifications&);
/// Of a <policy-marker>, <humanitarian-scope>, <country-budget-items>, <capital-spend> or default of the
/// activity. Whatever has no code stands in the original alone.
void read_classification(const Element&, Classifications&);
/// A <sector> or <tag>, whose kind is its name, by a vocabulary the register has no place of its own for.
void read_list_code(const Element&, std::string_view kind, Classifications&);
/// An element of a transaction that is a code alone, or a sector.
void read_default(const Element&, std::string_view kind, Classifications&);

/// "1" for @humanitarian, "0" where it was denied, "" where nothing was said.
std::string_view humanitarian_flag(const Classifications&);
/// The first code of a kind; "" where there is none.
std::string_view code_of(const Classifications&, std::string_view kind);
/// Those of a kind that is the name of an element: sector, tag.
void write_list_codes(const Classifications&, std::string_view kind, XmlText&);
/// All elements from country-budget-items to default-tied-status, in the schema's order.
void write_classifications(const Classifications&, XmlText&);
/// <capital-spend>, which stands further on.
void write_capital_spend(const Classifications&, XmlText&);

}  // namespace entente::exchange::iati
