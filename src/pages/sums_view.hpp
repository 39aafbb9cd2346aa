// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/messages.hpp"
#include "pages/view.hpp"
#include "registry/rates.hpp"
#include "registry/views.hpp"

namespace entente::pages {

/// {groups: [{who, rows: [{currency, promised, delivered, overdue, common}]}], some, note, unconverted}: what
/// was promised, delivered and is overdue, governments apart from others, for {{>sums}}.
View sums_view(const registry::PartnershipView&, const registry::Rates&, std::int64_t today,
               const base::Messages&);

}  // namespace entente::pages
