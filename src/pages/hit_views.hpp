// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/messages.hpp"
#include "pages/page.hpp"
#include "registry/views.hpp"

namespace entente::pages {

/// One partnership in a list, for {{>hit}}; the words of the query are marked in title and purpose.
/// Set "choose" where it stands in the form of a comparison, so that it can be ticked.
View hit_view(const registry::Card&, const base::Messages&, const std::vector<std::string>& words);

}  // namespace entente::pages
