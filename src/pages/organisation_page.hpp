// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "http/router.hpp"
#include "pages/page.hpp"
#include "pages/pages.hpp"

namespace entente::pages {

/// The list of organisations, the page of one, its earlier revisions and their differences.
std::vector<http::Route> organisation_routes(const Context&);

/// The name a reader sees: in a language there is, else an identifier, else the record's id.
std::string name_of(const registry::OrganisationView&, std::string_view language);
/// With whom it works, what passed between them and what is reported of its budgets, as things stand now.
struct Relations {
  registry::Partners partners;
  std::vector<registry::Dealing> dealings;
  std::vector<registry::Held<model::Finances>> finances;
  std::vector<registry::FinancesHistory> reports;  ///< the same with their revisions
  std::int64_t partnerships = 0;                   ///< its own
};
/// Everything templates/organisation.mustache shows; `page` counts the pages of its engagements from 1.
View organisation_view(const registry::OrganisationView&, const Relations&, std::int64_t page,
                       const base::Messages&);

/// Engagements on one page of an organisation.
inline constexpr std::size_t kEngagementsAPage = 50;

}  // namespace entente::pages
