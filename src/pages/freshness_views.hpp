// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/messages.hpp"
#include "pages/format.hpp"
#include "pages/page.hpp"
#include "registry/freshness.hpp"

namespace entente::pages {

/// How a light is drawn: `symbol` is an id of {{>sprite_freshness}}. No two lights share shape and word.
StateMark mark_of_light(registry::Light);
/// {light, label, when, symbol, meaning} for {{>freshness}}: a mark, a word, and the day that goes with it.
View freshness_view(const registry::Freshness&, const base::Messages&);

}  // namespace entente::pages
