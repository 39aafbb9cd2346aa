// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "principles/interval.hpp"

/// The formulas that measures are made of, each as it is published. Lists of weights need not add up to 1 and
/// hold no negative number; of nothing (no weight, or none above 0) each is 0 unless it says otherwise.
namespace entente::principles {

/// Sum of the squared shares (Herfindahl 1950; times 10,000 it is the index of the US merger guidelines).
double concentration(std::span<const double> weights);
/// Shannon entropy in nats (Shannon 1948).
double entropy(std::span<const double> weights);
/// Entropy over that of `groups` equal groups (Pielou 1966), where groups without weight count: 1 is even.
/// Of one group 1.
double evenness(std::span<const double> weights, std::size_t groups);
/// Theil's T (Theil 1967): mean of x/mean * ln(x/mean); zeros count and add nothing.
double theil(std::span<const double> values);
/// Theil's T parted by groups: the two add up to T of all.
struct TheilParts {
  double within = 0, between = 0;
};
TheilParts theil_parts(const std::vector<std::vector<double>>& groups);
/// Gini's coefficient without the correction for small samples (Gini 1912).
double gini(std::span<const double> values);
/// Atkinson's index (Atkinson 1970) with an aversion to inequality that is above 0 and not 1.
double atkinson(std::span<const double> values, double aversion);

/// Wilson's score interval (Wilson 1927) of `done` of `all`, for a normal quantile `z`; 0 to 1 of none.
Interval wilson(double done, double all, double z = 1.959963984540054);

/// Banzhaf's power index (Penrose 1946, Banzhaf 1965), normalised: the share of each player in all swings of
/// a vote in which a coalition with at least `quota` votes wins. Empty where no player swings. By counting
/// the sums of votes (dynamic programming over whole votes), in time that grows with the number of players:
/// votes that are no whole numbers, or more than kVoteSteps, are rounded to so many parts of all.
std::vector<double> banzhaf(std::span<const double> votes, double quota);
inline constexpr int kVoteSteps = 2'000;

/// Two-sided exact binomial test: how likely it is that of `all` drawn with probability `p` the number in the
/// group is as unlikely as `done`, or more so (Clopper and Pearson 1934).
double binomial_test(std::int64_t done, std::int64_t all, double p);

/// Half of the summed differences of the shares: 0 is the same, 1 is nothing in common. The lists are of one
/// length.
double share_distance(std::span<const double> a, std::span<const double> b);

/// What is left of the worth of something that is `age` old, of which half is lost in each `half_life`.
double discounted(double age, double half_life);

}  // namespace entente::principles
