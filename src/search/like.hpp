// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "search/matcher.hpp"

namespace entente::search {

/// Documents like this one, itself not among them, the nearest first: those that share the words that tell
/// most of it, and the rarer of its goals, fields, places and parties. What a large part of all documents has
/// says nothing, and is not looked at.
std::vector<base::Uuid> like(const Corpus&, const Document&, std::size_t limit);

}  // namespace entente::search
