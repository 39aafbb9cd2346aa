// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "search/matcher.hpp"

namespace entente::search {

/// What each of these documents has its score from, by the words and codes of the text that found them and by
/// what raises it (ranking.hpp). Their points add up to the score.
std::vector<std::vector<Reason>> reasons(const Corpus&, const Node& tree, const std::vector<base::Uuid>&);

}  // namespace entente::search
