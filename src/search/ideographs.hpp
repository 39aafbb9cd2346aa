// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "search/query_tree.hpp"

/// Runs of ideographs, which the index holds as overlapping pairs.
namespace entente::search {

/// The characters of a run that was read as pairs.
std::string run_of(const Phrase&);
/// The phrase that stands for a run, as if it had been typed.
Phrase phrase_of_run(std::string_view run);
/// Where the characters of a text begin, and its end.
std::vector<std::size_t> borders_of(std::string_view text);

}  // namespace entente::search
