// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>

#include "search/matcher.hpp"

namespace entente::search {

inline constexpr std::size_t kKeptOfParts = std::size_t{16} * 1024 * 1024;

/// For a query that nothing has all of: what has most of it. Each part weighs what it tells (a rare word more
/// than a common one); what nobody has weighs nothing. Found is what has at least half of the weight, or
/// where nothing has, what comes nearest. Exclusions, fields and ranges hold as ever. A run of ideographs
/// counts by its pairs. Nothing where no part is anywhere, or the query is one part alone; else a query that
/// finds just that, and may find nothing.
/// Of what the parts find no more than `kept` bytes are held at once; what is beyond is looked up again.
std::optional<Node> most_of(const Corpus&, const Node& tree, std::size_t kept = kKeptOfParts);

}  // namespace entente::search
