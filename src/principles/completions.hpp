// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "principles/interval.hpp"

/// What a formula comes to at least and at most over all that the unknowns among its inputs may be. The
/// bounds are exact unless it says otherwise; ways to complete the inputs of which the formula is not defined
/// count nowhere.
namespace entente::principles {

/// |a - b|.
Interval apart(Interval a, Interval b);

/// Concentration of weights to which `open` more come that add up to `most` or less; not all are 0. Needs a
/// weight above 0, or an open one and a `most` above 0.
Interval concentration_within(std::span<const double> weights, std::size_t open, double most);

/// The binomial test of `done` of `done + others`, where each of `open` more is one of either, or of neither;
/// two are counted at least, and there have to be as many. Where more than kMostOpen are open, or more than
/// kMostTested are counted with some open, the bounds are 0 and 1: sound, and not exact.
Interval chance_within(std::int64_t done, std::int64_t others, std::int64_t open, double p);
inline constexpr std::int64_t kMostOpen = 12, kMostTested = 100;

/// Evenness of the sizes of groups, where each of `open` more belongs to one of them, or to none; two are
/// counted at least, and there have to be as many.
Interval evenness_within(std::array<double, 3> sizes, std::size_t open);

/// Who holds a whole: a part and the rest as they are known, what is held by one of the two or does not
/// count, and what each may hold besides, all together `most_open` at most.
struct Holdings {
  double part = 0, rest = 0, either = 0;
  double open_part = 0, open_rest = 0, open_either = 0;
  double most_open = std::numeric_limits<double>::infinity();

  bool empty() const {
    return part + rest + either + std::min(most_open, open_part + open_rest + open_either) <= 0;
  }
};
/// The part's share. Needs holdings that are not empty.
Interval share_within(const Holdings&);

}  // namespace entente::principles
