// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

#include "principles/measure.hpp"

/// What several principles ask of the money: whose it is, and how few give it.
namespace entente::principles {

/// The shares of the money, as far as parties have said theirs.
struct Funding {
  double said = 0;         ///< of those who have
  double left = 1;         ///< for the others at most: some of it may come from outside
  std::size_t silent = 0;  ///< parties that have not said theirs

  /// Nobody of the partnership pays, and that is known.
  bool is_none() const { return silent == 0 && said <= 0; }
};
Funding funding_of(const Facts&);

/// Sum of the squared shares of the money (Herfindahl 1950) that parties give. What comes from outside the
/// partnership counts as given by many. At worst one party that has not said its share gives all the rest, at
/// best none of it. Says "why" {number, known, all}, and what would change it: "says" {party}, and "largest"
/// {party}. Not applicable where no party gives money.
Measured concentration_of_funders(const Facts&, Explanation*);

}  // namespace entente::principles
