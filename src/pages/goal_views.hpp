// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/messages.hpp"
#include "model/vocabulary.hpp"
#include "pages/page.hpp"
#include "registry/views.hpp"

namespace entente::pages {

/// The value of a goal or target in addresses: "6", "6.1", "mdg:7", "mdg:7.C".
std::string value_of(const model::GoalTerm&);

/// All goals of a framework by number, those too that no partnership serves (a gap is worth seeing), for
/// {{>goal_bars}}: {title, caption, csv, tiles: [{number, label, href, count, words, list, width}]}.
View goal_bars(std::string_view framework, const registry::ListAnswer&, const base::Messages&);

}  // namespace entente::pages
