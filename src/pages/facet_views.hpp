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

/// The filters that a form offers, in its order; from kFirstFew on they are folded away. Targets stand below
/// their goals.
inline constexpr std::array kOffered = {
    search::Facet::field,    search::Facet::goal,       search::Facet::country, search::Facet::region,
    search::Facet::kind,     search::Facet::party_type, search::Facet::status,  search::Facet::year,
    search::Facet::fresh,    search::Facet::group,      search::Facet::level,   search::Facet::role,
    search::Facet::language, search::Facet::party};
inline constexpr std::size_t kFirstFew = 8;
/// Whether a form has a box for the values of a facet.
bool in_form(search::Facet);

/// {first, rest: lists of {name, label, values: [{name, value, label, count, checked, children}], more:
/// {href, text}, within: {value}}, rest_open}.
View facet_views(const ListQuery&, const registry::ListAnswer&, const base::Messages&);
/// List of {label, value, href}: each thing chosen, and the address without it, of the page at `path`.
View chip_views(const ListQuery&, const registry::ListAnswer&, const base::Messages&,
                std::string_view path = "/partnerships");
/// List of {name, value} for a form that changes something else. `offered`: with the filters of the form.
View hidden_views(const ListQuery&, bool with_text, bool with_offered, bool with_order);
/// What was asked and cannot be: a goal, country … that does not exist.
View unknown_values(const ListQuery&, const base::Messages&);
/// Appends where and why the text was read otherwise than written.
void add_complaints(View& notes, const search::Answer&, const base::Messages&);
/// Appends what was looked for instead of what was written.
void add_readings(View& notes, const ListQuery&, const search::Answer&, const base::Messages&);
/// {text, href}: the query that may have been meant; nothing where it was meant as it is.
View meant_view(const ListQuery&, const search::Answer&, const base::Messages&);
/// Whether a value of a facet can exist at all.
bool is_known(search::Facet, std::string_view value);

}  // namespace entente::pages
