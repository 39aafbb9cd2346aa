// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "http/form.hpp"
#include "http/router.hpp"
#include "pages/pages.hpp"
#include "pages/view.hpp"
#include "registry/concerns.hpp"

/// Concerns about records, as several pages show them.
namespace entente::pages {

/// Raising one, and coming back to it.
std::vector<http::Route> concern_routes(const Context&);
/// Answering them.
std::vector<http::Route> concerns_routes(const Context&);
/// Those that were handed on to one's organisation or country.
std::vector<http::Route> own_concerns_routes(const Context&);

/// What speaks against it, and the field of the form that it stands in: {field, text} for {{>claim_fault}}.
View concern_fault_view(const registry::ConcernFault&, const base::Messages&);

/// 409 where more was said than its form showed, else 422.
int concern_fault_status(const registry::ConcernFault&);

std::string concern_kind_label(std::string_view kind, const base::Messages&);
std::string concern_state_label(store::ConcernState, const base::Messages&);

/// "3 concerns · 1 answered · 2 wait for an answer"; "" where there are none.
std::string concern_counts(const std::array<std::int64_t, store::kConcernStates>&, const base::Messages&);

/// {href, counts, some, rows} for {{>concern_link}}: on the page of the record. False where the register
/// takes none and has none.
View concern_link(const Context&, const base::Uuid& record, const base::Messages&);

/// The title of the record, or a word for one that has none or does not stand any more.
std::string concern_subject_title(const registry::ConcernSubject&, const base::Messages&);

/// {kind, number, state, made, due, overdue, shown, shortened, lines, …} for {{>concern_facts}}.
View concern_view(const Context&, const registry::ConcernDetail&, const base::Messages&);

/// How many steps the page showed whose form was sent.
std::optional<std::size_t> seen_steps(const http::Parameters& fields);

/// The steps alone, for {{>concern_steps}}.
View concern_step_rows(const std::vector<registry::ConcernLine>&, const base::Messages&);

}  // namespace entente::pages
