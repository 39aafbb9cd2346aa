// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>

#include "base/messages.hpp"
#include "pages/list_query.hpp"
#include "pages/page.hpp"
#include "registry/views.hpp"

namespace entente::pages {

/// The filters that a form offers, in its order. The others come by links alone, and are chips.
inline constexpr std::array kOffered = {search::Facet::field,  search::Facet::goal, search::Facet::country,
                                        search::Facet::region, search::Facet::kind, search::Facet::party_type,
                                        search::Facet::status, search::Facet::year};

/// List of {name, label, values: [{value, label, count, checked}], more: {href, label}}.
View facet_views(const ListQuery&, const registry::ListAnswer&, const base::Messages&);
/// List of {label, value, href}: each thing chosen, and the address without it, of the page at `path`.
View chip_views(const ListQuery&, const registry::ListAnswer&, const base::Messages&,
                std::string_view path = "/partnerships");
/// List of {name, value} for a form that changes something else. `offered`: with the filters of kOffered.
View hidden_views(const ListQuery&, bool with_text, bool with_offered, bool with_order);
/// What was asked and cannot be: a goal, country … that does not exist.
View unknown_values(const ListQuery&, const base::Messages&);
/// Appends where and why the text was read otherwise than written.
void add_complaints(View& notes, const search::Answer&, const base::Messages&);
/// Whether a value of a facet can exist at all.
bool is_known(search::Facet, std::string_view value);

}  // namespace entente::pages
