// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "screening/screener.hpp"
#include "sets.hpp"

/// How fast names are matched, in CPU of one thread.
namespace entente::screening_sets {

struct SpeedFigures {
  double per_second = 0;
  double median_ms = 0, p99_ms = 0;
};

/// Each name screened with explanations, at the usual threshold and limit. `scan`: without the index.
SpeedFigures speed_of(const screening::Screener& screener, const std::vector<std::string>& names, bool scan);

/// So many names made of the words of the lists' own, each of as many words as theirs have.
screening::List recombined(const std::vector<screening::List>& lists, std::size_t count);
/// Names as people ask them: negatives, and names of the lists with a letter changed in every third.
std::vector<std::string> queries(const std::vector<screening::List>& lists,
                                 const std::vector<std::string>& negatives, std::size_t count);

}  // namespace entente::screening_sets
