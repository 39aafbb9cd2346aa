// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "base/messages.hpp"
#include "pages/list_query.hpp"
#include "pages/page.hpp"
#include "registry/views.hpp"

/// What the pages that lead into the list (by goal, country, field) show alike.
namespace entente::pages {

/// The address of the list for what is asked.
std::string list_href(const ListQuery&, std::string_view language);

/// The largest values of a facet, as they were counted for `asked`: {label, links: [{label, href, count,
/// list}], all}. `list` is the list with that value too; `href` the value's own page where it has one and
/// nothing else is asked, else the same list. `all` {href, label} where there are more than `most`. False
/// where there is none. What is chosen already is left out.
View count_links(const ListQuery& asked, search::Facet, std::size_t most, const registry::ListAnswer&,
                 const base::Messages&);

/// How many partnerships a facet counts for a value.
std::uint32_t count_of(const registry::ListAnswer&, search::Facet, std::string_view value);

/// {href, count} into the list, and how often; false for none.
View count_view(const ListQuery&, std::uint32_t count, const base::Messages&);

/// What a page that gathers partnerships says of them, for {{>entrance}}: {some, list, csv, hits, what, whom,
/// where}; the last three are lists of count_links().
struct Gathering {
  std::span<const search::Facet> what, whom, where;
};
void set_gathering(View& view, const Gathering&, const ListQuery& asked, const registry::ListAnswer&,
                   const base::Messages&);
/// The query for such a page: the partnerships changed last, and all counts.
search::Query gathering_query(const ListQuery&);

}  // namespace entente::pages
