// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/messages.hpp"
#include "pages/view.hpp"
#include "registry/reporting.hpp"

/// Internal to pages: reports and the calendar they stand in, as pages show them.
namespace entente::pages {

/// {period, texts, rows, some_rows, by, by_href, published, handed_in} of a report for {{>report_body}}.
View report_view(const model::Report&, const base::Text& organisation, const base::Messages&);

/// "1 March 2026 – 28 February 2027"; "" where it says none.
std::string report_period(const model::Report&, const base::Messages&);

/// {facts} the days by which the marks of a partnership change, and its rhythm, as a list of facts.
View calendar_facts(const registry::Freshness&, const std::optional<registry::Held<model::ReportingRhythm>>&,
                    const base::Messages&);

/// Rows {light, at, reason, by, state, decided, answer, until} of appeals.
View appeal_rows(const std::vector<registry::Held<model::Appeal>>&, const base::Messages&);

/// {facts, rows, some, appeals, some_appeals, calendar} for {{>reporting}} on a partnership's page.
View reporting_view(const registry::PartnershipView&, const base::Messages&);

}  // namespace entente::pages
