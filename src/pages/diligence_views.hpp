// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/messages.hpp"
#include "http/router.hpp"
#include "pages/page.hpp"
#include "pages/view.hpp"
#include "registry/diligence.hpp"

/// Due diligence, as several pages show it.
namespace entente::pages {

inline constexpr std::size_t kMostDiligenceForm = std::size_t{256} * 1024;

std::vector<http::Route> diligence_policy_routes(const Context&);
std::vector<http::Route> diligence_queue_routes(const Context&);
std::vector<http::Route> diligence_routes(const Context&);
std::vector<http::Route> diligence_finding_routes(const Context&);
std::vector<http::Route> own_diligence_routes(const Context&);

std::string diligence_path(std::int64_t number);
std::string diligence_number(std::int64_t number, const base::Messages&);
std::string diligence_state(store::AssessmentState, const base::Messages&);
std::string diligence_section(std::string_view section, const base::Messages&);
/// A day since 1970-01-01.
std::string diligence_day(std::int64_t day, const base::Messages&);
/// "Tobacco", "Controversy 2", "Ownership and control".
std::string finding_label(const registry::DiligencePolicy&, std::string_view key, const base::Messages&);
std::string grade_label(const registry::DiligencePolicy&, std::string_view key, const base::Messages&);
/// The organisation's name, or its id where it has none in any language.
std::string assessed_label(const store::Assessment&, const base::Text& name, const base::Messages&);

/// {field, text} for {{>claim_fault}}; `at` where the field of the form is called otherwise.
View diligence_fault(const registry::DiligenceFault&, const registry::DiligencePolicy&, const base::Messages&,
                     std::string_view at = {});
/// False for {{>claim_fault}} where there is none; sets the status of the page where there is one.
void set_diligence_fault(View&, Frame&, const std::optional<registry::DiligenceFault>&,
                         const registry::DiligencePolicy&, const base::Messages&, std::string_view at = {});

/// "Compared on … with …: 1 waits …".
std::string screening_words(const registry::DiligenceScreening&, const base::Messages&);

/// Where due diligence on each party stands, as rows {party, href, text}, for {{>diligence_standing}}; false
/// for whoever is told of none.
View diligence_of_parties(const Context&, const http::Request&,
                          const std::vector<std::pair<base::Uuid, base::Text>>& parties,
                          const base::Messages&);

/// {label, outcome, text, evidence, source, date, until, expired, author, when, words …} for
/// {{>diligence_finding}}.
View finding_view(const registry::FindingView&, const registry::DiligencePolicy&, const base::Messages&);
/// What both pages of an assessment say of it: {number, state, organisation, decision, findings …}.
View assessment_view(const registry::AssessmentDetail&, const base::Messages&);
/// {rows, some} of a list of them; each leads to `base` and its number.
View assessment_rows(const std::vector<registry::AssessmentRow>&, std::string_view base,
                     const base::Messages&);

}  // namespace entente::pages
