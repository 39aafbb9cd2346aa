// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "search/word_hits.hpp"

namespace entente::search {

/// Those of the first that are in the second, with what both say.
WordHits intersected(WordHits, WordHits);
/// Those that either has. What one of them has weighs nothing in the documents of the other alone.
WordHits united(WordHits, WordHits);
/// Leaves those in a set.
void keep_in(WordHits&, BitsView);
/// Takes away what others are, in their order.
void subtract(WordHits&, const std::vector<Doc>& others);

}  // namespace entente::search
