// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/messages.hpp"
#include "pages/page.hpp"
#include "registry/views.hpp"

namespace entente::pages {

/// The life of a partnership, year by year: rows {year, lines, now, ahead}, a table as record_views.hpp says.
/// What is planned says so. `today` in days since 1970-01-01.
View life_view(const registry::PartnershipView&, std::int64_t today, const base::Messages&);

}  // namespace entente::pages
