// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "search/query_tree.hpp"
#include "search/words.hpp"

namespace entente::search {

/// The documents that have each of the phrases, in the order of their numbers, with the sum of what the words
/// score. At least one phrase.
std::vector<Hit> find_phrases(const WordIndex&, const std::vector<const Phrase*>&);

}  // namespace entente::search
