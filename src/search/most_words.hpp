// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "search/matcher.hpp"

namespace entente::search {

/// For a query that nothing has all of: what has most of it. Each part weighs what it tells (a rare word more
/// than a common one); what nobody has weighs nothing. Found is what has at least half of the weight, or
/// where nothing has, what comes nearest. Exclusions, fields and ranges hold as ever. A run of ideographs
/// counts by its pairs. By piece, scored like any hits; all empty where no part is anywhere, or the query is
/// one part alone.
std::vector<std::vector<Hit>> most_of(const Corpus&, const Node& tree);

}  // namespace entente::search
