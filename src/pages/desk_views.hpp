// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/messages.hpp"
#include "pages/view.hpp"
#include "registry/desk.hpp"

/// What governments publish, as several pages show it.
namespace entente::pages {

/// The address of a record of a desk, behind the language.
std::string published_path(std::string_view country, const base::Uuid& id);

/// {title, text, kind, period, goals, field, state, documents, updated, href} of each, for {{>desk_rows}}.
View capacity_rows(const std::vector<registry::Held<model::Capacity>>&, const base::Messages&);
/// The same of one record of any type of a desk.
View desk_row(const registry::Held<model::Record>&, const base::Messages&);

/// Its title in a reader's language, or in another that it has.
std::string desk_title(const model::Record&, std::string_view language);

/// Lists of what is published, or drafted: [{heading, rows}]; those that are empty are left out. The rows
/// lead to what everybody sees, or to the forms.
View desk_groups(const registry::Published&, const base::Messages&, bool forms = false);

/// "plan", "guidance", "capacity": what addresses call a type of record; "" for another type.
std::string_view kind_of(const model::Record&);

/// The address of a form of a desk; of a new record without `id`.
std::string desk_href(std::string_view language, std::string_view country, std::string_view kind,
                      std::string_view id = {});

}  // namespace entente::pages
