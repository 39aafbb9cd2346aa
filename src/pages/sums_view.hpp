// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/messages.hpp"
#include "pages/view.hpp"
#include "registry/sums.hpp"

namespace entente::pages {

/// {groups: [{who, rows: [{currency, promised, delivered, overdue, common}]}], some, note, unconverted}: what
/// was promised, delivered and is overdue, governments apart from others, for {{>sums}}.
View sums_view(const registry::MoneySums&, const registry::Rates&, const base::Messages&);

}  // namespace entente::pages
