// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <vector>

#include "base/messages.hpp"
#include "pages/page.hpp"
#include "registry/views.hpp"

/// What a partnership is about and what it points to: each a table {rows, left_out}.
namespace entente::pages {

/// rows {name, text, kind, share, point, description, activity, site, reach, exactness, codes}.
View place_table(const std::vector<model::Place>&, const base::Messages&);
/// rows {code, label, framework, official, share, stated, successors}: `successors` lists the SDG targets
/// that came after a target of the MDGs.
View goal_table(const std::vector<model::Goal>&, const base::Messages&);
/// rows {label, sector, share}.
View field_table(const std::vector<model::Field>&, const base::Messages&);
/// rows {relation, href, title, identifier}.
View link_table(const std::vector<model::Link>&, const std::map<base::Uuid, base::Text>& titles,
                const base::Messages&);
/// rows {title, url, linked, format, description, about}.
View document_table(const std::vector<model::Document>&, const base::Messages&);

}  // namespace entente::pages
