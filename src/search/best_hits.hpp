// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "search/phrase_hits.hpp"

namespace entente::search {

/// Of the documents that have a word, or another of its stem, the first by their score, in the order of their
/// numbers: what hits_of() finds, but most documents are told from two numbers to be none of them.
std::vector<Hit> best_hits(const Corpus&, const Slot&, std::size_t piece, std::size_t count);

}  // namespace entente::search
