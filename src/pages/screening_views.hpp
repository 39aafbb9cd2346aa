// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "http/router.hpp"
#include "pages/pages.hpp"
#include "pages/view.hpp"
#include "registry/screening_review.hpp"

/// What screening found, as several pages show it: to those who decide, and to nobody else.
namespace entente::pages {

std::vector<http::Route> screening_routes(const Context&);
std::vector<http::Route> screening_hit_routes(const Context&);

/// A state of hits, as addresses and messages name it.
std::string_view hit_state_name(store::HitState);
std::optional<store::HitState> hit_state_named(std::string_view);
std::string hit_state_label(store::HitState, const base::Messages&);

/// "82.5%" of a number in ten-thousandths.
std::string share_label(std::int64_t ten_thousandths, const base::Messages&);

/// Rows {href, listed, dataset, entry, party, party_href, likeness, since, state} for {{>screening_rows}}.
View hit_rows(const std::vector<registry::HitRow>&, const base::Messages&);

/// {title, rows {party, href, text}} of a draft's parties, for whoever reviews it. False for whoever may not
/// see what screening found.
View screening_of_parties(const Context&, const http::Request&,
                          const std::vector<std::pair<base::Uuid, base::Text>>& parties,
                          const base::Messages&);

/// The hit as rows {label, party, entry}, each side {texts, folded, more, gap}: texts beside each other.
View sides_view(const registry::HitDetail&, const base::Messages&);

}  // namespace entente::pages
